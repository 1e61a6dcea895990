import { z } from 'zod';
import { shownBody, shownDifferences } from '../../register/model/differences.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { RecordVersion } from '../../storage/stores/records.ts';
import { changeResult, resultResponse } from '../change-answers.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import type { KindRoute } from '../kind-routes.ts';
import { seenOf } from '../seeing.ts';
import { auditedRecord, entityTag, recordAddress, recordNamed, versionParameter } from './parameters.ts';
import { seenSchema, submitAsked } from './records.ts';

const about = {
  version: z.int(),
  ended: z.boolean(),
  author: z.string().meta({ description: '`api:<client id>` where an API client changed it.' }),
  reason: z.string(),
  at: z.iso.datetime(),
  revision: z.int(),
};
const versionList = {
  schemaName: 'VersionList',
  schema: z.strictObject({ items: z.array(z.strictObject(about)) }),
};
const versionDifferences = {
  schemaName: 'VersionDifferences',
  schema: z.strictObject({ differences: changeResult.shape.consequences.element.shape.differences }),
};

/** What a record said before: all its versions, one of them, what differs between two, and the way back. */
export function versionOperations(registry: Registry, route: KindRoute): readonly Operation[] {
  const { address, pathParameters } = recordAddress(route);
  const shared = {
    group: route.path,
    query: {},
    record: auditedRecord(route),
    problems: ['not_found'],
  } as const;
  const reading = { ...shared, method: 'get', scope: route.readScope, changes: false } as const;
  const ofVersion = { ...pathParameters, version: versionParameter };
  return [
    {
      ...reading,
      id: `${route.path}.versions.list`,
      address: `${address}/versions`,
      pathParameters,
      summary: 'Lists the versions of a record, oldest first',
      responses: [{ status: 200, description: 'All of them.', ...versionList }],
      async handle(call) {
        const versions = await versionsSeen(registry, route, call);
        return versions === undefined
          ? refusal('not_found')
          : { status: 200, body: { items: versions.map(aboutVersion) } };
      },
    },
    {
      ...reading,
      id: `${route.path}.versions.read`,
      address: `${address}/versions/{version}`,
      pathParameters: ofVersion,
      summary: 'Reads what a record said in one of its versions',
      responses: [
        {
          status: 200,
          description: 'The version; without `record` when it ended with this version.',
          schemaName: `${route.schemaName}Version`,
          schema: z.strictObject({ ...about, record: seenSchema(route).schema.optional() }),
        },
      ],
      async handle(call) {
        const version = versionIn(await versionsSeen(registry, route, call), call.path['version']);
        if (version === undefined) return refusal('not_found');
        const body = {
          ...aboutVersion(version),
          ...(version.ended ? {} : { record: shownBody(route.kind, version.body) }),
        };
        return { status: 200, body };
      },
    },
    {
      ...reading,
      id: `${route.path}.versions.compare`,
      address: `${address}/versions/{version}/differences`,
      pathParameters: ofVersion,
      query: { from: versionParameter.meta({ description: 'The earlier one of the two versions.' }) },
      summary: 'Compares two versions of a record',
      responses: [
        { status: 200, description: 'Field by field; empty when they say the same.', ...versionDifferences },
      ],
      handle: (call) => compare(registry, route, call),
    },
    ...(route.writeScope === undefined ? [] : [restoreOperation(registry, route, route.writeScope)]),
  ];
}

function restoreOperation(
  registry: Registry,
  route: KindRoute,
  scope: NonNullable<KindRoute['writeScope']>,
): Operation {
  const { address, pathParameters } = recordAddress(route);
  return {
    id: `${route.path}.versions.restore`,
    group: route.path,
    method: 'post',
    address: `${address}/versions/{version}/restore`,
    pathParameters: { ...pathParameters, version: versionParameter },
    query: {},
    summary: 'Brings a record back to what one of its versions said',
    scope,
    precondition: 'create',
    changes: true,
    responses: [{ ...resultResponse, headers: { ETag: 'The new version.' } }],
    problems: ['not_found', 'forbidden', 'version_mismatch', 'precondition_required', 'invalid'],
    record: auditedRecord(route),
    handle: (call) => restore(registry, route, call),
  };
}

async function restore(registry: Registry, route: KindRoute, call: Call): Promise<Answer> {
  const name = recordNamed(route, call.path);
  const seen = versionIn(await versionsSeen(registry, route, call), call.path['version']);
  const changes = seen && (await registry.changesToRestore(name, seen.version));
  if (changes === undefined) return refusal('not_found');
  const asked = changes.map((change) => ({
    kind: change.kind,
    id: change.id,
    version: call.preconditions.version ?? 0,
    // whose an objection is, the register keeps by itself
    ...('ended' in change ? { ended: true as const } : { body: shownBody(change.kind, change.body) }),
  }));
  const answer = await submitAsked(registry, call, asked);
  if ('problem' in answer) return answer;
  const now = await registry.find(name);
  return { ...answer, headers: now === undefined ? {} : { ETag: entityTag(now.version) } };
}

async function compare(registry: Registry, route: KindRoute, call: Call): Promise<Answer> {
  const versions = await versionsSeen(registry, route, call);
  const earlier = versionIn(versions, call.query['from']);
  const later = versionIn(versions, call.path['version']);
  if (earlier === undefined || later === undefined) return refusal('not_found');
  const said = ({ ended, body }: RecordVersion): unknown => (ended ? undefined : body);
  return { status: 200, body: { differences: shownDifferences(route.kind, said(earlier), said(later)) } };
}

/**
 * The versions that an API client may read. Only of records that are its own: those that it sees in part have a past that
 * is not its business. Of a record that has ended it is the last word that counts.
 */
async function versionsSeen(
  registry: Registry,
  route: KindRoute,
  { client, path }: Pick<Call, 'client' | 'path'>,
): Promise<readonly RecordVersion[] | undefined> {
  const versions = await registry.history(recordNamed(route, path));
  const lived = versions.filter(({ ended }) => !ended);
  if (lived.at(-1) === undefined) return undefined;
  const seen = await seenOf(registry, client, lived);
  const own = new Set(seen.filter(({ sight }) => sight === 'all').map(({ version }) => version));
  if (!own.has(lived.at(-1)?.version ?? 0)) return undefined;
  // an end is of whoever had the record until then
  return versions.filter(({ ended, version }) => own.has(ended ? version - 1 : version));
}

function versionIn(
  versions: readonly RecordVersion[] | undefined,
  number: string | undefined,
): RecordVersion | undefined {
  return versions?.find(({ version }) => String(version) === number);
}

function aboutVersion({ version, ended, author, reason, at, revision }: RecordVersion) {
  return { version, ended, author, reason, at: new Date(at).toISOString(), revision };
}
