const longestName = 120;

/**
 * A name that somebody typed, as it may stand in a mail of ours: one line, bounded, without characters that nobody sees or that turn the
 * order of others round, and with nothing that a mail program would make a link of.
 */
export function safeName(name: string): string {
  const oneLine = name
    .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
    .replace(/[<>]/g, '')
    .replace(/:\/+/g, ': ')
    .replace(/([.@])(?=[\p{L}\p{N}])/gu, '$1 ')
    .trim();
  const characters = Array.from(oneLine);
  return characters.length <= longestName ? oneLine : `${characters.slice(0, longestName - 1).join('')}…`;
}
