import { SluisError } from '../../domain/errors.ts';
import type { Randomness } from '../../domain/randomness.ts';
import type { Change, NewVersion, RevisionMeta } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { ScheduleStore } from '../../storage/stores/schedule-store.ts';
import { plan, planOwn, type PlanParts } from './plan.ts';
import { eventsOf } from './events.ts';
import { faultsOfSaying, ReadChanges } from './read-changes.ts';
import type { Outcome, Submission } from './registry.ts';
import { keepForLater } from './schedule.ts';
import { changeOf, newVersionOf } from './step.ts';

export interface SubmitParts extends PlanParts {
  readonly store: RegisterStore;
  readonly schedule: ScheduleStore;
  readonly randomness: Randomness;
}

/** How often something is planned anew when others change the register at the same moment. */
export const mostAttempts = 10;

/** See `Registry.submit`. */
export async function submit(
  parts: SubmitParts,
  changes: readonly Change[] | ReadChanges,
  submission: Submission,
): Promise<Outcome> {
  const read = changes instanceof ReadChanges ? changes : ReadChanges.of(changes);
  const faults = [
    ...faultsOfSaying(read instanceof ReadChanges ? read.changes : [], submission),
    ...('faults' in read ? read.faults : []),
  ];
  if ('faults' in read || faults.length > 0) return { outcome: 'refused', faults };
  const { due, dryRun = false } = submission;
  if (due !== undefined && !dryRun) {
    return await keepForLater(parts, read, { ...submission, due }, (earlier) =>
      atRest(parts.store, (revision) => planOwn(parts, read, { ...submission, earlier }, revision)),
    );
  }
  return await makeChanges(parts, read, submission, (expected, versions, meta) =>
    parts.store.apply(expected, versions, meta),
  );
}

/** Writes what was planned, if the register is still at `expected`. `ended`: somebody else did so already. */
type Write = (
  expected: number,
  versions: readonly NewVersion[],
  meta: RevisionMeta,
) => Promise<{ readonly outcome: 'applied' | 'conflict' | 'ended' }>;

/** The one loop in which changes are judged and made: anew when others change the register at the same moment. */
export async function makeChanges(
  parts: PlanParts & { readonly store: RegisterStore },
  read: ReadChanges,
  submission: Submission,
  write: Write,
): Promise<Exclude<Outcome, { outcome: 'scheduled' }>> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const planned = await atRest(parts.store, (revision) => plan(parts, read, submission, revision));
    if (planned.outcome !== 'valid') return planned;
    const { steps, ...effect } = planned;
    if (submission.dryRun === true) return effect;
    const isConfirmed = await submission.confirm?.(effect);
    if (isConfirmed === false) return { outcome: 'declined' };
    const { author, reason } = submission;
    const at = parts.clock.now();
    const meta = {
      author,
      reason,
      at,
      events: [...eventsOf(effect, at), ...(submission.events?.(effect.revision) ?? [])],
    };
    const written = await write(
      effect.revision - 1,
      steps.map((step) => newVersionOf(changeOf(step))),
      meta,
    );
    if (written.outcome !== 'conflict') return { ...effect, outcome: 'applied' };
    if (isConfirmed === true) throw changedMeanwhile();
  }
  throw busy();
}

/** Asks on one revision: what was read while somebody else wrote is read again. */
async function atRest<Answer>(
  store: Pick<RegisterStore, 'revision'>,
  question: (revision: number) => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const revision = await store.revision();
    const answer = await question(revision);
    if ((await store.revision()) === revision) return answer;
  }
  throw busy();
}

function changedMeanwhile(): SluisError {
  return new SluisError(
    'storage.conflict',
    'nothing was changed: somebody else changed the register in the meantime. Look at the difference again.',
  );
}

export function busy(): SluisError {
  return new SluisError('storage.conflict', 'the register kept changing while a change was planned');
}
