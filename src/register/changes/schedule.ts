import { dayMillis, type Clock } from '../../domain/clock.ts';
import { faultOf, type Fault } from '../../domain/fault.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { Randomness } from '../../domain/randomness.ts';
import { nameOf } from '../../domain/record-kinds.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import type { Change } from '../../storage/stores/records.ts';
import type { ScheduledChange, ScheduleStore } from '../../storage/stores/schedule-store.ts';
import type { planOwn } from './plan.ts';
import type { ReadChanges } from './read-changes.ts';
import type { Outcome, Registry, Submission } from './registry.ts';

export interface ScheduleParts {
  readonly schedule: ScheduleStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

const keptMillis = 30 * dayMillis;
/** A larger change is not kept for later: apply it on the day. */
const mostChanges = 20_000;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The part of the registry that is about changes that wait. */
export function createSchedule({
  schedule,
  clock,
}: Pick<ScheduleParts, 'schedule' | 'clock'>): Pick<Registry, 'scheduled' | 'cancel'> {
  return {
    scheduled: async () => (await schedule.list(clock.now() - keptMillis)).map(scheduledInTodaysForm),
    cancel: async (id, author) => {
      const at = clock.now();
      return uuid.test(id) && (await schedule.cancel(id, { author, at }, scheduleEvent('cancelled', id, at)));
    },
  };
}

/** A change that was asked for before its records got today's form, as it would be asked for now. */
export function scheduledInTodaysForm(change: ScheduledChange): ScheduledChange {
  const changes = change.proposal.changes.map((each) =>
    'ended' in each ? each : { ...each, body: inTodaysForm(each.kind, each.body) },
  );
  return { ...change, proposal: { ...change.proposal, changes } };
}

/** What the audit trail is told about a scheduled change: which one, and no values. */
export function scheduleEvent(
  what: 'scheduled' | 'cancelled' | 'failed',
  id: string,
  at: number,
): AuditEvent {
  return { type: `register.${what}`, at, recordKind: 'scheduled-change', recordId: id };
}

/**
 * Keeps changes for later, if by what is known now they can be made then. `planWith` plans them with what will
 * have changed by then: a policy may wait for its school.
 */
export async function keepForLater(
  { schedule, clock, randomness }: ScheduleParts,
  { changes }: ReadChanges,
  { author, reason, draftedBy, due, confirm }: Submission & { readonly due: number },
  planWith: (earlier: readonly Change[]) => ReturnType<typeof planOwn>,
): Promise<Outcome> {
  const askedAt = clock.now();
  const faults = momentFaults(changes, due, askedAt);
  if (faults.length > 0) return { outcome: 'refused', faults };
  const earlier = (await schedule.list(askedAt))
    .filter(({ state, due: other }) => state.name === 'waiting' && other <= due)
    .flatMap(({ proposal }) => proposal.changes);
  const found = await planWith(earlier);
  if (!('own' in found)) return found.planned;
  const { planned, own, warnings } = found;
  const refused = planned.outcome === 'refused' ? ownFaults(planned.faults, earlier, changes) : [];
  if (refused.length > 0) return { outcome: 'refused', faults: refused };
  if (confirm !== undefined) {
    if (planned.outcome !== 'valid') return planned;
    if (!(await confirm(planned))) return { outcome: 'declined' };
  }
  const id = randomness.uuid();
  const change = {
    id,
    proposal: { changes: own, author, reason, ...(draftedBy === undefined ? {} : { draftedBy }) },
    due,
    askedAt,
  };
  await schedule.add(change, scheduleEvent('scheduled', id, askedAt));
  return { outcome: 'scheduled', scheduled: { ...change, state: { name: 'waiting' } }, warnings };
}

function momentFaults(changes: readonly Change[], due: number, now: number): readonly Fault[] {
  const [first] = changes;
  if (first === undefined) return [];
  if (changes.length > mostChanges) {
    const problem = `is one of ${String(changes.length)} records, more than a scheduled change can hold`;
    return [faultOf(first, { path: [], problem, remedy: 'apply them when the time has come' })];
  }
  // The bounds of a moment that a database and a calendar both know.
  if (due > now && due < Date.UTC(9999, 0)) return [];
  return [faultOf(first, { path: [], problem: 'is due in the past', remedy: 'give a later time' })];
}

/** Of what is wrong by then, what the earlier changes do not answer for. */
function ownFaults(
  faults: readonly Fault[],
  earlier: readonly Change[],
  own: readonly Change[],
): readonly Fault[] {
  const ownNames = new Set(own.map(nameOf));
  const theirs = new Set(earlier.map(nameOf).filter((name) => !ownNames.has(name)));
  return faults.filter((fault) => !theirs.has(nameOf(fault)));
}
