import { z } from 'zod';
import type { Registry } from '../../register/changes/registry.ts';
import { authorOf } from '../authenticated-client.ts';
import { answerTo } from '../change-answers.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import { scheduledResult, describedScheduled, scheduledShape } from '../scheduled-answer.ts';
import { insufficientScope, submissionOf } from '../submissions.ts';
import { kindRoute } from '../kind-routes.ts';
import { scheduledSeen } from '../seeing-scheduled.ts';
import { changeList, exampleChanges, askedChanges, readBody } from './changes.ts';
import { limitOf, pageAnswer, pageOf, uuidPageParameters } from './parameters.ts';

const askedForLater = z.strictObject({
  changes: changeList,
  due: z.iso
    .datetime({ offset: true })
    .meta({ description: 'When it is to happen: `2027-08-01T00:00:00+02:00`.' }),
});

const scheduledChange = { schemaName: 'ScheduledChange', schema: scheduledShape };
const uuidParameter = { id: z.uuid() };
const group = 'scheduled-changes';

/** Changes for later: the start of a school year. An API client sees those that it asked for and whose records it sees; the operator's all. */
export function scheduledChangeOperations(registry: Registry): readonly Operation[] {
  return [...readingOperations(registry), scheduleOperation(registry), cancelOperation(registry)];
}

function readingOperations(registry: Registry): readonly Operation[] {
  const shared = { group, method: 'get', scope: 'register:read', changes: false } as const;
  return [
    {
      ...shared,
      id: 'scheduled-changes.list',
      address: '/scheduled-changes',
      pathParameters: {},
      query: uuidPageParameters,
      summary: 'Lists changes that wait, and those that ended within the last 30 days',
      responses: [
        {
          status: 200,
          description: 'Ordered by the moment when they are due.',
          ...pageOf('ScheduledChange', scheduledShape),
        },
      ],
      problems: [],
      handle: (call) => list(registry, call),
    },
    {
      ...shared,
      id: 'scheduled-changes.read',
      address: '/scheduled-changes/{id}',
      pathParameters: uuidParameter,
      query: {},
      summary: 'Reads one change for later',
      responses: [{ status: 200, description: 'The change.', ...scheduledChange }],
      problems: ['not_found'],
      async handle({ client, path }) {
        const change = (await scheduledSeen(registry, client)).find(({ id }) => id === path['id']);
        return change === undefined
          ? refusal('not_found')
          : { status: 200, body: describedScheduled(change) };
      },
    },
  ];
}

async function list(registry: Registry, call: Call): Promise<Answer> {
  const all = await scheduledSeen(registry, call.client);
  const { after } = call.query;
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const end = start + limitOf(call.query);
  const items = all.slice(start, end);
  const last = items.at(-1);
  const next = end < all.length && last !== undefined ? { next: last.id } : {};
  return pageAnswer(call, '/api/v1/scheduled-changes', { items: items.map(describedScheduled), ...next });
}

function scheduleOperation(registry: Registry): Operation {
  return {
    id: 'scheduled-changes.make',
    group,
    method: 'post',
    address: '/scheduled-changes',
    pathParameters: {},
    query: {},
    summary: 'Makes a set of changes at a later moment',
    description:
      'Checked now as far as that can be, and again when it is due; all of it happens then, or nothing. The token needs the scope of each kind.',
    changes: true,
    body: {
      schemaName: 'ScheduledChangeSet',
      schema: askedForLater,
      example: { changes: exampleChanges.slice(0, 1), due: '2027-08-01T00:00:00+02:00' },
    },
    responses: [
      {
        status: 201,
        description: 'It waits.',
        schemaName: 'ScheduledChangeResult',
        schema: scheduledResult,
        headers: { Location: 'Address at which it can be read and cancelled.' },
      },
    ],
    problems: ['not_found', 'forbidden', 'version_mismatch', 'invalid'],
    async handle({ client, reason, body }) {
      const set = readBody(askedForLater, body);
      if ('problem' in set) return set;
      const allowed = submissionOf(client, askedChanges(set.read.changes), reason);
      if ('problem' in allowed) return allowed;
      const due = Date.parse(set.read.due);
      return answerTo(client, await registry.submit(allowed.changes, { ...allowed.submission, due }));
    },
  };
}

function cancelOperation(registry: Registry): Operation {
  return {
    id: 'scheduled-changes.cancel',
    group,
    method: 'delete',
    address: '/scheduled-changes/{id}',
    pathParameters: uuidParameter,
    query: {},
    summary: 'Cancels a change that waits',
    description: 'The token needs the scope of each kind that the change is about.',
    changes: true,
    responses: [{ status: 200, description: 'The change is cancelled.', ...scheduledChange }],
    problems: ['not_found', 'version_mismatch'],
    async handle({ client, path }) {
      const id = path['id'] ?? '';
      const change = (await scheduledSeen(registry, client)).find((each) => each.id === id);
      if (change === undefined) return refusal('not_found');
      const missing = change.proposal.changes
        .map(({ kind }) => kindRoute(kind).writeScope)
        .find((scope) => scope !== undefined && !client.scopes.has(scope));
      if (missing !== undefined) return { problem: insufficientScope(missing) };
      if (!(await registry.cancel(id, authorOf(client)))) {
        return refusal('version_mismatch', { detail: 'the change is no longer waiting' });
      }
      const now = (await registry.scheduled()).find((each) => each.id === id) ?? change;
      return { status: 200, body: describedScheduled(now) };
    },
  };
}
