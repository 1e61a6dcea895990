import { isOptional, isOptionalAsTyped } from './optional-words.ts';
import { otherSpellings } from './other-spellings.ts';
import { createWordIndex, type Occurrence, type WordIndex } from './word-index.ts';
import { wordsOf } from './words.ts';

/** What can be found: its name, the text that stands beside the name, and a code by which some people know it. */
export interface Described {
  readonly name: string;
  readonly beside: string;
  readonly code?: string;
}

/** How well one word of a search fits; lower is better. */
const fit = {
  code: 0,
  nameInPlace: 1,
  nameElsewhere: 5,
  beside: 9,
  /** Added to the three above where only the beginning of a word was typed. */
  goesOn: 2,
  insideWord: 20,
  oneError: 30,
  twoErrors: 45,
  optionalMissing: 2,
  optionalGoesOn: 1,
  /** Added once where the name has more words than were typed. */
  longerName: 1,
} as const;
const noFit = 255;

/** Places of words beside the name and of optional words; the other words of a name have the places 0, 1, 2… */
const besideName = 255;
const optionalPlace = 254;
const lastPlace = 253;

const mostLetters = 200;
const mostWords = 10;

/** More than any sum of fits. */
export const notFound = 65_535;

export interface TextIndex {
  /**
   * Of each description, in their order, how well the search fits; lower is better, `notFound` where a word does not.
   * An empty search fits all alike.
   */
  scores(query: string): Uint16Array;
}

export function createTextIndex(descriptions: readonly Described[]): TextIndex {
  const words = createWordIndex(descriptions.flatMap(occurrencesIn));
  const codes = createWordIndex(
    descriptions.flatMap(({ code = '' }, bearer) => ({ word: code.toLowerCase(), bearer, place: 0 })),
  );
  const lengths = Uint8Array.from(descriptions, ({ name }) => wordsThatMatter(wordsOf(name), isOptional));
  const parts = { count: descriptions.length, words, codes, lengths };
  return {
    scores(query) {
      const typed = wordsOf(query.slice(0, mostLetters)).slice(0, mostWords);
      const scores = scoresOf(placed(typed, isOptionalAsTyped), parts);
      // `basisschool` where no name has that word: the same as an empty search
      const isNothingSaid = typed.every(isOptionalAsTyped) && scores.every((score) => score === notFound);
      return isNothingSaid ? scores.fill(0) : scores;
    },
  };
}

interface Parts {
  readonly count: number;
  readonly words: WordIndex;
  readonly codes: WordIndex;
  /** Of each name, how many words it has that matter. */
  readonly lengths: Uint8Array;
}

interface PlacedWord {
  readonly word: string;
  readonly place: number;
}

/** Numbers the words that matter: in `obs de regenboog` and `de regenboog` alike, `regenboog` is the first. If all are optional, all matter. */
function placed(words: readonly string[], optional: (word: string) => boolean): readonly PlacedWord[] {
  const isAside = words.every(optional) ? () => false : optional;
  let next = 0;
  return words.map((word) => {
    if (isAside(word)) return { word, place: optionalPlace };
    next += 1;
    return { word, place: Math.min(next - 1, lastPlace) };
  });
}

function wordsThatMatter(words: readonly string[], optional: (word: string) => boolean): number {
  return placed(words, optional).filter(({ place }) => place !== optionalPlace).length;
}

function occurrencesIn({ name, beside }: Described, bearer: number): readonly Occurrence[] {
  const named = wordsOf(name);
  const own = placed(named, isOptional);
  const others = otherSpellings(named).map(({ word, at }) => ({ word, place: own[at]?.place ?? lastPlace }));
  const besides = wordsOf(beside);
  const around = [...besides, ...otherSpellings(besides).map(({ word }) => word)];
  return [
    ...[...own, ...others].map(({ word, place }) => ({ word, bearer, place })),
    ...around.map((word) => ({ word, bearer, place: besideName })),
  ];
}

function scoresOf(typed: readonly PlacedWord[], parts: Parts): Uint16Array {
  const scores = new Uint16Array(parts.count);
  const matter = typed.filter(({ place }) => place !== optionalPlace).length;
  if (matter > 0) {
    for (let bearer = 0; bearer < parts.count; bearer += 1) {
      scores[bearer] = (parts.lengths[bearer] ?? 0) > matter ? fit.longerName : 0;
    }
  }
  for (const word of typed) {
    addFits(scores, word.place === optionalPlace ? fitsOfOptional(word, parts) : fitsOf(word, parts));
  }
  return scores;
}

function addFits(scores: Uint16Array, fits: Uint8Array): void {
  for (let bearer = 0; bearer < scores.length; bearer += 1) {
    const value = fits[bearer] ?? noFit;
    const score = scores[bearer] ?? notFound;
    scores[bearer] = value === noFit || score === notFound ? notFound : score + value;
  }
}

function fitsOfOptional({ word }: PlacedWord, { count, words }: Parts): Uint8Array {
  const fits = new Uint8Array(count).fill(fit.optionalMissing);
  words.startingWith(word, (bearer, _place, isWhole) => {
    fits[bearer] = Math.min(fits[bearer] ?? 0, isWhole ? 0 : fit.optionalGoesOn);
  });
  return fits;
}

function fitsOf({ word, place }: PlacedWord, { count, words, codes }: Parts): Uint8Array {
  const fits = new Uint8Array(count).fill(noFit);
  const atBest = (bearer: number, value: number): void => {
    if (value < (fits[bearer] ?? 0)) fits[bearer] = value;
  };
  words.startingWith(word, (bearer, at, isWhole) => {
    atBest(bearer, fitAt(at, place) + (isWhole ? 0 : fit.goesOn));
  });
  codes.startingWith(word, (bearer) => atBest(bearer, word.length >= 4 ? fit.code : fit.insideWord));
  if (word.length >= 3) {
    words.fitting(
      (candidate) => candidate.includes(word),
      (bearer) => atBest(bearer, fit.insideWord),
    );
  }
  words.almostStartingWith(word, (bearer, errors) => {
    atBest(bearer, errors > 1 ? fit.twoErrors : fit.oneError);
  });
  return fits;
}

function fitAt(at: number, place: number): number {
  if (at === besideName) return fit.beside;
  return at === place ? fit.nameInPlace : fit.nameElsewhere;
}
