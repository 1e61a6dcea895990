import { z } from 'zod';
import { shownBody } from '../../register/changes/differences.ts';
import type { Registry } from '../../register/changes/registry.ts';
import type { ScheduledChange } from '../../storage/stores/schedule-store.ts';
import { authorOf } from '../caller.ts';
import { answerTo } from '../change-answers.ts';
import { refusal, type Answer, type Call, type Operation } from '../operation.ts';
import { faultShape } from '../problem.ts';
import { allowedProposal, insufficientScope } from '../proposals.ts';
import { kindRoute } from '../record-kinds.ts';
import { scheduledSeen } from '../seeing-scheduled.ts';
import { changeList, exampleChanges, readBody, wishesOf } from './changes.ts';
import { limitOf, pageAnswer, pageShape, uuidPageParameters } from './parameters.ts';

const wished = z.strictObject({
  changes: changeList,
  due: z.iso
    .datetime({ offset: true })
    .meta({ description: 'When it is to happen: `2027-08-01T00:00:00+02:00`.' }),
});

/** A change for later, and what became of it. */
export const scheduledShape = z.strictObject({
  id: z.uuid(),
  due: z.iso.datetime(),
  askedAt: z.iso.datetime(),
  author: z.string(),
  reason: z.string(),
  changes: z.array(z.unknown()),
  state: z.enum(['waiting', 'applied', 'cancelled', 'failed']),
  revision: z.int().optional().meta({ description: 'To which it led, when it was applied.' }),
  faults: z.array(faultShape).optional().meta({ description: 'Why it no longer fitted, when it failed.' }),
});

const uuidParameter = { id: z.uuid() };
const group = 'scheduled-changes';

/** Changes for later: the start of a school year. A program sees those that it asked for and whose records it sees; the operator's all. */
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
        { status: 200, description: 'By the moment that they are due.', schema: pageShape(scheduledShape) },
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
      responses: [{ status: 200, description: 'The change.', schema: scheduledShape }],
      problems: ['not_found'],
      async handle({ caller, path }) {
        const change = (await scheduledSeen(registry, caller)).find(({ id }) => id === path['id']);
        return change === undefined ? refusal('not_found') : { status: 200, body: described(change) };
      },
    },
  ];
}

async function list(registry: Registry, call: Call): Promise<Answer> {
  const all = await scheduledSeen(registry, call.caller);
  const { after } = call.query;
  const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const end = start + limitOf(call.query);
  const items = all.slice(start, end);
  const last = items.at(-1);
  const next = end < all.length && last !== undefined ? { next: last.id } : {};
  return pageAnswer(call, '/api/v1/scheduled-changes', { items: items.map(described), ...next });
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
      schema: wished,
      name: 'ScheduledChangeSet',
      example: { changes: exampleChanges.slice(0, 1), due: '2027-08-01T00:00:00+02:00' },
    },
    responses: [
      {
        status: 201,
        description: 'It waits.',
        schema: scheduledShape,
        headers: { Location: 'Where it is to be read, and cancelled.' },
      },
    ],
    problems: ['not_found', 'forbidden', 'version_mismatch', 'invalid'],
    async handle({ caller, reason, body }) {
      const set = readBody(wished, body);
      if ('problem' in set) return set;
      const wishes = wishesOf(set.read.changes);
      const allowed = await allowedProposal(registry, caller, wishes, reason);
      if ('problem' in allowed) return allowed;
      const outcome = await registry.schedule(allowed.proposal, Date.parse(set.read.due));
      if ('outcome' in outcome) return answerTo(outcome, wishes);
      const headers = { Location: `/api/v1/scheduled-changes/${outcome.id}` };
      return { status: 201, body: described(outcome), headers };
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
    responses: [{ status: 200, description: 'It will not happen.', schema: scheduledShape }],
    problems: ['not_found', 'version_mismatch'],
    async handle({ caller, path }) {
      const id = path['id'] ?? '';
      const change = (await scheduledSeen(registry, caller)).find((each) => each.id === id);
      if (change === undefined) return refusal('not_found');
      const missing = change.proposal.changes
        .map(({ kind }) => kindRoute(kind).writeScope)
        .find((scope) => scope !== undefined && !caller.scopes.has(scope));
      if (missing !== undefined) return { problem: insufficientScope(missing) };
      if (!(await registry.cancel(id, authorOf(caller)))) {
        return refusal('version_mismatch', { detail: 'it no longer waits' });
      }
      const now = (await registry.scheduled()).find((each) => each.id === id) ?? change;
      return { status: 200, body: described(now) };
    },
  };
}

function described({ id, due, askedAt, proposal, state }: ScheduledChange) {
  return {
    id,
    due: new Date(due).toISOString(),
    askedAt: new Date(askedAt).toISOString(),
    author: proposal.author,
    reason: proposal.reason,
    changes: proposal.changes.map((change) =>
      'ended' in change
        ? { kind: change.kind, id: change.id, ended: true }
        : { kind: change.kind, id: change.id, record: shownBody(change.kind, change.body) },
    ),
    state: state.name,
    ...(state.name === 'applied' ? { revision: state.revision } : {}),
    ...(state.name === 'failed' ? { faults: state.faults } : {}),
  };
}
