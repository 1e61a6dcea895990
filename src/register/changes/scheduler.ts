import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Destination } from '../../domain/destinations.ts';
import { SluisError } from '../../domain/errors.ts';
import type { Logger } from '../../domain/logger.ts';
import type { RecordFault } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { ScheduledChange, ScheduleStore } from '../../storage/stores/schedule-store.ts';
import { againAndAgain } from '../stored/again-and-again.ts';
import { considerAtRest, type FaultsOfAuthor } from './consider-at-rest.ts';
import type { Considered } from './consider.ts';
import { eventsOf } from './events.ts';
import { scheduledInTodaysForm, scheduleEvent } from './schedule.ts';
import type { Objectors } from './objectors.ts';

export interface SchedulerParts {
  readonly store: RegisterStore;
  readonly schedule: ScheduleStore;
  readonly catalogue: AttributeCatalogue;
  /** What the operator lets the broker reach; absent: public addresses on port 443 alone. */
  readonly destinations?: readonly Destination[];
  readonly objectors: Objectors;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly faultsOfAuthor: FaultsOfAuthor;
}

/**
 * Applies every change that is due, the earliest first, each checked again now: one that no longer fits, or is no longer
 * for its author to make, fails, and the others go on. Any number of nodes may do this at the same time; each change is
 * applied once. Throws what the stores throw when they are away; nothing is lost then, what is due stays due.
 */
export async function applyDueChanges(parts: SchedulerParts): Promise<void> {
  for (const change of await parts.schedule.due(parts.clock.now())) {
    try {
      await applyDue(parts, scheduledInTodaysForm(change));
    } catch (error) {
      if (!(error instanceof SluisError) || error.code.startsWith('storage.')) throw error;
      // What cannot even be considered must not stand before all that comes after it.
      await fail(parts, change, [unreadableFault(change, error.code)]);
    }
  }
}

async function fail(
  { schedule, clock, logger }: SchedulerParts,
  { id }: ScheduledChange,
  faults: readonly RecordFault[],
): Promise<void> {
  const at = clock.now();
  if (!(await schedule.fail(id, { faults, at }, scheduleEvent('failed', id, at)))) return;
  logger.warn('register.scheduled_failed', { component: 'federation', count: faults.length });
}

function unreadableFault({ proposal }: ScheduledChange, code: string): RecordFault {
  const [first] = proposal.changes;
  const problem = `could not be considered: ${code}`;
  const remedy = 'ask the operator what the log says';
  return { kind: first?.kind ?? 'board', id: first?.id ?? '', path: [], problem, remedy };
}

async function applyDue(parts: SchedulerParts, change: ScheduledChange): Promise<void> {
  const { schedule, clock, logger } = parts;
  const { id, proposal } = change;
  for (;;) {
    const considered = await considerAtRest(parts, proposal);
    if (considered.outcome === 'refused') {
      await fail(parts, change, considered.faults);
      return;
    }
    if (considered.outcome === 'version_mismatch') return;
    const { author, reason } = proposal;
    const { expected, changes, narrowed } = stepsOf(considered);
    const at = clock.now();
    const { revision } = considered;
    const meta = { author, reason, at, events: eventsOf({ revision, narrowed }, at) };
    const { outcome } = await schedule.apply(id, expected, changes, meta);
    if (outcome === 'applied') {
      logger.info('register.scheduled_applied', { component: 'federation', revision });
    }
    if (outcome !== 'conflict') return;
  }
}

/** What the register says already is applied without a revision of its own. */
function stepsOf(considered: Extract<Considered, { outcome: 'valid' | 'unchanged' }>) {
  return considered.outcome === 'unchanged'
    ? { expected: considered.revision, changes: [], narrowed: [] }
    : { ...considered, expected: considered.revision - 1 };
}

/**
 * Looks for due changes again and again. Every node runs one. What was due while no node ran is applied at the start.
 * While the stores are away it says so once, and goes on when they are back.
 */
export function startScheduler(
  parts: SchedulerParts & {
    /** Pause between two looks. */
    readonly pauseMilliseconds?: number;
  },
): { close(): Promise<void> } {
  const { logger, pauseMilliseconds = 500 } = parts;
  let isWell = true;
  const look = async (): Promise<void> => {
    try {
      await applyDueChanges(parts);
      isWell = true;
    } catch (error) {
      if (isWell) logger.error('register.schedule_stopped', { component: 'federation', error });
      isWell = false;
    }
  };
  const looking = againAndAgain(look, { pauseMilliseconds, firstPause: false });
  return { close: looking.stop };
}
