import { almostStarting } from './typing-errors.ts';

/** Where a word stands: the number of what bears it, and its place there. */
export interface Occurrence {
  readonly word: string;
  readonly bearer: number;
  readonly place: number;
}

type Visit = (bearer: number, place: number) => void;

/** Which words there are, each once, and who bears them. */
export interface WordIndex {
  /** Visits every occurrence of every word that begins so; `isWhole` when that is the whole word. */
  startingWith(start: string, visit: (bearer: number, place: number, isWhole: boolean) => void): void;
  /** The same for every word that begins almost so, with the number of typing errors. */
  almostStartingWith(start: string, visit: (bearer: number, errors: number) => void): void;
  /** The same for every word that `fits`, which is asked once per word, however many bear it. */
  fitting(fits: (word: string) => boolean, visit: Visit): void;
}

export function createWordIndex(occurrences: Iterable<Occurrence>): WordIndex {
  const byWord = new Map<string, number[]>();
  for (const { word, bearer, place } of occurrences) {
    const known = byWord.get(word);
    if (known === undefined) byWord.set(word, [bearer, place]);
    else known.push(bearer, place);
  }
  const words = [...byWord.keys()].sort(compare);
  /** Of each word: bearer, place, bearer, place… */
  const lists = words.map((word) => Uint32Array.from(byWord.get(word) ?? []));
  const visitWord = (index: number, visit: Visit): void => {
    const list = lists[index] ?? [];
    for (let at = 0; at < list.length; at += 2) visit(list[at] ?? 0, list[at + 1] ?? 0);
  };
  return {
    startingWith(start, visit) {
      for (let index = firstNotBefore(words, start); words[index]?.startsWith(start) === true; index += 1) {
        const isWhole = words[index]?.length === start.length;
        visitWord(index, (bearer, place) => visit(bearer, place, isWhole));
      }
    },
    almostStartingWith(start, visit) {
      almostStarting(words, start, (index, errors) => visitWord(index, (bearer) => visit(bearer, errors)));
    },
    fitting(fits, visit) {
      for (const [index, word] of words.entries()) if (fits(word)) visitWord(index, visit);
    },
  };
}

/** Index of the first word that does not come before this one, by halving. */
function firstNotBefore(words: readonly string[], wanted: string): number {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(words[middle] ?? '', wanted) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By code units, as `startsWith` sees words. */
function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
