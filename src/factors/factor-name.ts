const longestName = 60;

/** As somebody calls it, in one line without characters that nobody sees. */
export function factorName(typed: string): string {
  return typed
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestName)
    .toWellFormed();
}
