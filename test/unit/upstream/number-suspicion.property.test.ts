import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isWithheld,
  judged,
  merged,
  unsuspected,
  type Sighting,
  type Suspicion,
} from '../../../src/upstream/number-suspicion.ts';

const sighting: fc.Arbitrary<Sighting> = fc.record({
  person: fc.nat(30).map(String),
  passes: fc.boolean(),
  at: fc.nat(100),
});
const emptyTurn = (turn: number): Suspicion => ({ turn, people: [] });
/** As a node has it: what it saw, in whatever order. */
const suspicion: fc.Arbitrary<Suspicion> = fc
  .tuple(fc.nat(2), fc.array(sighting, { maxLength: 60, size: 'max' }))
  .map(([turn, people]) =>
    people.reduce((before, one) => merged(before, { turn, people: [one] }), emptyTurn(turn)),
  );

describe('what several nodes think', () => {
  it('comes out the same in whatever order it is merged, and however often', () => {
    fc.assert(
      fc.property(suspicion, suspicion, suspicion, (one, two, three) => {
        expect(merged(one, two)).toEqual(merged(two, one));
        expect(merged(merged(one, two), three)).toEqual(merged(one, merged(two, three)));
        expect(merged(one, merged(one, two))).toEqual(merged(one, two));
        expect(merged(unsuspected, one)).toEqual(one);
      }),
    );
  });

  it('stays small', () => {
    fc.assert(
      fc.property(suspicion, suspicion, (one, two) => {
        const { people } = merged(one, two);
        expect(people.length).toBeLessThanOrEqual(40);
        expect(new Set(people.map(({ person }) => person)).size).toBe(people.length);
      }),
    );
  });

  it('changes only by twenty people or more, and by nobody who was counted before', () => {
    fc.assert(
      fc.property(suspicion, (before) => {
        const after = judged(before);
        if (after === before) return;
        expect(before.people.length).toBeGreaterThanOrEqual(20);
        expect(after).toEqual({ turn: before.turn + 1, people: [] });
        const passing = before.people.filter(({ passes }) => passes).length / before.people.length;
        expect(isWithheld(after) ? passing >= 0.95 : passing < 0.5).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
