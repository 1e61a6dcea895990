import { z } from 'zod';
import type { RecordKind } from '../../domain/record-kinds.ts';
import { inTodaysForm } from './earlier-forms.ts';
import type { DefaultWhenNew, MemberPath } from './kind.ts';
import { kinds } from './kinds.ts';
import { isMapping, valueAt, type Mapping } from './mapping.ts';
import { sortedJson } from './sorted-json.ts';

/*
 * Defaults that are not the same for a record that is made now and for one that exists. What somebody left out stays left
 * out while it is read; once the record that it is about is known, it becomes what that one says already, or the default of
 * new records. `Kind.defaultsWhenNew` has them; docs/ADDING.md says how to add one.
 */

/**
 * A record as it was read, without those members that only the schema’s default put there. `said` is what somebody wrote.
 */
export function withLeftOpen(kind: RecordKind, said: unknown, read: unknown): unknown {
  return pathsOf(kind)
    .filter((at) => valueAt(said, at) === undefined)
    .reduce(without, read);
}

/**
 * A record in full, as it is written. `before`: what the register says of it; `undefined`: it is not there, and is made now.
 */
export function settled(kind: RecordKind, body: unknown, before: unknown): unknown {
  if (isSettled(kind, body)) return body;
  const kept = before === undefined ? undefined : inFull(kind, before);
  return (kinds[kind].defaultsWhenNew ?? [])
    .filter(({ at }) => valueAt(body, at) === undefined)
    .reduce((filled, line) => filledIn(filled, line, before === undefined, kept), inFull(kind, body));
}

function filledIn(
  body: unknown,
  { at, value, mayBeAbsent }: DefaultWhenNew,
  isNew: boolean,
  kept: unknown,
): unknown {
  const before = valueAt(kept, at);
  const [name] = at;
  if (mayBeAbsent !== true || name === undefined) return withMember(body, at, before ?? value);
  const member = isNew ? value : before;
  return member === undefined || !isMapping(body) ? body : sortedJson({ ...body, [name]: member });
}

/** What a record that the register holds means, in full: it may have been written before a member was there at all. */
export function asInForce(kind: RecordKind, stored: unknown): unknown {
  return isSettled(kind, stored) ? stored : inFull(kind, stored);
}

function isSettled(kind: RecordKind, body: unknown): boolean {
  return pathsOf(kind).every((at) => valueAt(body, at) !== undefined);
}

function pathsOf(kind: RecordKind): readonly MemberPath[] {
  return (kinds[kind].defaultsWhenNew ?? []).map(({ at }) => at);
}

/** With the schema’s defaults, which are those of records that exist. What cannot be read is refused where it is read. */
function inFull(kind: RecordKind, body: unknown): unknown {
  const { schema } = kinds[kind];
  const parsed = schema.safeParse(inTodaysForm(kind, body));
  return parsed.success ? sortedJson(z.encode(schema, parsed.data)) : body;
}

/** Where the record has no such member, as of another way of authentication, there is nothing to fill in. */
function withMember(body: unknown, at: MemberPath, value: unknown): unknown {
  return changed(body, at, (members, name) => ({ ...members, [name]: value }));
}

function without(body: unknown, at: MemberPath): unknown {
  return changed(body, at, (members, name) =>
    Object.fromEntries(Object.entries(members).filter(([member]) => member !== name)),
  );
}

/** Copies what leads to the member: files share equal parts of records. */
function changed(
  body: unknown,
  at: MemberPath,
  change: (members: Mapping, name: string) => Mapping,
): unknown {
  const [name, ...rest] = at;
  if (!isMapping(body) || name === undefined || valueAt(body, at) === undefined) return body;
  return rest.length === 0 ? change(body, name) : { ...body, [name]: changed(body[name], rest, change) };
}
