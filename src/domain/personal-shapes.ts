/** Stands in the log for a value that has not the shape of a name or a code: it might be somebody's data. */
export const unprintable = '[unprintable]';

/** Values that may have the shape of a name and are still somebody's: national numbers, subjects, handles. */
const personal = [
  /(?<!\d)\d{8,9}(?!\d)/,
  /(?<![\w-])(?=[\w-]*[A-Z_])[\w-]{43}(?![\w-])/,
  /(?<![0-9a-f])[0-9a-f]{64,}(?![0-9a-f])/i,
];

export function looksPersonal(text: string): boolean {
  return personal.some((pattern) => pattern.test(text));
}
