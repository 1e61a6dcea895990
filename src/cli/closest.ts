import { closestMatch } from 'leven';

/** ` (Did you mean …?)` after a word that is none of these; empty where none of them is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const maxDistance = word.length < 4 ? 1 : Math.max(2, Math.floor(word.length / 3));
  const closest = closestMatch(word, known, { maxDistance });
  return closest === undefined ? '' : ` (Did you mean ${closest}?)`;
}
