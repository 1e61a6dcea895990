import { SluisError } from '../../domain/errors.ts';
import type { WrittenRecord } from '../model/federation-records.ts';
import type { RecordChange, RecordName, StoredRecord } from '../../storage/stores/records.ts';
import { nameOf } from './record-name.ts';
import { differences, type Difference } from './differences.ts';

/** What would happen to the register; nothing has happened yet. */
export interface Plan {
  /** Revision that the plan was made against; it is applied to that one only. */
  readonly revision: number;
  readonly appears: readonly WrittenRecord[];
  readonly changes: readonly PlannedChange[];
  readonly ends: readonly RecordName[];
}

export interface PlannedChange extends WrittenRecord {
  readonly differences: readonly Difference[];
}

/** Compares a register, batch by batch, with what is wanted. */
export interface Planner {
  take(batch: readonly StoredRecord[]): void;
  /** `revision`: of the register that was taken. */
  plan(revision: number): Plan;
  /** Records of the register that are not wanted, and records that change as they were: by name. */
  readonly unwanted: ReadonlyMap<string, StoredRecord>;
  readonly former: ReadonlyMap<string, StoredRecord>;
  readonly wanted: ReadonlyMap<string, WrittenRecord>;
}

/**
 * Keeps of a register only what it needs: records that are the same already are forgotten. Records that are not wanted
 * stay, or end with `prune`; objections are people's and never end by this.
 *
 * Throws `SluisError('settings.invalid')` for an empty set, and `plan` for a pseudonym sector that would change hands.
 */
export function createPlanner(
  records: readonly WrittenRecord[],
  { prune }: { readonly prune: boolean },
): Planner {
  if (records.length === 0) {
    throw new SluisError('settings.invalid', 'an empty set of records is refused: it would end everything');
  }
  const wanted = new Map(records.map((record) => [nameOf(record), record]));
  const same = new Set<WrittenRecord>();
  const changes = new Map<WrittenRecord, PlannedChange>();
  const former = new Map<string, StoredRecord>();
  const unwanted = new Map<string, StoredRecord>();
  const takeOne = (stored: StoredRecord): void => {
    const name = nameOf(stored);
    const record = wanted.get(name);
    if (record === undefined) {
      unwanted.set(name, stored);
      return;
    }
    const found = differences(stored.body, record.body);
    if (found.length === 0) same.add(record);
    else {
      changes.set(record, { ...record, differences: found });
      former.set(name, stored);
    }
  };
  return {
    wanted,
    former,
    unwanted,
    take: (batch) => batch.forEach(takeOne),
    plan: (revision) => {
      changes.forEach(refuseSectorOfAnother);
      return {
        revision,
        appears: records.filter((record) => !same.has(record) && !changes.has(record)),
        changes: records.flatMap((record) => changes.get(record) ?? []),
        ends: prune ? endsByPruning(unwanted) : [],
      };
    },
  };
}

/** Objections are people's, and stay. */
export function endsByPruning(unwanted: Planner['unwanted']): readonly RecordName[] {
  return [...unwanted.values()].flatMap(({ kind, id }) => (kind === 'objection' ? [] : [{ kind, id }]));
}

/** The same for a register that is in memory. Pure. */
export function planChanges(
  current: { readonly revision: number; readonly records: readonly StoredRecord[] },
  wanted: readonly WrittenRecord[],
  options: { readonly prune: boolean },
): Plan {
  const planner = createPlanner(wanted, options);
  planner.take(current.records);
  return planner.plan(current.revision);
}

export function isEmptyPlan({ appears, changes, ends }: Plan): boolean {
  return appears.length + changes.length + ends.length === 0;
}

/** The plan as the register store takes it. */
export function planAsChanges({ appears, changes, ends }: Plan): readonly RecordChange[] {
  return [
    ...appears.map(({ kind, id, body }) => ({ kind, id, body })),
    ...changes.map(({ kind, id, body }) => ({ kind, id, body })),
    ...ends.map(({ kind, id }) => ({ kind, id, ended: true as const })),
  ];
}

/** Changes after which people get other pseudonyms: somebody should know before saying yes. */
export function pseudonymChanges({ changes }: Pick<Plan, 'changes'>): readonly PlannedChange[] {
  return changes.filter(({ kind, differences: found }) =>
    found.some(
      ({ field }) =>
        (kind === 'service' && field === 'sector') || (kind === 'idp' && /^identifier\b/.test(field)),
    ),
  );
}

/** A sector belongs to one supplier for ever: another one would get the pseudonyms of the first. */
function refuseSectorOfAnother({ kind, id, differences: found }: PlannedChange): void {
  if (kind !== 'sector' || !found.some(({ field }) => field === 'supplier')) return;
  throw new SluisError(
    'settings.invalid',
    `sector ${id} cannot go to another supplier, which would see the pseudonyms of the first. Make a new sector.`,
  );
}
