/*
 * What the door looks for, written down a second time on purpose: both are held to the same table of spellings and
 * of innocent values (`testkit/values/national-numbers.ts`), and to nothing of each other.
 */

const between = String.raw`[\s\p{Z}\p{Cf}\p{Pd}.,/_'’·•‧・−⁄∕٫٬]`;
/** Nine digits with at most three separators between two of them, and no digit before or after. */
const nineDigits = new RegExp(String.raw`(?<!\d)(?=((?:\d${between}{0,3}){8}\d)(?!\d))`, 'gu');
const yearMonthDay = String.raw`(?:19|20)\d{2}${between}{1,3}(?:1[0-2]|0?[1-9])${between}{1,3}(?:3[01]|[12]\d|0?[1-9])`;
const dayMonthYear = String.raw`(?:3[01]|[12]\d|0?[1-9])${between}{1,3}(?:1[0-2]|0?[1-9])${between}{1,3}(?:19|20)\d{2}`;
/** Of two days that share digits (`2.8.2024.01.1`) the first one counts. */
const days = new RegExp(String.raw`(?<!\d)(?:${yearMonthDay}|${dayMonthYear})(?!\d)`, 'gu');
const twoYears = new RegExp(String.raw`(?<!\d)((?:19|20)\d{2})${between}{1,3}(\d{4}|\d{2})(?!\d)`, 'gu');

/** True when nine digits in the text, of whatever script, pass the test of a BSN or an education number. */
export function holdsNationalNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
  const undated = plain
    .replace(days, '|')
    .replace(twoYears, (whole, first: string, second: string) =>
      (Number(first) + 1) % 10 ** second.length === Number(second) % 10 ** second.length ? '|' : whole,
    );
  return [...undated.matchAll(nineDigits)].some(([, spelled = '']) => isNationalNumber(spelled));
}

/** Digits of a script follow each other from nought to nine, so those before it tell the value of one. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

/** BSN: 9·d1 + 8·d2 + … + 2·d8 − d9 is a multiple of 11. Education number: begins with 10, and 5 remain. */
function isNationalNumber(spelled: string): boolean {
  const digits = spelled.replace(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < 9; index += 1) {
    sum += Number(digits.charAt(index)) * (index === 8 ? -1 : 9 - index);
  }
  if (sum % 11 === 0) return sum !== 0;
  return digits.startsWith('10') && sum % 11 === 5;
}
