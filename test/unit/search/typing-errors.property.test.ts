import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { almostStarting, mostErrorsIn } from '../../../src/search/typing-errors.ts';

/** The textbook's table, for one pair of words and nothing shared between them. */
function errorsBetween(first: string, second: string): number {
  const rows = Array.from({ length: first.length + 1 }, (_, down) =>
    Array.from({ length: second.length + 1 }, (_other, across) => (down === 0 ? across : down)),
  );
  const at = (down: number, across: number): number => rows[down]?.[across] ?? Infinity;
  for (let down = 1; down <= first.length; down += 1) {
    for (let across = 1; across <= second.length; across += 1) {
      const same = first[down - 1] === second[across - 1] ? 0 : 1;
      const isSwapped =
        down > 1 &&
        across > 1 &&
        first[down - 1] === second[across - 2] &&
        first[down - 2] === second[across - 1];
      const errors = Math.min(
        at(down - 1, across - 1) + same,
        at(down - 1, across) + 1,
        at(down, across - 1) + 1,
        isSwapped ? at(down - 2, across - 2) + 1 : Infinity,
      );
      rows[down]?.splice(across, 1, errors);
    }
  }
  return at(first.length, second.length);
}

const leastErrors = (word: string, wanted: string): number =>
  Math.min(...Array.from({ length: word.length + 1 }, (_, end) => errorsBetween(word.slice(0, end), wanted)));

const byCodeUnits = (one: string, other: string): number => (one < other ? -1 : 1);
const letters = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: least, maxLength: most });

describe('words that begin almost as typed', () => {
  it('are exactly those that the textbook’s distance says, with its count of errors', () => {
    fc.assert(
      fc.property(fc.uniqueArray(letters(1, 12), { maxLength: 40 }), letters(3, 11), (list, wanted) => {
        const words = list.toSorted(byCodeUnits);
        const found = new Map<string, number>();
        almostStarting(words, wanted, (index, errors) => found.set(words[index] ?? '', errors));
        const most = mostErrorsIn(wanted);
        const expected = words
          .map((word) => [word, leastErrors(word, wanted)] as const)
          .filter(([, errors]) => most > 0 && errors <= most);
        expect([...found]).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are none of a word that is longer than any', () => {
    const found: number[] = [];
    almostStarting(['a'.repeat(40)], 'a'.repeat(40), (index) => found.push(index));
    expect(found).toEqual([]);
  });
});
