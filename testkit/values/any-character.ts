import fc from 'fast-check';

const firstHalf = 0xd800;
const halves = 0x800;

/**
 * Any character of Unicode. The same as `unit: 'binary'` of fast-check, which takes a second in each file to write all of
 * them down.
 */
export const anyCharacter = fc.integer({ min: 0, max: 0x10ffff - halves }).map(characterOf, numberOf);

/** Half a character is none. */
function characterOf(number: number): string {
  return String.fromCodePoint(number < firstHalf ? number : number + halves);
}

/** For fast-check, which asks of some words that often do harm whether they are made of these. */
function numberOf(text: unknown): number {
  if (typeof text !== 'string' || !/^[^\ud800-\udfff]$/su.test(text)) throw new TypeError('not a character');
  const code = text.codePointAt(0) ?? 0;
  return code < firstHalf ? code : code - halves;
}
