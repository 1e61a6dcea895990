import type { Transform } from '../../domain/attributes.ts';
import type { Affiliation } from '../../domain/person.ts';
import type { AnnexRow } from '../../register/model/kinds/agreement.ts';

/** What a new annex makes of a row of the one before; `other`: neither more nor less of it, as another legal ground. */
export type RowChange = 'added' | 'removed' | 'wider' | 'narrower' | 'other' | 'unchanged';

/** One claim of one service about those people of whom the same changes. */
export interface ComparedRow {
  readonly change: RowChange;
  readonly affiliations: readonly Affiliation[];
  readonly before?: AnnexRow | undefined;
  readonly after?: AnnexRow | undefined;
}

/** Row by row, about each sort of people by itself: a row may be split or merged without a change. */
export function annexChanges(
  before: readonly AnnexRow[],
  after: readonly AnnexRow[],
): readonly ComparedRow[] {
  const old = byPeople(before);
  const found = new Map<
    string,
    { readonly row: Omit<ComparedRow, 'affiliations'>; readonly of: Affiliation[] }
  >();
  const keep = (affiliation: Affiliation, row: Omit<ComparedRow, 'affiliations'>): void => {
    const key = JSON.stringify([row.change, withoutPeople(row.before), withoutPeople(row.after)]);
    const known = found.get(key) ?? { row, of: [] };
    known.of.push(affiliation);
    found.set(key, known);
  };
  for (const [key, { affiliation, row }] of byPeople(after)) {
    const earlier = old.get(key)?.row;
    old.delete(key);
    keep(affiliation, {
      change: earlier === undefined ? 'added' : rowChange(earlier, row),
      before: earlier,
      after: row,
    });
  }
  for (const { affiliation, row } of old.values()) keep(affiliation, { change: 'removed', before: row });
  return [...found.values()].map(({ row, of }) => ({ ...row, affiliations: of }));
}

interface RowAbout {
  readonly affiliation: Affiliation;
  readonly row: AnnexRow;
}

/** What may be asked with consent stands beside what needs none. */
function byPeople(rows: readonly AnnexRow[]): Map<string, RowAbout> {
  return new Map(
    rows.flatMap((row) =>
      row.affiliations.map((affiliation) => [
        JSON.stringify([row.service, row.claim, affiliation, row.ground === 'consent']),
        { affiliation, row },
      ]),
    ),
  );
}

function withoutPeople(row: AnnexRow | undefined): unknown {
  return row && { ...row, affiliations: undefined };
}

type Width = 'same' | 'wider' | 'narrower' | 'other';

/** Wider in one respect is wider, whatever else is less. */
function rowChange(before: AnnexRow, after: AnnexRow): RowChange {
  const widths: readonly Width[] = [
    widthOfTransforms(before.transforms, after.transforms),
    widthOfSets(before.purposes, after.purposes),
    // not said is for as long as the supplier likes
    widthOfNumbers(before.destroyedAfterDays ?? Infinity, after.destroyedAfterDays ?? Infinity),
    widthOfNumbers(before.readableByTeachersForDays ?? 0, after.readableByTeachersForDays ?? 0),
    before.ground === after.ground && before.optional === after.optional ? 'same' : 'other',
  ];
  for (const width of ['wider', 'other', 'narrower'] as const) {
    if (widths.includes(width)) return width;
  }
  return 'unchanged';
}

/** Of two that take away different things the second leaves something that the first did not. */
function widthOfTransforms(before: readonly Transform[], after: readonly Transform[]): Width {
  if (!isWithin(after, before)) return 'wider';
  return isWithin(before, after) ? 'same' : 'narrower';
}

/** Whether the first leaves nothing that the second takes away. */
function isWithin(first: readonly Transform[], second: readonly Transform[]): boolean {
  return second.every((taken) =>
    first.some((each) => {
      if (each.kind !== 'values' || taken.kind !== 'values') return each.kind === taken.kind;
      return each.allow.every((value) => taken.allow.includes(value));
    }),
  );
}

function widthOfSets(before: readonly string[], after: readonly string[]): Width {
  if (after.some((each) => !before.includes(each))) return 'wider';
  return before.some((each) => !after.includes(each)) ? 'narrower' : 'same';
}

function widthOfNumbers(before: number, after: number): Width {
  if (before === after) return 'same';
  return after > before ? 'wider' : 'narrower';
}
