import { z } from 'zod';
import { shownBody } from '../register/model/differences.ts';
import type { ScheduledChange } from '../storage/stores/schedule-store.ts';
import { faultShape, warningList } from './problem.ts';

/** A change for later, and what became of it. */
export const scheduledShape = z.strictObject({
  id: z.uuid(),
  due: z.iso.datetime(),
  askedAt: z.iso.datetime(),
  author: z.string(),
  reason: z.string(),
  changes: z.array(z.unknown()),
  state: z.enum(['waiting', 'applied', 'cancelled', 'failed']),
  revision: z.int().optional().meta({ description: 'The revision that it made, when it was applied.' }),
  faults: z.array(faultShape).optional().meta({ description: 'Why it could not be made, when it failed.' }),
});

/** The same as the answer to whoever asks for it. */
export const scheduledResult = scheduledShape.extend({ warnings: warningList });

/** A change for later as an API client reads it. */
export function describedScheduled({ id, due, askedAt, proposal, state }: ScheduledChange) {
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
