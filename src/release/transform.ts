import type { Attribute, Transform } from '../domain/attributes.ts';

/**
 * Applies transforms to the values of one attribute, in a fixed order, so that it does not matter who asked for
 * which. `undefined` when nothing is left or a value is not of the shape that the transform needs: then the claim
 * is withheld rather than released in full.
 */
export function transformed(
  attribute: Attribute,
  values: readonly string[],
  transforms: readonly Transform[],
): readonly string[] | undefined {
  let current: readonly string[] | undefined = values;
  for (const transform of transforms) {
    if (!attribute.transforms.includes(transform.kind)) return undefined;
    current = current && apply(current, transform);
  }
  return current && current.length > 0 ? current : undefined;
}

function apply(values: readonly string[], transform: Transform): readonly string[] | undefined {
  switch (transform.kind) {
    case 'initial':
      return everyValue(values, initialOf);
    case 'year':
      // a value that an earlier transform made a year stays one
      return everyValue(values, (value) => /^(\d{4})(?:-\d{2}-\d{2})?$/.exec(value)?.[1]);
    case 'values':
      return values.filter((value) => transform.allow.includes(value));
  }
}

function everyValue(
  values: readonly string[],
  change: (value: string) => string | undefined,
): readonly string[] | undefined {
  const changed: string[] = [];
  for (const value of values) {
    const result = change(value);
    if (result === undefined) return undefined;
    changed.push(result);
  }
  return changed;
}

const letterWithMarks = /^\p{L}\p{M}*/u;
const onlyLetter = /^\p{L}\p{M}*$/u;

function initialOf(value: string): string | undefined {
  const letter = letterWithMarks.exec(value)?.[0];
  if (letter === undefined) return undefined;
  const capital = letter.toLocaleUpperCase('nl');
  // some small letters have two capitals (ß → SS), and two are no initial
  return `${onlyLetter.test(capital) ? capital : letter}.`;
}
