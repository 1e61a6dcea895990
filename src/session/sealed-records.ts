import { z } from 'zod';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** JSON bytes of a record, for a sealed store. */
export function recordBytes<Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>): Uint8Array {
  return Buffer.from(JSON.stringify(z.encode(schema, value)));
}

/** The record, or `undefined` when the bytes hold none of this shape. */
export function readRecord<Schema extends z.ZodType>(
  schema: Schema,
  bytes: Uint8Array | undefined,
): z.output<Schema> | undefined {
  if (bytes === undefined) return undefined;
  const parsed = schema.safeParse(jsonIn(bytes));
  return parsed.success ? parsed.data : undefined;
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    return undefined;
  }
}
