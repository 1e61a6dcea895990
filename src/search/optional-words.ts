import { almostStarting } from './typing-errors.ts';

/*
 * Words that people type or leave out, whatever the register says: `de regenboog in edam`, `obs de regenboog`. A name
 * without such a word is found all the same; a name that has it fits better.
 */

const smallWords = 'a ad aan bij d de den der en het in n o od op s t te ten ter tot v van vd voor z';
const shortKinds = 'bs cbs csg gbs ikc kbs kc obs odbs ods osg pc pcbs rk rkbs rsg sbo sg so vso';
/** In alphabetical order: typing errors are looked for in sorted words. */
const longKinds = [
  'basisschool',
  'christelijke',
  'daltonschool',
  'integraal',
  'jenaplanschool',
  'katholieke',
  'kindcentrum',
  'montessorischool',
  'openbaar',
  'openbare',
  'scholengemeenschap',
  'school',
  'vrijeschool',
];

const optionalWords = new Set([...smallWords.split(' '), ...shortKinds.split(' '), ...longKinds]);
const fewestLettersTyped = 4;
/** A shorter word with an error could as well be another word. */
const fewestLettersWithErrors = 8;

/** True for a word of a name that says little about which one is meant. */
export function isOptional(word: string): boolean {
  return optionalWords.has(word);
}

/** The same for what somebody types, perhaps not to the end yet, or with an error: `basischool`. */
export function isOptionalAsTyped(word: string): boolean {
  if (isOptional(word)) return true;
  if (word.length < fewestLettersTyped) return false;
  return longKinds.some((kind) => kind.startsWith(word)) || isKindWithErrors(word);
}

function isKindWithErrors(word: string): boolean {
  if (word.length < fewestLettersWithErrors) return false;
  let found = false;
  almostStarting(longKinds, word, () => (found = true));
  return found;
}
