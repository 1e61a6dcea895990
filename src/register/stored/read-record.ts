import type { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import { inTodaysForm } from '../model/earlier-forms.ts';
import type { RecordReading } from '../model/record-forms.ts';
import type { Versioned } from '../model/register.ts';
import type { RecordKind, StoredRecord } from '../../storage/stores/records.ts';

/**
 * Reads one record that the register store holds, in today's form or an earlier one. Throws `SluisError('register.invalid')` that names it when it has
 * another shape than expected: half a register would release by rules that nobody made.
 */
export function readRecord<Schema extends z.ZodType>(
  { schema, idOf }: RecordReading<Schema>,
  { kind, id, version, body }: StoredRecord,
): Versioned<z.output<Schema>> {
  const parsed = schema.safeParse(inTodaysForm(kind, body));
  if (!parsed.success) throw unreadable(kind, id, parsed.error);
  if (idOf(parsed.data) !== id) throw unreadable(kind, id);
  return { record: parsed.data, version };
}

/** Names the record and the place in it, and no value. */
export function unreadable(kind: RecordKind, id: string, error?: z.core.$ZodError): SluisError {
  const issue = error?.issues[0];
  const what =
    issue === undefined ? 'names another id in its body' : `${issue.path.join('.')}: ${issue.code}`;
  return new SluisError('register.invalid', `stored ${kind} ${id} cannot be read: ${what}`);
}
