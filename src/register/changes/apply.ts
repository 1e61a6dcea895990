import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { Clock } from '../../domain/clock.ts';
import type { Destination } from '../../domain/destinations.ts';
import { SluisError } from '../../domain/errors.ts';
import type { WrittenRecord } from '../model/federation-records.ts';
import type { RecordFault, RevisionMeta, StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import type { Step } from './step.ts';
import { eventsOf } from './events.ts';
import { formerSectorFaults } from './former-sectors.ts';
import { judge } from './judge.ts';
import { nameOf } from './record-name.ts';
import { surroundingsOf } from './surroundings-in-memory.ts';
import { faultLine } from './fault-line.ts';
import { createPlanner, endsByPruning, isEmptyPlan, planAsChanges, type Plan, type Planner } from './plan.ts';
import type { NarrowedPolicy } from './registry.ts';

interface Rules {
  readonly catalogue: AttributeCatalogue;
  /** What the operator lets the broker reach; absent: public addresses on port 443 alone. */
  readonly destinations?: readonly Destination[];
}

interface PlanOptions extends Rules {
  readonly prune: boolean;
}

export type ApplyMeta = Pick<RevisionMeta, 'author' | 'reason' | 'at'>;

/** A plan that the register may follow. */
export interface CheckedPlan extends Plan {
  /** Policies that stay as they are and say more than they may from then on. */
  readonly narrowed: readonly NarrowedPolicy[];
}

export type ApplyOutcome =
  /** Nothing to do; no new revision. */
  | { readonly outcome: 'unchanged'; readonly revision: number }
  | { readonly outcome: 'applied'; readonly revision: number }
  /** Somebody else changed the register after the plan was made: make a new one. */
  | { readonly outcome: 'conflict' };

/**
 * Reads the register and plans how it becomes what is wanted. Throws `SluisError('settings.invalid')`, one line per
 * fault, when what would come out contradicts itself, records that stay included, or when a record cannot go from what
 * it is to what is wanted.
 */
export async function planAgainst(
  store: Pick<RegisterStore, 'read' | 'history'>,
  wanted: readonly WrittenRecord[],
  options: PlanOptions,
): Promise<CheckedPlan> {
  const planner = createPlanner(wanted, options);
  const plan = planner.plan(await store.read(planner.take));
  const { faults: found, narrowed } = judgePlan(planner, plan, options);
  const faults = [...found, ...(await formerSectorFaults(store, plan.appears))];
  if (faults.length > 0) {
    const cured = curedByPruning(found, planner, plan, options);
    const lines = faults.map((fault) =>
      faultLine(fault, cured.has(fault) ? 'or apply with --prune' : undefined),
    );
    throw new SluisError('settings.invalid', lines.join('\n'));
  }
  return { ...plan, narrowed };
}

/** Writes a plan, all of it or nothing. */
export async function applyPlan(
  store: Pick<RegisterStore, 'apply'>,
  plan: CheckedPlan,
  meta: ApplyMeta,
): Promise<ApplyOutcome> {
  if (isEmptyPlan(plan)) return { outcome: 'unchanged', revision: plan.revision };
  const events = eventsOf({ revision: plan.revision + 1, narrowed: plan.narrowed }, meta.at);
  return await store.apply(plan.revision, planAsChanges(plan), { ...meta, events });
}

/**
 * Brings the register to what is wanted without asking anybody. Plans anew, a few times, when others change
 * the register at the same moment; then throws `SluisError('storage.conflict')`.
 */
export async function applyRecords(
  options: PlanOptions & {
    readonly store: Pick<RegisterStore, 'read' | 'history' | 'apply'>;
    readonly clock: Clock;
    readonly wanted: readonly WrittenRecord[];
    readonly author: string;
    readonly reason: string;
  },
): Promise<Exclude<ApplyOutcome, { outcome: 'conflict' }>> {
  const { store, clock, author, reason } = options;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const plan = await planAgainst(store, options.wanted, options);
    const result = await applyPlan(store, plan, { author, reason, at: clock.now() });
    if (result.outcome !== 'conflict') return result;
  }
  throw new SluisError('storage.conflict', 'the register kept changing while it was being applied to');
}

/** The same judgement as of a change of single records, by the register that is in memory for the plan. */
function judgePlan(planner: Planner, plan: Plan, rules: Rules): ReturnType<typeof judge> {
  const ended = new Set(plan.ends.map(nameOf));
  const appears = new Set(plan.appears.map(nameOf));
  const after = new Map<string, StoredRecord>();
  const before = new Map<string, StoredRecord>(planner.unwanted);
  for (const [name, record] of planner.wanted) {
    const stored = { ...record, version: 0 };
    after.set(name, stored);
    if (!appears.has(name)) before.set(name, planner.former.get(name) ?? stored);
  }
  for (const [name, record] of planner.unwanted) if (!ended.has(name)) after.set(name, record);
  const written = [...plan.appears, ...plan.changes].map(({ kind, id, body }): Step => {
    const old = planner.former.get(nameOf({ kind, id }));
    return { kind, id, after: body, ...(old === undefined ? {} : { before: old.body }) };
  });
  const ends = plan.ends.map(({ kind, id }): Step => ({
    kind,
    id,
    before: before.get(nameOf({ kind, id }))?.body,
  }));
  const surroundings = { before: surroundingsOf(before), after: surroundingsOf(after) };
  return judge([...written, ...ends], surroundings, rules.catalogue, rules.destinations);
}

/** Those of the judgement's faults that records outside the files cause: they are not there when those end. */
function curedByPruning(
  faults: readonly RecordFault[],
  planner: Planner,
  plan: Plan,
  rules: Rules,
): ReadonlySet<RecordFault> {
  const pruned = { ...plan, ends: endsByPruning(planner.unwanted) };
  if (pruned.ends.length === plan.ends.length) return new Set();
  const place = ({ kind, id, path }: RecordFault): string => [kind, id, ...path].join(' ');
  const left = new Set(judgePlan(planner, pruned, rules).faults.map(place));
  return new Set(faults.filter((fault) => !left.has(place(fault))));
}
