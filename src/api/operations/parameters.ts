import type { RecordName } from '../../domain/record-kinds.ts';
import { z } from 'zod';
import type { Call, NamedSchema, Operation } from '../operation.ts';
import type { KindRoute } from '../kind-routes.ts';

/** An id of the register. */
const part = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);

export const filterParameter = part.optional();

/** Parameters of the address that name a record, and the address itself. */
export function recordAddress(route: KindRoute): Pick<Operation, 'address' | 'pathParameters'> {
  return {
    address: `/${[route.path, ...route.idParts.map((name) => `{${name}}`)].join('/')}`,
    pathParameters: Object.fromEntries(route.idParts.map((name) => [name, part])),
  };
}

export function recordNamed(route: KindRoute, path: Call['path']): RecordName {
  return { kind: route.kind, id: route.idParts.map((name) => path[name] ?? '').join('/') };
}

/** For the audit trail: an objection is about a person, so its name is left out. */
export function auditedRecord(route: KindRoute): NonNullable<Operation['record']> {
  return (path) => (route.kind === 'objection' ? undefined : recordNamed(route, path));
}

export const versionParameter = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .meta({ description: 'Number of a version, counted from 1.' });

const mostPerPage = 200;
const usualPerPage = 50;

export const pageParameters = {
  limit: z
    .string()
    .regex(/^(?:[1-9]\d?|1\d\d|200)$/)
    .optional()
    .meta({
      description: `At most how many, up to ${String(mostPerPage)}; ${String(usualPerPage)} if absent.`,
    }),
  after: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,400}$/)
    .optional()
    .meta({ description: 'Where the previous page ended: taken from its `next`.' }),
};

/** Of lists whose pages end at a UUID. */
export const uuidPageParameters = {
  ...pageParameters,
  after: z.uuid().optional().meta({ description: 'Where the previous page ended: taken from its `next`.' }),
};

export function limitOf(query: Call['query']): number {
  return query['limit'] === undefined ? usualPerPage : Number(query['limit']);
}

/** A list as it is answered: with `next` in the body, and as a link (RFC 8288). */
export function pageAnswer(
  call: Pick<Call, 'query'>,
  address: string,
  page: { readonly items: readonly unknown[]; readonly next?: string },
) {
  const { items, next } = page;
  if (next === undefined) return { status: 200 as const, body: { items } };
  const query = new URLSearchParams({ ...call.query, after: next });
  const url = `${address}?${query.toString()}`;
  return { status: 200 as const, body: { items, next: url }, headers: { Link: `<${url}>; rel="next"` } };
}

/** A list as it is answered, of what has this name. */
export function pageOf(name: string, item: z.ZodType): NamedSchema {
  const next = z.string().optional().meta({
    description: 'Address of the next page. A page may be short, or empty, and still have one.',
  });
  return { schemaName: `${name}Page`, schema: z.strictObject({ items: z.array(item), next }) };
}

export const entityTag = (version: number): string => `"${String(version)}"`;
