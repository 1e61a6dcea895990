import { isForbiddenName } from '../../domain/forbidden-names.ts';
import { digitSeparator, withAsciiDigits } from '../digits.ts';
import { possibleNumbers } from '../national-number.ts';
import type { IncomingAttributes, KeptAttributes } from './incoming-attributes.ts';

/** Nine digits of which two leading zeros may be lost; anything shorter would hit innocent values. */
const fewestSignificantDigits = 7;
const separators = new RegExp(`${digitSeparator}+`, 'gu');

export interface WithoutNationalNumbers {
  readonly kept: KeptAttributes;
  /** Something came under a forbidden name. */
  readonly forbiddenName: boolean;
  /** Names of which a value was dropped because it holds what came under a forbidden one. */
  readonly dropped: readonly string[];
  readonly holdsNumber: HoldsNumber;
}

/**
 * Drops at the door what is known to carry a national number (invariant 5): attributes with a forbidden name, in whatever
 * shape they come, and, wherever else they are, values that hold what such an attribute said, for instance a user name
 * made of it.
 */
export function withoutNationalNumbers(
  { values, unreadable, repeated, elsewhere, onlySearched }: IncomingAttributes,
  forbidden: ReadonlySet<string>,
): WithoutNationalNumbers {
  const forbiddenValues = [...values, ...unreadable, ...onlySearched]
    .filter(([name]) => isForbiddenName(name, forbidden))
    .flatMap(([, said]) => said);
  const holdsNumber = matcher(forbiddenValues.flatMap(numbersIn));
  const kept = new Map<string, readonly string[]>();
  const dropped: string[] = [];
  for (const [name, said] of values) {
    if (isForbiddenName(name, forbidden)) continue;
    const clean = said.filter((value) => !holdsNumber(value));
    if (clean.length < said.length) dropped.push(name);
    if (clean.length > 0) kept.set(name, clean);
  }
  return {
    kept: {
      values: kept,
      unreadable: new Set([...unreadable.keys()].filter((name) => !isForbiddenName(name, forbidden))),
      repeated,
      elsewhere,
    },
    dropped,
    forbiddenName: forbiddenValues.length > 0,
    holdsNumber,
  };
}

type HoldsNumber = (value: string) => boolean;

/** Leading zeros come and go between systems, so they do not count. */
function matcher(numbers: readonly string[]): HoldsNumber {
  const significant = numbers
    .map((digits) => digits.replace(/^0+/, ''))
    .filter(({ length }) => length >= fewestSignificantDigits);
  if (significant.length === 0) return () => false;
  return (value) => {
    const runs = digitRuns(value);
    return significant.some((number) => runs.some((run) => run.includes(number)));
  };
}

/** Of nine digits or eight, and longer ones in one piece: under such a name any of them may be meant. */
function numbersIn(value: string): readonly string[] {
  return [...possibleNumbers(value), ...(withAsciiDigits(value).match(/\d{10,}/g) ?? [])];
}

/** Separators that people write in numbers are no hiding place. */
function digitRuns(value: string): readonly string[] {
  return withAsciiDigits(value).replace(separators, '').match(/\d+/g) ?? [];
}
