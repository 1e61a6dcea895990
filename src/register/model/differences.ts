import type { RecordKind } from '../../domain/record-kinds.ts';
import { kinds } from './kinds.ts';
import { isMapping, valueAt, type Mapping } from './mapping.ts';

/** One field of a record that is to get another value; absent where it was not or will not be there. */
export interface Difference {
  /** `annex[1].affiliations`; empty for the whole record. */
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** The same as it may be told: of an objection not by which hashes it knows the person. */
export function shownDifferences(kind: RecordKind, before: unknown, after: unknown): readonly Difference[] {
  return differences(shownBody(kind, before), shownBody(kind, after));
}

/** A record as it may be shown: an objection does not say whose it is. */
export function shownBody(kind: RecordKind, body: unknown): unknown {
  const { hidden } = kinds[kind];
  if (hidden === undefined || !isMapping(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([member]) => !hidden.includes(member)));
}

/** What differs between two JSON values, field by field; lists of other lengths differ as a whole. */
export function differences(before: unknown, after: unknown, field = ''): readonly Difference[] {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return before.flatMap((element: unknown, index) =>
      differences(element, after[index], `${field}[${String(index)}]`),
    );
  }
  if (isMapping(before) && isMapping(after)) return memberDifferences(before, after, field);
  if (canonical(before) === canonical(after)) return [];
  return [{ field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

function memberDifferences(before: Mapping, after: Mapping, field: string): readonly Difference[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key) =>
    differences(valueAt(before, [key]), valueAt(after, [key]), field === '' ? key : `${field}.${key}`),
  );
}

function canonical(value: unknown): string | undefined {
  return JSON.stringify(value);
}
