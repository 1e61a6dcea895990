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

/**
 * True when a value could be a national number: nine digits, or eight that lost a leading zero, with or without
 * separators, alone or as the only such number inside a longer text (`063138219@school.example`).
 */
export function looksLikeNationalNumber(value: string): boolean {
  const joined = value.replace(/[\s.\-/]/g, '');
  const runs = joined.match(/\d+/g) ?? [];
  return runs.some((run) => (run.length === 8 || run.length === 9) && passesElevenTest(run.padStart(9, '0')));
}
