import { z } from 'zod';
import type { RecordKind } from '../../domain/record-kinds.ts';
import { withLeftOpen } from './defaults-when-new.ts';
import { inTodaysForm } from './earlier-forms.ts';
import { kinds } from './kinds.ts';
import { idOf } from './references.ts';
import { schemaFaults, type SchemaFault } from './schema-faults.ts';
import { sortedJson } from './sorted-json.ts';

/** A record in the form that the register stores, read from what somebody wrote; or what is wrong with that. */
export type ReadForm =
  { readonly id: string; readonly body: unknown } | { readonly faults: readonly SchemaFault[] };

/**
 * Reads JSON that anybody may have written, in today's form or an earlier one, and writes it back in full: in today's form,
 * keys sorted, defaults written out. What has another default in a new record stays open until it is known whether this is
 * one (`settled`).
 */
export function readForm(kind: RecordKind, given: unknown): ReadForm {
  return readBy(kinds[kind].schema, kind, given);
}

/** The same for what an API client writes, which for some kinds is not what the register keeps. */
export function readWrittenForm(kind: RecordKind, given: unknown): ReadForm {
  const { schema, api } = kinds[kind];
  return readBy(api.written ?? schema, kind, given);
}

function readBy(schema: z.ZodType, kind: RecordKind, given: unknown): ReadForm {
  const written = inTodaysForm(kind, given);
  const parsed = schema.safeParse(written);
  if (!parsed.success) return { faults: schemaFaults(parsed.error, written) };
  const body = withLeftOpen(kind, written, sortedJson(z.encode(schema, parsed.data)));
  return { id: idOf(kind, body) ?? '', body };
}
