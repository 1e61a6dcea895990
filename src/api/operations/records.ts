import { z } from 'zod';
import type { Registry } from '../../register/changes/registry.ts';
import { answerTo, resultResponse } from '../change-answers.ts';
import {
  refusal,
  type Answer,
  type Call,
  type JsonAnswer,
  type NamedSchema,
  type Operation,
} from '../operation.ts';
import { seenPage } from '../pages.ts';
import { submissionOf, type AskedChange } from '../submissions.ts';
import type { FilterName } from '../../register/model/kind.ts';
import { kinds } from '../../register/model/kinds.ts';
import type { KindRoute } from '../kind-routes.ts';
import { publicService } from '../../rights/may-see.ts';
import { seenRecord } from '../seeing.ts';
import {
  auditedRecord,
  entityTag,
  filterParameter,
  limitOf,
  pageAnswer,
  pageOf,
  pageParameters,
  recordAddress,
  recordNamed,
} from './parameters.ts';

const seenService = z.union([kinds.service.schema, publicService]);

/** The record as it is seen by this API client. */
export function seenSchema(route: KindRoute): NamedSchema {
  const schema = route.kind === 'service' ? seenService : route.shownSchema;
  return { schemaName: schema === route.schema ? route.schemaName : `Seen${route.schemaName}`, schema };
}

/** Lists, reads, writes and ends records of one kind. */
export function recordOperations(registry: Registry, route: KindRoute): readonly Operation[] {
  const reading = [listOperation(registry, route), readOperation(registry, route)];
  if (route.writeScope === undefined) return reading;
  return [...reading, ...writeOperations(registry, route, route.writeScope)];
}

function listOperation(registry: Registry, route: KindRoute): Operation {
  const filters = Object.fromEntries(
    route.filters.map((name) => [name, filterParameter.meta({ description: `Only those of this ${name}.` })]),
  );
  return {
    id: `${route.path}.list`,
    group: route.path,
    method: 'get',
    address: `/${route.path}`,
    summary: `Lists ${route.path}, in pages`,
    scope: route.readScope,
    pathParameters: {},
    query: { ...pageParameters, ...filters },
    changes: false,
    responses: [
      {
        status: 200,
        description: 'Those that this API client sees.',
        ...pageOf(
          route.schemaName,
          z.strictObject({ id: z.string(), version: z.int(), record: seenSchema(route).schema }),
        ),
        headers: { Link: 'The next page, as `rel="next"`.' },
      },
    ],
    problems: [],
    handle: (call) => list(registry, route, call),
  };
}

async function list(registry: Registry, route: KindRoute, call: Call): Promise<Answer> {
  const { after } = call.query;
  const page = await seenPage(registry, call.client, {
    kind: route.kind,
    filters: filtersOf(route.filters, call.query),
    limit: limitOf(call.query),
    ...(after === undefined ? {} : { after }),
  });
  if (page === undefined) {
    return refusal('bad_request', { detail: 'after was not given by a page of this list' });
  }
  const items = page.records.map(({ id, version, record }) => ({ id, version, record }));
  return pageAnswer(call, `/api/v1/${route.path}`, {
    items,
    ...(page.next === undefined ? {} : { next: page.next }),
  });
}

function filtersOf(names: readonly FilterName[], query: Call['query']): Partial<Record<FilterName, string>> {
  const given: Partial<Record<FilterName, string>> = {};
  for (const name of names) {
    const value = query[name];
    if (value !== undefined) given[name] = value;
  }
  return given;
}

function readOperation(registry: Registry, route: KindRoute): Operation {
  return {
    id: `${route.path}.read`,
    group: route.path,
    method: 'get',
    ...recordAddress(route),
    summary: 'Reads one record',
    scope: route.readScope,
    query: {},
    changes: false,
    responses: [
      {
        status: 200,
        description: 'The record as this API client sees it.',
        ...seenSchema(route),
        headers: { ETag: 'Its version, for `If-Match`.' },
      },
    ],
    problems: ['not_found'],
    record: auditedRecord(route),
    async handle({ client, path }) {
      const seen = await seenRecord(registry, client, recordNamed(route, path));
      if (seen === undefined) return refusal('not_found');
      return { status: 200, body: seen.record, headers: { ETag: entityTag(seen.version) } };
    },
  };
}

const resultHeaders = { ETag: 'The new version.' };

function writeOperations(
  registry: Registry,
  route: KindRoute,
  scope: NonNullable<KindRoute['writeScope']>,
): readonly Operation[] {
  const shared = {
    group: route.path,
    ...recordAddress(route),
    scope,
    query: {},
    changes: true,
    problems: ['not_found', 'forbidden', 'version_mismatch', 'precondition_required', 'invalid'],
    record: auditedRecord(route),
  } as const;
  return [
    {
      ...shared,
      id: `${route.path}.write`,
      method: 'put',
      summary: 'Creates a record, or replaces it as a whole',
      precondition: 'create',
      body: { schemaName: route.schemaName, schema: route.schema, example: route.example },
      responses: [
        { ...resultResponse, headers: resultHeaders },
        {
          ...resultResponse,
          status: 201,
          description: 'The record is new.',
          headers: resultHeaders,
        },
      ],
      handle: (call) => write(registry, route, call),
    },
    {
      ...shared,
      id: `${route.path}.end`,
      method: 'delete',
      summary: 'Ends a record; its versions are kept',
      precondition: 'version',
      responses: [resultResponse],
      async handle(call) {
        const version = call.preconditions.version ?? 0;
        const end = { ...recordNamed(route, call.path), version, ended: true } as const;
        return submitAsked(registry, call, [end]);
      },
    },
  ];
}

async function write(registry: Registry, route: KindRoute, call: Call): Promise<Answer> {
  const name = recordNamed(route, call.path);
  const version = call.preconditions.version ?? 0;
  const answer = await submitAsked(registry, call, [{ ...name, version, body: call.body }]);
  if ('problem' in answer) return answer;
  const now = await registry.find(name);
  const headers = now === undefined ? {} : { ETag: entityTag(now.version) };
  return { ...answer, status: version === 0 ? 201 : 200, headers };
}

/** Submits what an API client asks for, as one change. */
export async function submitAsked(
  registry: Registry,
  { client, reason }: Pick<Call, 'client' | 'reason'>,
  asked: readonly AskedChange[],
  dryRun = false,
): Promise<JsonAnswer> {
  const allowed = submissionOf(client, asked, reason);
  if ('problem' in allowed) return allowed;
  return answerTo(client, await registry.submit(allowed.changes, { ...allowed.submission, dryRun }));
}
