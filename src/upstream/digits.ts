/** Unicode has the digits of every script in tens, in their order. Made when a text first needs it. */
let values: ReadonlyMap<string, string> | undefined;

function digitValues(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let code = 0; code <= 0x1ffff; code += 1) {
    const character = String.fromCodePoint(code);
    if (/\p{Nd}/u.test(character)) found.set(character, String(found.size % 10));
  }
  return found;
}

/** The text in its compatible form (NFKC), with ASCII digits in the place of those of any other script. */
export function withAsciiDigits(text: string): string {
  return text.normalize('NFKC').replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    values ??= digitValues();
    return values.get(digit) ?? digit;
  });
}

/**
 * What people and programs write between the digits of one number, after NFKC, as a class of a regular expression:
 * blanks, invisible characters, dashes, dots, slashes, commas, apostrophes, and the like.
 */
export const digitSeparator = String.raw`[\s\p{Z}\p{Cf}\p{Pd}\u2212.\u00B7\u2022\u2027\u30FB/\u2044\u2215_,\u066B\u066C'\u2019]`;
