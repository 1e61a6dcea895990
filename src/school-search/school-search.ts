import type { School } from '../register/model/kinds/school.ts';
import { createSchoolIndex, noFit, type SchoolIndex } from './school-index.ts';
import { wordsOf } from './words.ts';

export interface FoundSchools {
  /** The best match first, at most as many as asked for. */
  readonly results: readonly School[];
  /** How many match in all. */
  readonly total: number;
}

/** One index over all schools: the register hands out the same list until a school changes. */
const indexes = new WeakMap<readonly School[], SchoolIndex>();
/** Of each school in the index whether it is in this list; 1 when it is. */
const memberships = new WeakMap<
  readonly School[],
  { readonly index: SchoolIndex; readonly isIn: Uint8Array }
>();

/**
 * Finds schools by name, town or BRIN, whatever the case and the accents. Every word of the search has to fit.
 * Words are matched at their start, else inside (`lyceum` in `Montessorilyceum`), else with one typing error.
 * An empty search gives all schools by name.
 *
 * `all`: the schools of the federation, over which the index is made once; only those of `schools` are found.
 */
export function searchSchools(
  schools: readonly School[],
  query: string,
  limit: number,
  all: readonly School[] = schools,
): FoundSchools {
  const index = indexOf(all);
  const isIn = membershipOf(schools, index);
  const words = wordsOf(query.slice(0, 200)).slice(0, 10);
  const fits = words.map((word, place) => index.fits(word, place));
  const byScore: number[][] = [];
  let total = 0;
  for (const [place, member] of isIn.entries()) {
    const score = member === 1 ? scoreAt(fits, place) : undefined;
    if (score === undefined) continue;
    total += 1;
    (byScore[score] ??= []).push(place);
  }
  const best = byScore.flat().slice(0, limit);
  return { results: best.flatMap((place) => index.schools[place] ?? []), total };
}

/** Makes the index, so that no visitor waits for it. */
export function prepareSchoolSearch(all: readonly School[]): void {
  indexOf(all);
}

function indexOf(all: readonly School[]): SchoolIndex {
  const known = indexes.get(all) ?? createSchoolIndex(all);
  indexes.set(all, known);
  return known;
}

function membershipOf(schools: readonly School[], index: SchoolIndex): Uint8Array {
  const known = memberships.get(schools);
  if (known?.index === index) return known.isIn;
  const isIn = new Uint8Array(index.schools.length);
  for (const { id } of schools) {
    const place = index.placeOf.get(id);
    if (place !== undefined) isIn[place] = 1;
  }
  memberships.set(schools, { index, isIn });
  return isIn;
}

/** Lower is better; undefined when a word does not fit. */
function scoreAt(fits: readonly Uint8Array[], place: number): number | undefined {
  let score = 0;
  for (const fit of fits) {
    const value = fit[place] ?? noFit;
    if (value === noFit) return undefined;
    score += value;
  }
  return score;
}
