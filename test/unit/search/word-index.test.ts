import { describe, expect, it } from 'vitest';
import { createWordIndex } from '../../../src/search/word-index.ts';

/** A thousand schools called De Regenboog and one called Het Kompas. */
const index = createWordIndex([
  ...Array.from({ length: 1_000 }, (_, bearer) => ({ word: 'regenboog', bearer, place: 1 })),
  { word: 'kompas', bearer: 1_000, place: 1 },
]);

describe('the index of words', () => {
  it('asks about each distinct word once, however many bear it: so a search stays quick', () => {
    const asked: string[] = [];
    const found: number[] = [];
    index.fitting(
      (word) => {
        asked.push(word);
        return word.includes('mpa');
      },
      (bearer) => found.push(bearer),
    );
    expect(asked.sort()).toEqual(['kompas', 'regenboog']);
    expect(found).toEqual([1_000]);
  });

  it('finds by the beginning of a word, with the place of each, and says whether it was the whole word', () => {
    const found: (readonly [number, number, boolean])[] = [];
    for (const start of ['kom', 'boog', 'kompas']) {
      index.startingWith(start, (bearer, place, isWhole) => found.push([bearer, place, isWhole]));
    }
    expect(found).toEqual([
      [1_000, 1, false],
      [1_000, 1, true],
    ]);
  });
});
