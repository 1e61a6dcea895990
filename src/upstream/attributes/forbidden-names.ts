/** Incoming name → values, as an IdP sent them. */
export type IncomingValues = ReadonlyMap<string, readonly string[]>;

/** A national number has eight or nine digits; anything shorter would hit innocent values. */
const nationalNumberDigits = 8;

/**
 * Drops at the door what is known to carry a national number (invariant 5): attributes with a forbidden name,
 * and, wherever else they are, values that hold what such an attribute said, for instance a user name made of it.
 */
export function withoutNationalNumbers(
  incoming: IncomingValues,
  forbidden: ReadonlySet<string>,
): { readonly kept: IncomingValues; readonly dropped: readonly string[]; readonly holdsNumber: HoldsNumber } {
  const numbers = [...incoming].flatMap(([name, values]) =>
    isForbidden(name, forbidden) ? values.flatMap(digitRuns) : [],
  );
  const holdsNumber = matcher(numbers.filter((digits) => digits.length >= nationalNumberDigits));
  const kept = new Map<string, readonly string[]>();
  const dropped: string[] = [];
  for (const [name, values] of incoming) {
    if (isForbidden(name, forbidden)) continue;
    const clean = values.filter((value) => !holdsNumber(value));
    if (clean.length < values.length) dropped.push(name);
    if (clean.length > 0) kept.set(name, clean);
  }
  return { kept, dropped, holdsNumber };
}

type HoldsNumber = (value: string) => boolean;

/** Leading zeros come and go between systems, so they do not count. */
function matcher(numbers: readonly string[]): HoldsNumber {
  const significant = numbers.map((digits) => digits.replace(/^0+/, '')).filter((digits) => digits !== '');
  return (value) => {
    const runs = digitRuns(value);
    return significant.some((number) => runs.some((run) => run.includes(number)));
  };
}

/** Separators that people write in numbers are no hiding place. */
function digitRuns(value: string): readonly string[] {
  return value.replace(/[\s.\-/]/g, '').match(/\d+/g) ?? [];
}

/** True for a forbidden name and for a longer name that ends in one: `urn:…:BSN`, `extension_0123_bsn`. */
export function isForbidden(name: string, forbidden: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase();
  if (forbidden.has(lower)) return true;
  const lastPart = /[^:/#._-]+$/.exec(lower)?.[0];
  return lastPart !== undefined && forbidden.has(lastPart);
}
