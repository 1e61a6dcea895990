import { SluisError } from '../../domain/errors.ts';
import { nameOf, type RecordKind, type RecordName } from '../../domain/record-kinds.ts';
import type { RecordTypes } from '../model/kinds.ts';
import { referencesOf } from '../model/references.ts';
import type { RegisterReader } from '../model/register-reader.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { createReadRecords, type ReadRecords } from './read-records.ts';

type Store = Pick<RegisterStore, 'find' | 'referringTo' | 'everReferringTo'>;

/** A rule that asks about something asks again about what it finds; chains of agreements are the longest. */
const mostRounds = 100;

/**
 * Answers questions about the register by the part of it that they need: a question runs again and again, and whatever it
 * asked for and was not at hand yet is fetched in between, all at once. So it has to be pure, and an answer that it gives on
 * a part only is thrown away.
 */
export type AskRegister = <Answer>(question: (register: RegisterReader) => Answer) => Promise<Answer>;

/** What was fetched for one question stays for the next: the register must not change in between. */
export function createAskRegister(store: Store): AskRegister {
  const known = createKnowledge();
  return async (question) => {
    for (let round = 1; round <= mostRounds; round += 1) {
      const missing = createMissing();
      const answer = question(readerOf(known, missing));
      if (missing.isEmpty()) return answer;
      await fetchInto(known, missing, store);
    }
    throw new SluisError('internal', 'a question about the register never came to an end');
  };
}

interface Knowledge {
  /** By name; `undefined` is not there. */
  readonly bodies: Map<string, { readonly body: unknown } | undefined>;
  /** Ids of those that are there, by kind and reference. */
  readonly referring: Map<string, string[]>;
  readonly everReferring: Map<string, unknown[]>;
  readonly records: ReadRecords;
}

function createKnowledge(): Knowledge {
  return {
    bodies: new Map(),
    referring: new Map(),
    everReferring: new Map(),
    records: createReadRecords(),
  };
}

interface Missing {
  readonly names: Map<string, RecordName>;
  readonly referring: Map<RecordKind, Set<string>>;
  readonly everReferring: Map<RecordKind, Set<string>>;
  isEmpty(): boolean;
}

function createMissing(): Missing {
  const names = new Map<string, RecordName>();
  const referring = new Map<RecordKind, Set<string>>();
  const everReferring = new Map<RecordKind, Set<string>>();
  const isEmpty = (): boolean => names.size + referring.size + everReferring.size === 0;
  return { names, referring, everReferring, isEmpty };
}

function readerOf(known: Knowledge, missing: Missing): RegisterReader {
  const bodyOf = (kind: RecordKind, id: string): { readonly body: unknown } | undefined => {
    const name = nameOf({ kind, id });
    if (!known.bodies.has(name)) missing.names.set(name, { kind, id });
    return known.bodies.get(name);
  };
  const get = <Each extends RecordKind>(kind: Each, id: string): RecordTypes[Each] | undefined => {
    const found = bodyOf(kind, id);
    return found === undefined ? undefined : known.records.read(kind, id, found.body);
  };
  return {
    get,
    isMissing: (kind, id) => bodyOf(kind, id) === undefined,
    referringTo: <Each extends RecordKind>(kind: Each, reference: string): readonly RecordTypes[Each][] => {
      const ids = known.referring.get(keyOf(kind, reference));
      if (ids === undefined) note(missing.referring, kind, reference);
      return (ids ?? []).flatMap((id) => get(kind, id) ?? []);
    },
    everReferringTo: (kind, reference) => {
      const found = known.everReferring.get(keyOf(kind, reference));
      if (found === undefined) note(missing.everReferring, kind, reference);
      return found ?? [];
    },
  };
}

function note(missing: Map<RecordKind, Set<string>>, kind: RecordKind, reference: string): void {
  const references = missing.get(kind) ?? new Set<string>();
  missing.set(kind, references.add(reference));
}

async function fetchInto(known: Knowledge, missing: Missing, store: Store): Promise<void> {
  if (missing.names.size > 0) {
    const found = await store.find([...missing.names.values()]);
    for (const name of missing.names.keys()) known.bodies.set(name, undefined);
    for (const record of found) known.bodies.set(nameOf(record), record);
  }
  for (const [kind, references] of missing.referring) {
    const found = await store.referringTo(kind, [...references]);
    for (const record of found) known.bodies.set(nameOf(record), record);
    keep(known.referring, kind, references, found, ({ id }) => id);
  }
  for (const [kind, references] of missing.everReferring) {
    const found = await store.everReferringTo(kind, [...references]);
    keep(known.everReferring, kind, references, found, ({ body }) => body);
  }
}

/** What was found for each reference, nothing included. */
function keep<Value>(
  known: Map<string, Value[]>,
  kind: RecordKind,
  references: ReadonlySet<string>,
  found: readonly StoredRecord[],
  valueOf: (record: StoredRecord) => Value,
): void {
  for (const reference of references) known.set(keyOf(kind, reference), []);
  for (const record of found) {
    for (const reference of referencesOf(kind, record.body)) {
      if (references.has(reference)) known.get(keyOf(kind, reference))?.push(valueOf(record));
    }
  }
}

function keyOf(kind: RecordKind, reference: string): string {
  return `${kind} < ${reference}`;
}
