import type { TransformKind } from '../domain/attributes.ts';
import { holdsNationalNumber } from './national-numbers.ts';

/** What a value has to look like after a transform, written down a second time on purpose. */
const shapes: Readonly<Record<TransformKind, RegExp>> = {
  initial: /^\p{L}\p{M}*\.$/u,
  year: /^\d{4}$/,
  values: /^[^\p{Cc}]+$/u,
};

export function matchesTransforms(value: unknown, transforms: readonly TransformKind[]): boolean {
  const texts = textsOf(value);
  return texts?.every((text) => transforms.every((transform) => shapes[transform].test(text))) ?? false;
}

/** Chain pseudonyms, wherever they turn up. */
const chainPseudonym = /ketenid\.nl\//i;
/**
 * A pupil number passes the test of a national number by chance, one in eleven does, and many schools make e-mail
 * addresses of pupil numbers. Stopping those would lock out one pupil in eleven and prove nothing; what an IdP
 * sends there is judged over many people, at the door.
 */
const claimsWithNumbers: ReadonlySet<string> = new Set(['pupil_number', 'email', 'eckid']);

/** True for a chain pseudonym outside its own claim, and for a national number. */
export function forbiddenContent(claim: string, value: unknown): boolean {
  const texts = textsOf(value) ?? [];
  return texts.some(
    (text) =>
      (claim !== 'eckid' && chainPseudonym.test(text)) ||
      (!claimsWithNumbers.has(claim) && holdsNationalNumber(text)),
  );
}

/** The texts of a claim; `undefined` for anything that is no text or list of texts. */
function textsOf(value: unknown): readonly string[] | undefined {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  const texts = values.filter((item) => typeof item === 'string');
  return texts.length === values.length && texts.length > 0 ? texts : undefined;
}
