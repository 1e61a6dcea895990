import type { AttributeCatalogue } from '../domain/attributes.ts';
import type { Clock } from '../domain/clock.ts';
import { incoherences } from '../domain/coherence/coherence.ts';
import { picture } from '../domain/coherence/picture.ts';
import { SluisError } from '../domain/errors.ts';
import type { WrittenRecord } from '../domain/records/federation-records.ts';
import type { Versioned } from '../domain/register.ts';
import type { RegisterStore, StoredRecord } from '../storage/stores.ts';
import { isEmptyPlan, planAsChanges, planChanges, recordsAfter, type Plan } from './plan.ts';
import { readStoredFederation } from './stored-federation.ts';

export interface ApplyMeta {
  readonly author: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type ApplyOutcome =
  /** Nothing to do; no new revision. */
  | { readonly outcome: 'unchanged'; readonly revision: number }
  | { readonly outcome: 'applied'; readonly revision: number }
  /** Somebody else changed the register after the plan was made: make a new one. */
  | { readonly outcome: 'conflict' };

/**
 * Loads the register and plans how it becomes what is wanted. Throws `SluisError('settings.invalid')`, one line per
 * fault, when what would come out contradicts itself: records that stay count too.
 */
export async function planAgainst(
  store: RegisterStore,
  wanted: readonly WrittenRecord[],
  options: { readonly prune: boolean; readonly catalogue: AttributeCatalogue },
): Promise<Plan> {
  const current = await store.load();
  const plan = planChanges(current, wanted, options);
  refuseIncoherent(recordsAfter(current.records, plan), options.catalogue);
  return plan;
}

/** Writes a plan, all of it or nothing. */
export async function applyPlan(store: RegisterStore, plan: Plan, meta: ApplyMeta): Promise<ApplyOutcome> {
  if (isEmptyPlan(plan)) return { outcome: 'unchanged', revision: plan.revision };
  return await store.apply(plan.revision, planAsChanges(plan), meta);
}

/**
 * Brings the register to what is wanted without asking anybody. Plans anew, a few times, when others change
 * the register at the same moment; then throws `SluisError('storage.conflict')`.
 */
export async function applyRecords(options: {
  readonly store: RegisterStore;
  readonly clock: Clock;
  readonly catalogue: AttributeCatalogue;
  readonly wanted: readonly WrittenRecord[];
  readonly prune: boolean;
  readonly author: string;
  readonly reason: string;
}): Promise<Exclude<ApplyOutcome, { outcome: 'conflict' }>> {
  const { store, clock, author, reason } = options;
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const plan = await planAgainst(store, options.wanted, options);
    const result = await applyPlan(store, plan, { author, reason, at: clock.now() });
    if (result.outcome !== 'conflict') return result;
  }
  throw new SluisError('storage.conflict', 'the register kept changing while it was being applied to');
}

function refuseIncoherent(records: readonly StoredRecord[], catalogue: AttributeCatalogue): void {
  const stored = readStoredFederation(records);
  const federation = {
    boards: plain(stored.boards),
    schools: plain(stored.schools),
    idps: plain(stored.idps),
    suppliers: plain(stored.suppliers),
    sectors: plain(stored.sectors),
    services: plain(stored.services),
    agreements: plain(stored.agreements),
    policies: plain(stored.policies),
    access: plain(stored.access),
    apiClients: plain(stored.apiClients),
  };
  const faults = incoherences(picture(federation, catalogue));
  if (faults.length === 0) return;
  const lines = faults.map(({ kind, path, problem, remedy }) => {
    return `${kind} ${path.join('.')}: ${problem}. To do: ${remedy}, or apply with --prune.`;
  });
  throw new SluisError('settings.invalid', lines.join('\n'));
}

function plain<Record_>(stored: readonly Versioned<Record_>[]): readonly Record_[] {
  return stored.map(({ record }) => record);
}
