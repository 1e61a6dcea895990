import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WrittenRecord } from '../../../../src/register/model/federation-records.ts';
import {
  isEmptyPlan,
  planAsChanges,
  planChanges,
  pseudonymChanges,
  type Plan,
} from '../../../../src/register/changes/plan.ts';
import type { StoredRecord } from '../../../../src/storage/stores/records.ts';
import { stored, wantedRecords } from '../../../../testkit/federation/example-federation.ts';

const keep = { prune: false };
const prune = { prune: true };
const at = (records: readonly StoredRecord[]) => ({ revision: 5, records });
const objection: StoredRecord = { kind: 'objection', id: 'o1', version: 1, body: { id: 'o1' } };

describe('a plan is refused', () => {
  it('an empty set, also without prune', () => {
    for (const options of [keep, prune]) {
      expect(() => planChanges(at(stored(wantedRecords())), [], options)).toThrow(/would end everything/);
    }
  });

  it('a pseudonym sector that goes to another supplier', () => {
    const wanted = wantedRecords(
      '{ id: rekenrijk, supplier: rekenrijk }',
      '{ id: rekenrijk, supplier: leesboom }',
    );
    expect(() => planChanges(at(stored(wantedRecords())), wanted, keep)).toThrow(/another supplier/);
  });
});

describe('a plan', () => {
  it('holds everything for an empty register', () => {
    const plan = planChanges({ revision: 0, records: [] }, wantedRecords(), keep);
    expect(plan.appears).toEqual(wantedRecords());
    expect([plan.changes, plan.ends]).toEqual([[], []]);
  });

  it('is empty for what is there already, in any order of keys', () => {
    const shuffled = stored(wantedRecords()).map((record) => ({ ...record, body: reversed(record.body) }));
    expect(isEmptyPlan(planChanges(at(shuffled), wantedRecords(), prune))).toBe(true);
  });

  it('names the fields that differ', () => {
    const wanted = wantedRecords('kinds: [pupil], transforms: [initial]', 'kinds: [pupil, teacher]');
    const { changes, appears, ends } = planChanges(at(stored(wantedRecords())), wanted, keep);
    expect([appears, ends]).toEqual([[], []]);
    expect(changes.map(({ kind, id, differences }) => ({ kind, id, differences }))).toEqual([
      {
        kind: 'agreement',
        id: 'waterland-leesboom',
        differences: [
          { field: 'annex[0].kinds', before: ['pupil'], after: ['pupil', 'teacher'] },
          { field: 'annex[0].transforms', before: ['initial'], after: [] },
        ],
      },
    ]);
  });

  it('ends what is not wanted only with prune, and never an objection', () => {
    const current = at([...stored(wantedRecords()), objection]);
    const wanted = wantedRecords().filter(({ kind }) => kind !== 'policy');
    expect(isEmptyPlan(planChanges(current, wanted, keep))).toBe(true);
    const plan = planChanges(current, wanted, prune);
    expect(plan.ends).toEqual([{ kind: 'policy', id: 'de-regenboog/leesboom-reader' }]);
    expect(planAsChanges(plan)).toEqual([
      { kind: 'policy', id: 'de-regenboog/leesboom-reader', ended: true },
    ]);
  });

  it('points out what changes pseudonyms', () => {
    const wanted = wantedRecords('attributes: [nameid]', 'attributes: [uid]');
    expect(pseudonymChanges(planChanges(at(stored(wantedRecords())), wanted, keep))).toMatchObject([
      { kind: 'idp', id: 'regenboog-saml' },
    ]);
    const harmless = wantedRecords('name: College De Kade', 'name: College De Kade 2');
    expect(pseudonymChanges(planChanges(at(stored(wantedRecords())), harmless, keep))).toEqual([]);
  });
});

/** What the register would hold afterwards. */
function recordsAfter(before: readonly StoredRecord[], plan: Plan): readonly StoredRecord[] {
  const after = new Map(before.map((record) => [`${record.kind} ${record.id}`, record]));
  for (const change of planAsChanges(plan)) {
    if ('ended' in change) after.delete(`${change.kind} ${change.id}`);
    else after.set(`${change.kind} ${change.id}`, { ...change, version: 0 });
  }
  return [...after.values()];
}

/** Records that are plain JSON: to a plan, a body is any JSON. */
const records: fc.Arbitrary<readonly WrittenRecord[]> = fc.uniqueArray(
  fc.record({
    kind: fc.constantFrom('board' as const, 'school' as const, 'service' as const),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    body: fc.dictionary(fc.constantFrom('id', 'name', 'list'), fc.jsonValue({ maxDepth: 2 })),
  }),
  { selector: ({ kind, id }) => `${kind} ${id}`, minLength: 1 },
);

describe('properties of a plan', () => {
  it('applied, it leaves nothing to do', () => {
    fc.assert(
      fc.property(records, records, fc.boolean(), (before, wanted, isPruned) => {
        const current = at(stored(before));
        const plan = planChanges(current, wanted, { prune: isPruned });
        const after = recordsAfter(current.records, plan);
        expect(isEmptyPlan(planChanges(at(after), wanted, { prune: isPruned }))).toBe(true);
      }),
    );
  });

  it('pruned, the register holds exactly what is wanted', () => {
    fc.assert(
      fc.property(records, records, (before, wanted) => {
        const current = at(stored(before));
        const after = recordsAfter(current.records, planChanges(current, wanted, prune));
        const asTexts = (list: readonly { kind: string; id: string; body: unknown }[]) =>
          list.map(({ kind, id, body }) => JSON.stringify([kind, id, sorted(body)])).sort();
        expect(asTexts(after)).toEqual(asTexts(wanted));
      }),
    );
  });

  it('without prune it ends nothing, and touches no record that is not wanted', () => {
    fc.assert(
      fc.property(records, records, (before, wanted) => {
        const names = new Set(wanted.map(({ kind, id }) => `${kind} ${id}`));
        const plan = planChanges(at(stored(before)), wanted, keep);
        expect(plan.ends).toEqual([]);
        expect(planAsChanges(plan).every(({ kind, id }) => names.has(`${kind} ${id}`))).toBe(true);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      // by key only: a member with a key `toString` cannot be compared as a text
      .sort(([left], [right]) => (left < right ? -1 : Number(left > right)))
      .map(([key, member]) => [key, sorted(member)]),
  );
}
