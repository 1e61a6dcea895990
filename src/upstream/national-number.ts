import { digitSeparator, withAsciiDigits } from './digits.ts';

const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1] as const;

/**
 * The eleven-test of a BSN: nine digits, each times its weight, together a multiple of eleven. An onderwijsnummer,
 * which pupils without a BSN have, begins with 10 and leaves a remainder of five. One in eleven random numbers passes.
 */
export function passesElevenTest(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || digits === '000000000') return false;
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits.charAt(index)), 0);
  const remainder = ((sum % 11) + 11) % 11;
  return remainder === 0 || (remainder === 5 && digits.startsWith('10'));
}

/** More than so many separators stand between two things, not inside one number. */
const gap = `${digitSeparator}{1,3}`;
const wholeGap = new RegExp(`^${gap}$`, 'u');

const year = String.raw`(?:19|20)\d\d`;
const month = '(?:0?[1-9]|1[0-2])';
const day = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const dates = new RegExp(
  String.raw`(?<!\d)(?:${year}${gap}${month}${gap}${day}|${day}${gap}${month}${gap}${year})(?!\d)`,
  'gu',
);
const dateDigits = new RegExp(`^(?:${year}${month}${day}|${day}${month}${year})$`);
const schoolYears = new RegExp(String.raw`(?<!\d)(${year})(?:${gap})(${year}|\d\d)(?!\d)`, 'gu');

/**
 * True when a value could be a national number: nine digits, or eight that lost a leading zero, in any script, with
 * or without separators, alone or inside a longer text (`063138219@school.example`). Days and school years are none.
 */
export function looksLikeNationalNumber(value: string): boolean {
  return possibleNumbers(value).some((digits) => passesElevenTest(digits.padStart(9, '0')));
}

/** Whatever in a text has as many digits as a national number, or one less; days and school years left out. */
export function possibleNumbers(value: string): readonly string[] {
  const parts = withoutDays(withAsciiDigits(value)).match(/\d+|\D+/g) ?? [];
  return parts
    .flatMap((_part, start) => numbersFrom(parts, start))
    .filter((digits) => digits.length === 9 || (digits.length === 8 && !isDay(digits)));
}

/** The first group of digits, and together with each one after it that little stands before. */
function numbersFrom(parts: readonly string[], start: number): readonly string[] {
  const numbers: string[] = [];
  let joined = '';
  for (const part of parts.slice(start, start + 2 * 9)) {
    if (/^\d/.test(part)) numbers.push((joined += part));
    else if (joined === '' || !wholeGap.test(part)) break;
    if (joined.length >= 9) break;
  }
  return numbers;
}

function withoutDays(text: string): string {
  return text
    .replace(dates, 'x')
    .replace(schoolYears, (whole, from: string, to: string) => (isNextYear(from, to) ? 'x' : whole));
}

function isDay(digits: string): boolean {
  return (
    dateDigits.test(digits) ||
    (new RegExp(`^${year}`).test(digits) && isNextYear(digits.slice(0, 4), digits.slice(4)))
  );
}

/** `2025` or `25` after `2024`. */
function isNextYear(from: string, to: string): boolean {
  return String(Number(from) + 1).endsWith(to);
}
