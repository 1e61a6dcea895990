import type { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import type { RecordKind } from '../../domain/record-kinds.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import { kinds, type RecordTypes } from '../model/kinds.ts';
import { idOf } from '../model/references.ts';
import type { Versioned } from '../model/versioned.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';

/**
 * Reads one record that the register store holds, in today's form or an earlier one. Throws `SluisError('register.invalid')` that names it when it has
 * another shape than expected: half a register would release by rules that nobody made.
 */
export function readRecord<Each extends RecordKind>(
  kind: Each,
  stored: Pick<StoredRecord, 'id' | 'version' | 'body'>,
): Versioned<RecordTypes[Each]> {
  return readBySchema(kinds[kind].schema, { ...stored, kind });
}

/** The same by another schema than that of the kind: one for a part of the record. */
export function readBySchema<Record_>(
  schema: z.ZodType<Record_>,
  { kind, id, version, body }: StoredRecord,
): Versioned<Record_> {
  const today = inTodaysForm(kind, body);
  const parsed = schema.safeParse(today);
  if (!parsed.success) throw unreadable(kind, id, parsed.error);
  if (idOf(kind, today) !== id) throw unreadable(kind, id);
  return { record: parsed.data, version };
}

/** Names the record and the place in it, and no value. */
export function unreadable(kind: RecordKind, id: string, error?: z.core.$ZodError): SluisError {
  const issue = error?.issues[0];
  const what =
    issue === undefined ? 'names another id in its body' : `${issue.path.join('.')}: ${issue.code}`;
  return new SluisError('register.invalid', `stored ${kind} ${id} cannot be read: ${what}`);
}
