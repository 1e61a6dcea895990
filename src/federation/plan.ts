import { SluisError } from '../domain/errors.ts';
import type { WrittenRecord } from '../domain/records/federation-records.ts';
import type { RecordChange, RecordKind, StoredRecord } from '../storage/stores.ts';
import { differences, type Difference } from './differences.ts';

/** What would happen to the register; nothing has happened yet. */
export interface Plan {
  /** Revision that the plan was made against; it is applied to that one only. */
  readonly revision: number;
  readonly appears: readonly WrittenRecord[];
  readonly changes: readonly PlannedChange[];
  readonly ends: readonly RecordName[];
}

export interface RecordName {
  readonly kind: RecordKind;
  readonly id: string;
}

export interface PlannedChange extends WrittenRecord {
  readonly differences: readonly Difference[];
}

/**
 * Compares the register with what is wanted. Records that are not wanted stay, or end with `prune`; objections
 * are people's and never end by this. Pure.
 *
 * Throws `SluisError('settings.invalid')` for an empty set, and for a pseudonym sector that would change hands.
 */
export function planChanges(
  current: { readonly revision: number; readonly records: readonly StoredRecord[] },
  wanted: readonly WrittenRecord[],
  options: { readonly prune: boolean },
): Plan {
  if (wanted.length === 0) {
    throw new SluisError('settings.invalid', 'an empty set of records is refused: it would end everything');
  }
  const present = new Map(current.records.map((record) => [nameOf(record), record]));
  const wantedNames = new Set(wanted.map(nameOf));
  const changes = wanted.flatMap((record) => {
    const old = present.get(nameOf(record));
    const found = old === undefined ? [] : differences(old.body, record.body);
    return found.length === 0 ? [] : [{ ...record, differences: found }];
  });
  changes.forEach(refuseSectorOfAnother);
  return {
    revision: current.revision,
    appears: wanted.filter((record) => !present.has(nameOf(record))),
    changes,
    ends: options.prune
      ? current.records
          .filter((record) => isPruned(record, wantedNames))
          .map(({ kind, id }) => ({ kind, id }))
      : [],
  };
}

export function isEmptyPlan({ appears, changes, ends }: Plan): boolean {
  return appears.length + changes.length + ends.length === 0;
}

/** The plan as the register store takes it. */
export function planAsChanges({ appears, changes, ends }: Plan): readonly RecordChange[] {
  return [
    ...[...appears, ...changes].map(({ kind, id, body }) => ({ kind, id, body })),
    ...ends.map(({ kind, id }) => ({ kind, id, ended: true as const })),
  ];
}

/** What the register would hold afterwards. */
export function recordsAfter(records: readonly StoredRecord[], plan: Plan): readonly StoredRecord[] {
  const replaced = new Set([...plan.appears, ...plan.changes, ...plan.ends].map(nameOf));
  const written = [...plan.appears, ...plan.changes].map(({ kind, id, body }) => ({
    kind,
    id,
    version: 0,
    body,
  }));
  return [...records.filter((record) => !replaced.has(nameOf(record))), ...written];
}

/** Changes after which people get other pseudonyms: somebody should know before saying yes. */
export function pseudonymChanges({ changes }: Plan): readonly PlannedChange[] {
  return changes.filter(({ kind, differences: found }) =>
    found.some(
      ({ field }) =>
        (kind === 'service' && field === 'sector') || (kind === 'idp' && /^identifier\b/.test(field)),
    ),
  );
}

function nameOf({ kind, id }: RecordName): string {
  return `${kind} ${id}`;
}

function isPruned(record: StoredRecord, wanted: ReadonlySet<string>): boolean {
  return record.kind !== 'objection' && !wanted.has(nameOf(record));
}

/** A sector belongs to one supplier for ever: another one would get the pseudonyms of the first. */
function refuseSectorOfAnother({ kind, id, differences: found }: PlannedChange): void {
  if (kind !== 'sector' || !found.some(({ field }) => field === 'supplier')) return;
  throw new SluisError(
    'settings.invalid',
    `sector ${id} cannot go to another supplier, which would see the pseudonyms of the first. Make a new sector.`,
  );
}
