import type { SchoolId } from '../domain/ids.ts';
import type { School } from '../register/model/kinds/school.ts';
import { createTextIndex, notFound, type TextIndex } from './text-index.ts';

export interface FoundSchools {
  /** The best match first, at most as many as asked for. */
  readonly results: readonly School[];
  /** How many match in all. */
  readonly total: number;
}

export interface SchoolSearch {
  /**
   * The schools of a list that match. Among schools that fit equally well, the one `used` on this device comes first; the
   * others are in order of name.
   */
  among(
    list: readonly School[],
    wishes: { readonly limit: number; readonly used?: SchoolId | undefined },
  ): FoundSchools;
}

/** Schools in order of name. Everything else refers to them by their place in this list. */
interface SchoolIndex {
  readonly schools: readonly School[];
  readonly placeOf: ReadonlyMap<SchoolId, number>;
  readonly texts: TextIndex;
}

/** `99 AA`, `99AA-01` */
const brinWritten = /^\W*\d{2}\W?[a-z]{2}(?:\W?\d{2})?\W*$/i;

/** One index over all schools: the register hands out the same list until a school changes. */
const indexes = new WeakMap<readonly School[], SchoolIndex>();
/** For each school of the index: 1 when it is in this list. */
const memberships = new WeakMap<
  readonly School[],
  { readonly index: SchoolIndex; readonly isIn: Uint8Array }
>();

/**
 * Finds schools by name, town or BRIN as people write them: whatever the case and the accents, with or without words such
 * as `obs` and `in`, with the other name of a town. Every other word has to fit: at the start of a word, else inside
 * (`lyceum` in `Montessorilyceum`), else with a typing error, or two in a long word. An empty search gives all schools.
 *
 * `all`: the schools of the federation, over which the index is made once.
 */
export function searchSchools(all: readonly School[], query: string): SchoolSearch {
  const index = indexOf(all);
  const scores = index.texts.scores(brinWritten.test(query) ? query.replace(/\W/g, '') : query);
  return {
    among(list, { limit, used }) {
      const byScore = placesByScore(scores, membershipOf(list, index));
      const usedPlace = used === undefined ? undefined : index.placeOf.get(used);
      const best = byScore.map((places) => usedFirst(places, usedPlace)).flat();
      const results = best.slice(0, limit).flatMap((place) => index.schools[place] ?? []);
      return { results, total: best.length };
    },
  };
}

/** Makes the index, so that no visitor waits for it. */
export function prepareSchoolSearch(all: readonly School[]): void {
  indexOf(all);
}

function indexOf(all: readonly School[]): SchoolIndex {
  const known = indexes.get(all) ?? createIndex(all);
  indexes.set(all, known);
  return known;
}

function createIndex(all: readonly School[]): SchoolIndex {
  const schools = byName(all);
  return {
    schools,
    placeOf: new Map(schools.map(({ id }, place) => [id, place])),
    texts: createTextIndex(schools.map(({ name, town, brin }) => ({ name, beside: town, code: brin }))),
  };
}

function byName(list: readonly School[]): readonly School[] {
  const order = new Intl.Collator('nl', { numeric: true });
  return list.toSorted(
    (first, second) => order.compare(first.name, second.name) || order.compare(first.town, second.town),
  );
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

function placesByScore(scores: Uint16Array, isIn: Uint8Array): readonly (readonly number[])[] {
  const byScore: number[][] = [];
  for (let place = 0; place < scores.length; place += 1) {
    const score = scores[place] ?? notFound;
    if (isIn[place] === 1 && score !== notFound) (byScore[score] ??= []).push(place);
  }
  return byScore;
}

function usedFirst(places: readonly number[], used: number | undefined): readonly number[] {
  if (used === undefined || !places.includes(used)) return places;
  return [used, ...places.filter((place) => place !== used)];
}
