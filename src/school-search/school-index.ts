import type { School } from '../register/model/kinds/school.ts';
import type { SchoolId } from '../domain/ids.ts';
import { startsAlmostWith, wordsOf } from './words.ts';
import { createWordIndex, type Occurrence, type WordIndex } from './word-index.ts';

/** How well one word of a search fits a school; lower is better. */
const fit = { brin: 0, nameStart: 1, nameWord: 2, townWord: 3, insideWord: 5, typingError: 8 } as const;
/** More than any fit: the school does not have the word. */
export const noFit = 255;

/** Place of a word of the town; words of the name have the places 0, 1, 2… */
const inTown = 255;
const mostNamePlaces = 254;

export interface SchoolIndex {
  /** By name. Everything else speaks of schools by their place in this list. */
  readonly schools: readonly School[];
  readonly placeOf: ReadonlyMap<SchoolId, number>;
  /** Of each school how well it fits a word that stands at this place in a search; `noFit` when not at all. */
  fits(word: string, place: number): Uint8Array;
}

export function createSchoolIndex(list: readonly School[]): SchoolIndex {
  const schools = byName(list);
  const words = createWordIndex(schools.flatMap(wordOccurrences));
  const brins = createWordIndex(
    schools.map(({ brin }, bearer) => ({ word: brin.toLowerCase(), bearer, place: 0 })),
  );
  return {
    schools,
    placeOf: new Map(schools.map(({ id }, place) => [id, place])),
    fits: (word, place) => fitsOf(word, place, { count: schools.length, words, brins }),
  };
}

function byName(list: readonly School[]): readonly School[] {
  const order = new Intl.Collator('nl', { numeric: true });
  return list.toSorted(
    (first, second) => order.compare(first.name, second.name) || order.compare(first.town, second.town),
  );
}

function wordOccurrences({ name, town }: School, bearer: number): readonly Occurrence[] {
  return [
    ...wordsOf(name).map((word, place) => ({ word, bearer, place: Math.min(place, mostNamePlaces) })),
    ...wordsOf(town).map((word) => ({ word, bearer, place: inTown })),
  ];
}

interface Words {
  readonly count: number;
  readonly words: WordIndex;
  readonly brins: WordIndex;
}

function fitsOf(word: string, place: number, { count, words, brins }: Words): Uint8Array {
  const fits = new Uint8Array(count).fill(noFit);
  const atBest = (bearer: number, value: number): void => {
    if (value < (fits[bearer] ?? 0)) fits[bearer] = value;
  };
  words.startingWith(word, (bearer, at) => {
    if (at === inTown) atBest(bearer, fit.townWord);
    else atBest(bearer, at === place ? fit.nameStart : fit.nameWord);
  });
  brins.startingWith(word, (bearer) => atBest(bearer, word.length >= 4 ? fit.brin : fit.insideWord));
  if (word.length >= 3) {
    words.fitting(
      (candidate) => candidate.includes(word),
      (bearer) => atBest(bearer, fit.insideWord),
    );
  }
  if (word.length >= 5) {
    words.fitting(
      (candidate) => startsAlmostWith(candidate, word),
      (bearer) => atBest(bearer, fit.typingError),
    );
  }
  return fits;
}
