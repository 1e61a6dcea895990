const decoder = new TextDecoder('utf-8', { fatal: true });

/** What JSON says of a record, before anything of it is believed. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * How records of one kind are kept. Written by hand, without a library of schemas: every step of every login reads and
 * writes some, and that took a fiftieth of its CPU time.
 */
export interface RecordForm<Value> {
  /** Throws `Misshapen`. */
  readonly read: (fields: Fields) => Value;
  /** What JSON can say. */
  readonly write: (value: Value) => Fields;
}

/** What was read has not the shape of the record, after an update of the program for instance. */
export class Misshapen extends Error {}

/** JSON bytes of a record, for a sealed store. */
export function recordBytes<Value>({ write }: RecordForm<Value>, value: Value): Uint8Array {
  return Buffer.from(JSON.stringify(write(value)));
}

/** The record, or `undefined` when the bytes hold none of this form. */
export function readRecord<Value>(form: RecordForm<Value>, bytes: Uint8Array | undefined): Value | undefined {
  return bytes === undefined ? undefined : recordIn(form, jsonIn(bytes));
}

/** The same for what was read as a part of something else. */
export function recordIn<Value>({ read }: RecordForm<Value>, json: unknown): Value | undefined {
  try {
    return read(fieldsOf(json));
  } catch (error) {
    if (error instanceof Misshapen) return undefined;
    throw error;
  }
}

export function fieldsOf(json: unknown): Fields {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new Misshapen();
  return { ...json };
}

export function textOf(json: unknown): string {
  if (typeof json !== 'string') throw new Misshapen();
  return json;
}

export function wholeNumberOf(json: unknown): number {
  if (!Number.isSafeInteger(json) || typeof json !== 'number') throw new Misshapen();
  return json;
}

export function trueOrFalseOf(json: unknown): boolean {
  if (typeof json !== 'boolean') throw new Misshapen();
  return json;
}

/** One of a few words. */
export function wordOf<Word extends string>(words: readonly Word[], json: unknown): Word {
  const word = words.find((one) => one === json);
  if (word === undefined) throw new Misshapen();
  return word;
}

/** A branded value, by its constructor. */
export function brandedOf<Value>(construct: (text: string) => Value | undefined, json: unknown): Value {
  const value = construct(textOf(json));
  if (value === undefined) throw new Misshapen();
  return value;
}

export function listOf<Value>(read: (json: unknown) => Value, json: unknown): readonly Value[] {
  if (!Array.isArray(json)) throw new Misshapen();
  return json.map((item: unknown) => read(item));
}

/** For a field that may be absent, to be spread. */
export function ifThere<Name extends string, Value>(
  fields: Fields,
  name: Name,
  read: (json: unknown) => Value,
): Partial<Record<Name, Value>> {
  const json = fields[name];
  return json === undefined ? {} : makeField(name, read(json));
}

function makeField<Name extends string, Value>(name: Name, value: Value): Partial<Record<Name, Value>> {
  const field: Partial<Record<Name, Value>> = {};
  field[name] = value;
  return field;
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}
