import { createHash } from 'node:crypto';
import { dutchWords } from './error-words/dutch.ts';
import { englishWords } from './error-words/english.ts';
import type { ErrorId } from './ids.ts';
import type { Language } from './language.ts';

/**
 * Two words and two digits that stand for an error id, for whoever cannot spell ten signs: `vis boom 42`. It follows from
 * the error id and is kept nowhere, so it says nothing more, and is looked up among those of one school on one day.
 */
export interface ShortErrorId {
  /** Place among all that there are, from 0. */
  readonly place: number;
}

const wordsIn: Readonly<Record<Language, readonly string[]>> = { nl: dutchWords, en: englishWords };
const words = dutchWords.length;
/** The second word is never the first one again. */
const secondWords = words - 1;
/** 10 to 99: nobody has to say a nought in front. */
const numbers = 90;
const smallestNumber = 10;
/** How many short error ids there are; of each, some 190 million error ids have it. */
export const shortErrorIds = words * secondWords * numbers;

/** The first 32 bits of its SHA-256, by remainder. `storage/postgres/audit-trail.ts` asks the same in SQL. */
export function shortErrorIdOf(id: ErrorId): ShortErrorId {
  return { place: createHash('sha256').update(id).digest().readUInt32BE(0) % shortErrorIds };
}

export function spokenIn(language: Language, { place }: ShortErrorId): string {
  const pair = Math.floor(place / numbers);
  const first = Math.floor(pair / secondWords);
  const second = (first + 1 + (pair % secondWords)) % words;
  const number = (place % numbers) + smallestNumber;
  return [wordsIn[language][first], wordsIn[language][second], number].join(' ');
}

/** As somebody typed what they heard, in either language; `undefined`: that is no short error id. */
export function readShortErrorId(text: string): ShortErrorId | undefined {
  const [first = -1, second = -1] = wordsOf(text).map(indexOf);
  const number = Number(numberIn(text)) - smallestNumber;
  if (first === -1 || second === -1 || first === second || Number.isNaN(number)) return undefined;
  const pair = first * secondWords + ((second - first - 1 + words) % words);
  return { place: pair * numbers + number };
}

/** Words of a text that is like a short error id but for them: they are in neither list. `undefined`: the text is not like one. */
export function unknownErrorWords(text: string): readonly string[] | undefined {
  return numberIn(text) === undefined ? undefined : wordsOf(text).filter((word) => indexOf(word) === -1);
}

/** Every word that a short error id can have. */
export const errorWords: readonly string[] = [...dutchWords, ...englishWords];

const shape = /^[\s"',.-]*([a-z]+)[\s,.-]+([a-z]+)[\s,.-]*([1-9]\d)[\s"',.-]*$/i;

function wordsOf(text: string): readonly string[] {
  return shape.exec(text)?.slice(1, 3) ?? [];
}

function numberIn(text: string): string | undefined {
  return shape.exec(text)?.[3];
}

function indexOf(word: string): number {
  const known = word.toLowerCase();
  const index = dutchWords.indexOf(known);
  return index === -1 ? englishWords.indexOf(known) : index;
}
