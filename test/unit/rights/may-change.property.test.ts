import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordKind } from '../../../src/domain/record-kinds.ts';
import { sightOf } from '../../../src/rights/may-see.ts';
import { mayChange } from '../../../src/rights/rights.ts';
import { anyChange, own, ownSupplier, registerWith, schoolBoards } from './any-change.ts';

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
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (wishes) => {
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
      fc.property(anyChange, (wish) => {
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
      fc.property(anyChange, fc.constantFrom(own, ownSupplier), (wish, party) => {
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
