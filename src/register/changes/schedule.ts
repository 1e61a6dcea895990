import type { Clock } from '../../domain/clock.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { Randomness } from '../../domain/randomness.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import type { RecordChange, RecordFault } from '../../storage/stores/records.ts';
import type { ScheduledChange, ScheduleStore } from '../../storage/stores/schedule-store.ts';
import type { Proposal, Registry } from './registry.ts';
import type { Considered } from './consider.ts';
import { faultOf, readProposal } from './read-proposal.ts';
import { nameOf } from './record-name.ts';

export interface ScheduleParts {
  readonly schedule: ScheduleStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly nameObjectors: (
    proposal: Proposal,
  ) => Promise<{ readonly proposal: Proposal } | { readonly faults: readonly RecordFault[] }>;
  readonly consider: (proposal: Proposal) => Promise<Considered>;
}

const keptMillis = 30 * 86_400_000;
/** A larger change is not kept for later: apply it on the day. */
const mostChanges = 20_000;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The part of the registry that is about later. */
export function createSchedule(parts: ScheduleParts): Pick<Registry, 'schedule' | 'scheduled' | 'cancel'> {
  const { schedule, clock } = parts;
  return {
    schedule: (proposal, due) => scheduleChange(parts, proposal, due),
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

async function scheduleChange(
  { schedule, clock, randomness, consider, nameObjectors }: ScheduleParts,
  asked: Proposal,
  due: number,
): ReturnType<Registry['schedule']> {
  const named = await nameObjectors(asked);
  if ('faults' in named) return { outcome: 'refused', faults: named.faults };
  const { proposal } = named;
  const read = readProposal(proposal);
  const faults = 'faults' in read ? read.faults : [];
  const askedAt = clock.now();
  const refused = [...faults, ...momentFaults(proposal, due, askedAt)];
  if (refused.length > 0 || 'faults' in read) return { outcome: 'refused', faults: refused };
  const earlier = (await schedule.list(askedAt))
    .filter(({ state, due: other }) => state.name === 'waiting' && other <= due)
    .flatMap(({ proposal: { changes } }) => changes);
  const considered = await consider({ ...proposal, changes: mergedChanges(earlier, read.changes) });
  if (considered.outcome === 'version_mismatch') return considered;
  const own = considered.outcome === 'refused' ? ownFaults(considered.faults, earlier, read.changes) : [];
  if (own.length > 0) return { outcome: 'refused', faults: own };
  const { author, reason } = proposal;
  const id = randomness.uuid();
  const change = { id, proposal: { changes: read.changes, author, reason }, due, askedAt };
  await schedule.add(change, scheduleEvent('scheduled', id, askedAt));
  return { ...change, state: { name: 'waiting' } } satisfies ScheduledChange;
}

function momentFaults({ changes }: Proposal, due: number, now: number): readonly RecordFault[] {
  const [first] = changes;
  if (first === undefined) return [];
  if (changes.length > mostChanges) {
    const problem = `is one of ${String(changes.length)} records, more than can be kept for later`;
    return [faultOf(first, { path: [], problem, remedy: 'apply them when the moment is there' })];
  }
  // The bounds of a moment that a database and a calendar both know.
  if (due > now && due < Date.UTC(9999, 0)) return [];
  return [faultOf(first, { path: [], problem: 'is due in the past', remedy: 'name a later moment' })];
}

/** What will have changed by then counts too: a policy may wait for its school. */
function mergedChanges(
  earlier: readonly RecordChange[],
  own: readonly RecordChange[],
): readonly RecordChange[] {
  return [...new Map([...earlier, ...own].map((change) => [nameOf(change), change])).values()];
}

/** Of what is wrong by then, what the earlier changes do not answer for. */
function ownFaults(
  faults: readonly RecordFault[],
  earlier: readonly RecordChange[],
  own: readonly RecordChange[],
): readonly RecordFault[] {
  const ownNames = new Set(own.map(nameOf));
  const theirs = new Set(earlier.map(nameOf).filter((name) => !ownNames.has(name)));
  return faults.filter((fault) => !theirs.has(nameOf(fault)));
}
