import { schoolRecord } from '../../../src/register/model/kinds/school.ts';
import { type RecordKind, recordKinds } from '../../../src/domain/record-kinds.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kinds } from '../../../src/register/model/kinds.ts';
import { mayChange } from '../../../src/rights/rights.ts';
import { sightOf } from '../../../src/rights/may-see.ts';
import { registerAfter, writtenSteps } from '../../../src/register/changes/changed-register.ts';
import type { Step } from '../../../src/register/changes/step.ts';
import { registerInMemory } from '../../../src/register/rules/register-in-memory.ts';
import type { BeforeAndAfter } from '../../../src/register/model/register-reader.ts';
import { emptyLists } from '../../../src/register/model/records.ts';
import { boardId, supplierId } from '../../../src/domain/ids.ts';
import { required } from '../../../testkit/values/ids.ts';

const own = { kind: 'board', id: required(boardId('waterland')) } as const;
const ownSupplier = { kind: 'supplier', id: required(supplierId('leesboom')) } as const;
const schoolIds = ['own-een', 'own-twee', 'other-een', 'other-twee', 'nowhere'] as const;

/** Any of the members by which a record is somebody's, in any combination. */
const body = (kind: RecordKind): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .record({
      board: fc.constantFrom('waterland', 'zeeland'),
      supplier: fc.constantFrom('leesboom', 'rekenrijk'),
      school: fc.constantFrom(...schoolIds),
      schools: fc.uniqueArray(fc.constantFrom(...schoolIds), { minLength: 1, maxLength: 3 }),
      status: fc.constantFrom('draft', 'offered', 'active', 'suspended', 'ended'),
      blocked: fc.boolean(),
      name: fc.constantFrom('Een', 'Twee'),
    })
    .map((members) => {
      const example: Record<string, unknown> = { ...Object(kinds[kind].api.example) };
      const known = Object.entries(members).filter(
        ([name]) => name in example || (kind === 'service' && name === 'blocked'),
      );
      return { ...example, ...Object.fromEntries(known) };
    });

const schoolBoards: Readonly<Record<string, string>> = {
  'own-een': 'waterland',
  'own-twee': 'waterland',
  'other-een': 'zeeland',
  'other-twee': 'zeeland',
};
const schools = Object.entries(schoolBoards).map(([id, board]) => ({
  id,
  body: { ...Object(kinds.school.api.example), id, board },
}));

const change: fc.Arbitrary<Step> = fc
  .constantFrom(...recordKinds)
  .chain((kind) =>
    fc.record(
      {
        kind: fc.constant(kind),
        id:
          kind === 'school' ? fc.constantFrom(...schoolIds) : fc.constantFrom('waterland', 'leesboom', 'any'),
        before: body(kind),
        after: body(kind),
      },
      { requiredKeys: ['kind', 'id'] },
    ),
  )
  .map((wish) => (wish.kind === 'school' ? asItIs(wish) : wish));

/** A school was what it is, and nothing else. */
function asItIs({ kind, id, after }: Step): Step {
  const known = schools.find((school) => school.id === id);
  return {
    kind,
    id,
    ...(known === undefined ? {} : { before: known.body }),
    ...(after === undefined ? {} : { after: { ...Object(after), id } }),
  };
}

/** A register of these schools, before the changes and after them. */
function registerWith(changes: readonly Step[]): BeforeAndAfter {
  const school = schools.map((each) => schoolRecord.parse(each.body));
  const before = registerInMemory({ ...emptyLists(), school });
  return { before, after: registerAfter(before, writtenSteps(changes)) };
}

/** Said once more, in other words than the code: whose a record is. */
function isOfBoard(kind: RecordKind, record: Record<string, unknown>): boolean {
  if (kind === 'board') return record['id'] === 'waterland';
  if (kind === 'school' || kind === 'agreement') return record['board'] === 'waterland';
  const named = kind === 'idp' ? record['schools'] : [record['school']];
  return Array.isArray(named) && named.every((school) => schoolBoards[String(school)] === 'waterland');
}

describe('whatever is proposed', () => {
  it('the API client of a board changes nothing outside its board, alone or together with other changes', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (wishes) => {
        const around = registerWith(wishes);
        // one that is refused takes the others along
        if (wishes.some((wish) => mayChange({ party: own }, wish, around) !== undefined)) return;
        for (const { kind, before, after } of wishes) {
          expect(['board', 'school', 'idp', 'agreement', 'policy', 'access', 'objection']).toContain(kind);
          for (const side of [before, after]) {
            if (side !== undefined) expect(isOfBoard(kind, { ...Object(side) })).toBe(true);
          }
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('the API client of a supplier changes nothing but itself, its services and its offers', () => {
    fc.assert(
      fc.property(change, (wish) => {
        if (mayChange({ party: ownSupplier }, wish, registerWith([wish])) !== undefined) return;
        expect(['supplier', 'service', 'agreement']).toContain(wish.kind);
        for (const side of [wish.before, wish.after]) {
          if (side === undefined) continue;
          const record: Record<string, unknown> = { ...Object(side) };
          if (wish.kind === 'supplier') expect(wish.id).toBe('leesboom');
          else expect(record['supplier']).toBe('leesboom');
          if (wish.kind === 'agreement') expect(['draft', 'offered']).toContain(record['status']);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('what an API client may change it also sees', () => {
    fc.assert(
      fc.property(change, fc.constantFrom(own, ownSupplier), (wish, party) => {
        const around = registerWith([wish]);
        if (mayChange({ party }, wish, around) !== undefined) return;
        for (const side of [wish.before, wish.after]) {
          if (side !== undefined) expect(sightOf({ party }, { ...wish, body: side }, around)).toBe('all');
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
