import { recordKinds, type RecordKind } from '../../domain/record-kinds.ts';
import type { MemberPath } from './kind.ts';
import { kinds } from './kinds.ts';

/** A text in a record, and where it stands: by keys and list positions. */
export interface FoundText {
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/** The texts to which `at` leads in the JSON of a record, or in a record that was read; other values are passed over. */
export function textsAt(body: unknown, at: MemberPath): readonly FoundText[] {
  const [member, ...rest] = at;
  if (member === undefined) return typeof body === 'string' ? [{ text: body, path: [] }] : [];
  if (member === '*') {
    return Array.isArray(body)
      ? body.flatMap((element: unknown, index) => below(index, textsAt(element, rest)))
      : [];
  }
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, member)) return [];
  const value: unknown = Object.getOwnPropertyDescriptor(body, member)?.value;
  return below(member, textsAt(value, rest));
}

function below(key: string | number, found: readonly FoundText[]): readonly FoundText[] {
  return found.map(({ text, path }) => ({ text, path: [key, ...path] }));
}

/**
 * By what a record is found when others change: `<kind> <id>` of each record that it names, and the words of its kind, such
 * as `brin 12EA`. Stored with each version. Each once, in no promised order.
 */
export function referencesOf(kind: RecordKind, body: unknown): readonly string[] {
  const { references, foundBy = {} } = kinds[kind];
  const named = references.flatMap(({ to, at }) => textsAt(body, at).map(({ text }) => `${to} ${text}`));
  const words = Object.entries(foundBy).flatMap(([word, paths]) => {
    const texts = paths.flatMap((at) => textsAt(body, at).map(({ text }) => text));
    return texts.length === paths.length ? [`${word} ${texts.join('/')}`] : [];
  });
  return [...new Set([...named, ...words])];
}

/** What stands for records of a kind, by the references of those records. */
export function byReference<Each>(
  kind: RecordKind,
  all: Iterable<Each>,
  bodyOf: (each: Each) => unknown,
): ReadonlyMap<string, readonly Each[]> {
  const found = new Map<string, Each[]>();
  for (const each of all) {
    for (const reference of referencesOf(kind, bodyOf(each))) {
      const others = found.get(reference);
      if (others === undefined) found.set(reference, [each]);
      else others.push(each);
    }
  }
  return found;
}

/** Which kinds of records keep a record of this kind from ending, because they name it. */
export function kindsNaming(kind: RecordKind): readonly RecordKind[] {
  return recordKinds.filter((each) =>
    kinds[each].references.some(({ to, outlives }) => to === kind && outlives !== true),
  );
}

/** The id that the JSON of a record says it has; `undefined`: it says none. */
export function idOf(kind: RecordKind, body: unknown): string | undefined {
  const parts = kinds[kind].idParts.flatMap((part) => textsAt(body, [part]));
  return parts.length === kinds[kind].idParts.length ? parts.map(({ text }) => text).join('/') : undefined;
}
