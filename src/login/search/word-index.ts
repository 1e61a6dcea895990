/** Where a word stands: the number of what bears it, and its place there. */
export interface Occurrence {
  readonly word: string;
  readonly bearer: number;
  readonly place: number;
}

/** Which words there are, each once, and who bears them. */
export interface WordIndex {
  /** Visits every occurrence of every word that begins so. */
  startingWith(start: string, visit: (bearer: number, place: number) => void): void;
  /** The same for every word that `fits`, which is asked once per word, however many bear it. */
  fitting(fits: (word: string) => boolean, visit: (bearer: number, place: number) => void): void;
}

export function createWordIndex(occurrences: Iterable<Occurrence>): WordIndex {
  const sorted = [...occurrences].sort((left, right) => compare(left.word, right.word));
  const bearers = Uint32Array.from(sorted, ({ bearer }) => bearer);
  const places = Uint8Array.from(sorted, ({ place }) => place);
  // Of each word its first occurrence; the occurrences of one word stand together.
  const firsts = sorted.flatMap(({ word }, index) => (word === sorted[index - 1]?.word ? [] : [index]));
  const words = firsts.map((first) => sorted[first]?.word ?? '');
  const visitWord = (index: number, visit: (bearer: number, place: number) => void): void => {
    const end = firsts[index + 1] ?? bearers.length;
    for (let at = firsts[index] ?? end; at < end; at += 1) visit(bearers[at] ?? 0, places[at] ?? 0);
  };
  return {
    startingWith(start, visit) {
      for (let index = firstNotBefore(words, start); words[index]?.startsWith(start) === true; index += 1) {
        visitWord(index, visit);
      }
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
