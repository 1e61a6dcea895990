/** All that one supplier learned of one login, as names and values; what was released is not among them. */
export type Features = ReadonlyMap<string, string>;

export interface LoginRecord {
  /** Who it was: known to the test, never to a supplier. */
  readonly person: string;
  readonly features: Features;
}

/** Fields by which a login at one supplier can be told to be the same person's as one at the other. */
export interface Link {
  readonly fields: readonly string[];
  /** How often joining on these fields names the right person, and how often guessing does. */
  readonly right: number;
  readonly chance: number;
}

/**
 * Tries to join the records of two suppliers by equal values, on every field and every pair of fields that both of
 * them have. Where many records are equal, one of them is guessed; where none is, anybody. Returns what does better
 * than guessing. A field that is the same for everybody joins everybody with everybody, and does no better.
 */
export function findLinks(left: readonly LoginRecord[], right: readonly LoginRecord[]): readonly Link[] {
  const shared = sharedFields(left, right);
  const pairs = shared.flatMap((one, index) => shared.slice(index + 1).map((other) => [one, other]));
  return [...shared.map((field) => [field]), ...pairs].flatMap((fields) => {
    const link = join(fields, left, right);
    // rounding: sums of many fractions are not exact
    return link.right > link.chance + 1e-9 ? [link] : [];
  });
}

/** Values of a field that both suppliers saw, unless it is the one value that everybody has. */
export function valuesSeenByBoth(
  left: readonly LoginRecord[],
  right: readonly LoginRecord[],
): readonly string[] {
  return sharedFields(left, right).filter((field) => {
    const [mine, theirs] = [left, right].map((records) => new Set(valuesOf(records, field)));
    if (mine === undefined || theirs === undefined) return false;
    const common = [...mine].filter((value) => theirs.has(value));
    return common.length > 0 && !(mine.size === 1 && theirs.size === 1);
  });
}

/** Any value that both suppliers saw, under whatever names, except those that belong to every record of a side. */
export function valuesUnderAnyName(
  left: readonly LoginRecord[],
  right: readonly LoginRecord[],
): readonly string[] {
  const varying = (records: readonly LoginRecord[]): Map<string, string> => {
    const fields = new Set(records.flatMap(({ features }) => [...features.keys()]));
    const changing = [...fields].filter((field) => new Set(valuesOf(records, field)).size > 1);
    return new Map(
      changing.flatMap((field) => valuesOf(records, field).map((value): [string, string] => [value, field])),
    );
  };
  const [mine, theirs] = [varying(left), varying(right)];
  return [...mine]
    .filter(([value]) => theirs.has(value))
    .map(([value, field]) => `${field} = ${theirs.get(value) ?? ''}`);
}

function join(fields: readonly string[], left: readonly LoginRecord[], right: readonly LoginRecord[]): Link {
  const keyOf = ({ features }: LoginRecord): string =>
    JSON.stringify(fields.map((field) => features.get(field)));
  const byKey = Map.groupBy(right, keyOf);
  const rate = (wanted: LoginRecord, among: readonly LoginRecord[]): number =>
    among.filter(({ person }) => person === wanted.person).length / among.length;
  const mean = (numbers: readonly number[]): number =>
    numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  return {
    fields,
    right: mean(left.map((record) => rate(record, byKey.get(keyOf(record)) ?? right))),
    chance: mean(left.map((record) => rate(record, right))),
  };
}

function sharedFields(left: readonly LoginRecord[], right: readonly LoginRecord[]): readonly string[] {
  const fieldsOf = (records: readonly LoginRecord[]): Set<string> =>
    new Set(records.flatMap(({ features }) => [...features.keys()]));
  const theirs = fieldsOf(right);
  return [...fieldsOf(left)].filter((field) => theirs.has(field)).sort();
}

function valuesOf(records: readonly LoginRecord[], field: string): readonly string[] {
  return records.map(({ features }) => features.get(field)).filter((value) => value !== undefined);
}
