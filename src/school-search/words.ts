/** Lower case, without accents and signs: `'t Kröller-huis` → `t`, `kroller`, `huis`. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** True when one wrong, missing, extra or swapped letter is all that keeps `candidate` from starting with `word`. */
export function startsAlmostWith(candidate: string, word: string): boolean {
  const at = firstDifference(candidate, word);
  const rest = word.slice(at);
  return (
    candidate.startsWith(rest.slice(1), at + 1) ||
    candidate.startsWith(rest, at + 1) ||
    candidate.startsWith(rest.slice(1), at) ||
    candidate.startsWith(`${rest.charAt(1)}${rest.charAt(0)}${rest.slice(2)}`, at)
  );
}

function firstDifference(first: string, second: string): number {
  let at = 0;
  while (at < second.length && first.charAt(at) === second.charAt(at)) at += 1;
  return at;
}
