/**
 * Whether an address holds this value, readable or percent-encoded: as a word of its own, so that a short name in
 * the middle of a random identifier does not count.
 */
export function holdsWord(address: string, value: string): boolean {
  const spaced = address.replaceAll('+', ' ').replaceAll(/%(?![0-9a-f]{2})/gi, '%25');
  const literally = value.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return new RegExp(`(?<![\\w-])${literally}(?![\\w-])`, 'iu').test(decodeURIComponent(spaced));
}
