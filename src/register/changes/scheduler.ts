import { SluisError } from '../../domain/errors.ts';
import type { Fault } from '../../domain/fault.ts';
import type { Logger } from '../../domain/logger.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { ScheduledChange, ScheduleStore } from '../../storage/stores/schedule-store.ts';
import { repeat } from '../stored/repeat.ts';
import type { PlanParts } from './plan.ts';
import { eventsOf } from './events.ts';
import { ReadChanges } from './read-changes.ts';
import type { Rights } from './registry.ts';
import { scheduledInTodaysForm, scheduleEvent } from './schedule.ts';
import { makeChanges } from './submit.ts';

export interface SchedulerParts extends PlanParts {
  readonly store: RegisterStore;
  readonly schedule: ScheduleStore;
  readonly logger: Logger;
  /** What the author of a change may do when it is due; `undefined`: everything. */
  readonly rightsWhenDue: (proposal: ScheduledChange['proposal']) => Promise<Rights | undefined>;
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
      // What cannot even be planned must not stand before all that comes after it.
      await fail(parts, change, [unreadableFault(change, error.code)]);
    }
  }
}

async function fail(
  { schedule, clock, logger }: SchedulerParts,
  { id }: ScheduledChange,
  faults: readonly Fault[],
): Promise<void> {
  const at = clock.now();
  if (!(await schedule.fail(id, { faults, at }, scheduleEvent('failed', id, at)))) return;
  logger.warn('register.scheduled_failed', { component: 'federation', count: faults.length });
}

function firstName({ proposal }: ScheduledChange): Pick<Fault, 'kind' | 'id'> {
  const [first] = proposal.changes;
  return { kind: first?.kind ?? 'board', id: first?.id ?? '' };
}

function unreadableFault(change: ScheduledChange, code: string): Fault {
  const problem = `could not be planned: ${code}`;
  return { ...firstName(change), path: [], problem, remedy: 'ask the operator what the log says' };
}

async function applyDue(parts: SchedulerParts, change: ScheduledChange): Promise<void> {
  const { schedule, clock, logger } = parts;
  const { id, proposal } = change;
  const read = ReadChanges.of(proposal.changes);
  if ('faults' in read) {
    await fail(parts, change, read.faults);
    return;
  }
  const rights = await parts.rightsWhenDue(proposal);
  const { author, reason } = proposal;
  const submission = { author, reason, ...(rights === undefined ? {} : { rights }) };
  const made = await makeChanges(parts, read, submission, (expected, versions, meta) =>
    schedule.apply(id, expected, versions, meta),
  );
  switch (made.outcome) {
    case 'applied':
      sayApplied(logger, made.revision);
      return;
    case 'unchanged': {
      // What the register says already is applied without a revision of its own.
      const at = clock.now();
      const events = eventsOf({ revision: made.revision, narrowed: [] }, at);
      const { outcome } = await schedule.apply(id, made.revision, [], { author, reason, at, events });
      if (outcome === 'applied') sayApplied(logger, made.revision);
      return;
    }
    case 'refused':
      await fail(parts, change, made.faults);
      return;
    case 'forbidden':
      await fail(parts, change, [made.fault]);
      return;
    case 'valid':
    case 'hidden':
    case 'declined':
    case 'version_mismatch':
      return;
  }
}

function sayApplied(logger: Logger, revision: number): void {
  logger.info('register.scheduled_applied', { component: 'federation', revision });
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
  const looking = repeat(look, { pauseMilliseconds, firstPause: false });
  return { close: looking.stop };
}
