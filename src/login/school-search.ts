import type { School } from '../domain/register.ts';

export interface FoundSchools {
  /** The best match first, at most as many as asked for. */
  readonly results: readonly School[];
  /** How many match in all. */
  readonly total: number;
}

interface IndexedSchool {
  readonly school: School;
  readonly brin: string;
  readonly nameWords: readonly string[];
  readonly townWords: readonly string[];
  readonly allWords: readonly string[];
}

/** How well one word of a search fits a school; lower is better. */
const fit = { brin: 0, nameStart: 1, nameWord: 2, townWord: 3, insideWord: 5, typingError: 8 } as const;

/** One index per list of schools: the register hands out the same list until something changes. */
const indexes = new WeakMap<readonly School[], readonly IndexedSchool[]>();

/**
 * Finds schools by name, town or BRIN, whatever the case and the accents. Every word of the search has to fit.
 * Words are matched at their start, else inside (`lyceum` in `Montessorilyceum`), else with one typing error.
 * An empty search gives all schools by name.
 */
export function searchSchools(schools: readonly School[], query: string, limit: number): FoundSchools {
  const words = wordsOf(query.slice(0, 200)).slice(0, 10);
  const matches = indexOf(schools)
    .map((entry) => ({ school: entry.school, score: scoreOf(entry, words) }))
    .filter(({ score }) => Number.isFinite(score))
    .sort((first, second) => first.score - second.score);
  return { results: matches.slice(0, limit).map(({ school }) => school), total: matches.length };
}

/** In the order of names, which a stable sort by score keeps among equals. */
function indexOf(schools: readonly School[]): readonly IndexedSchool[] {
  const known = indexes.get(schools);
  if (known !== undefined) return known;
  const order = new Intl.Collator('nl', { numeric: true });
  const index = schools
    .toSorted(
      (first, second) => order.compare(first.name, second.name) || order.compare(first.town, second.town),
    )
    .map(indexEntry);
  indexes.set(schools, index);
  return index;
}

function indexEntry(school: School): IndexedSchool {
  const nameWords = wordsOf(school.name);
  const townWords = wordsOf(school.town);
  return {
    school,
    brin: school.brin.toLowerCase(),
    nameWords,
    townWords,
    allWords: [...nameWords, ...townWords],
  };
}

function scoreOf(entry: IndexedSchool, words: readonly string[]): number {
  return words.reduce((sum, word, position) => sum + fitOf(entry, word, position), 0);
}

function fitOf(entry: IndexedSchool, word: string, position: number): number {
  if (word.length >= 4 && entry.brin.startsWith(word)) return fit.brin;
  if (entry.nameWords[position]?.startsWith(word) === true) return fit.nameStart;
  if (entry.nameWords.some((candidate) => candidate.startsWith(word))) return fit.nameWord;
  if (entry.townWords.some((candidate) => candidate.startsWith(word))) return fit.townWord;
  if (entry.brin.startsWith(word)) return fit.insideWord;
  if (word.length >= 3 && entry.allWords.some((candidate) => candidate.includes(word))) return fit.insideWord;
  if (word.length >= 5 && entry.allWords.some((candidate) => startsAlmostWith(candidate, word))) {
    return fit.typingError;
  }
  return Number.POSITIVE_INFINITY;
}

/** Lower case, without accents and signs: `'t Kröller-huis` → `t`, `kroller`, `huis`. */
function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** True when one wrong, missing, extra or swapped letter is all that keeps `candidate` from starting with `word`. */
function startsAlmostWith(candidate: string, word: string): boolean {
  const at = firstDifference(candidate, word);
  const rest = word.slice(at);
  return (
    candidate.startsWith(rest.slice(1), at + 1) ||
    candidate.startsWith(rest, at + 1) ||
    candidate.startsWith(rest.slice(1), at) ||
    candidate.startsWith(`${rest.charAt(1)}${rest.charAt(0)}${rest.slice(2)}`, at)
  );
}

function firstDifference(first: string, second: string): number {
  let at = 0;
  while (at < second.length && first.charAt(at) === second.charAt(at)) at += 1;
  return at;
}
