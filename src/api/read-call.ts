import type { Request } from 'express';
import type { z } from 'zod';
import type { Call, Operation, Preconditions } from './operation.ts';
import type { Problem } from './problem.ts';

type Read = Pick<Call, 'path' | 'query' | 'preconditions' | 'reason'>;

/** Reads address, query and headers of a call as its operation describes them. */
export function readCall(operation: Operation, request: Request): Read | { readonly problem: Problem } {
  const path = readParameters(operation.pathParameters, request.params);
  if (path === undefined) return { problem: { code: 'not_found' } };
  const query = readQuery(operation.query, request.query);
  if ('problem' in query) return query;
  const preconditions = readPreconditions(operation, request);
  if ('problem' in preconditions) return preconditions;
  const isReasoned = operation.changes || operation.aboutOnePerson === true;
  const reason = isReasoned ? readReason(request.headers['sluis-reason']) : '';
  if (reason === undefined) return { problem: { code: 'reason_missing' } };
  return { path, query: query.values, preconditions, reason };
}

function readParameters(
  shapes: Readonly<Record<string, z.ZodType>>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> | undefined {
  const read: Record<string, string> = {};
  for (const [name, shape] of Object.entries(shapes)) {
    const value = given[name];
    if (typeof value !== 'string' || !shape.safeParse(value).success) return undefined;
    read[name] = value;
  }
  return read;
}

/** A parameter that is not described is refused: a filter with a typing error must not list everything. */
function readQuery(
  shapes: Readonly<Record<string, z.ZodType>>,
  given: Readonly<Record<string, unknown>>,
): { readonly values: Readonly<Record<string, string>> } | { readonly problem: Problem } {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) return badQuery('the query has an unknown parameter');
    if (typeof value !== 'string' || !shape.safeParse(value).success) {
      return badQuery(`${name} has another form`);
    }
    values[name] = value;
  }
  const missing = Object.entries(shapes).find(
    ([name, shape]) => !(name in values) && !shape.safeParse(undefined).success,
  );
  return missing === undefined ? { values } : badQuery(`${missing[0]} is missing`);
}

function badQuery(detail: string): { readonly problem: Problem } {
  return { problem: { code: 'bad_request', detail } };
}

/** Strong entity tags only, one at a time: a change is of one version. */
function readPreconditions(
  { precondition }: Operation,
  { headers }: Request,
): Preconditions | { readonly problem: Problem } {
  if (precondition === undefined) return {};
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (match === undefined && noneMatch === undefined) return { problem: { code: 'precondition_required' } };
  if (match !== undefined && noneMatch !== undefined) {
    return badQuery('If-Match and If-None-Match cannot be sent together');
  }
  if (noneMatch !== undefined) {
    if (precondition === 'create' && noneMatch === '*') return { isNew: true };
    return badQuery('If-None-Match can only be *, and only where a record can be made');
  }
  const version = /^"([1-9]\d{0,8})"$/.exec(match ?? '')?.[1];
  return version === undefined
    ? badQuery('If-Match must be one ETag, exactly as it was read')
    : { version: Number(version) };
}

const longestReason = 300;

/** One line for people. Headers hold ASCII, so other signs come percent-encoded (RFC 3986 section 2.1). */
function readReason(header: unknown): string | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    const reason = decodeURIComponent(header).trim();
    return reason !== '' && reason.length <= longestReason && !/\p{Cc}/u.test(reason) ? reason : undefined;
  } catch {
    return undefined;
  }
}
