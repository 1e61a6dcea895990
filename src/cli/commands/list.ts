import type { RecordKind } from '../../domain/record-kinds.ts';
import { objectionRecord } from '../../register/model/kinds/objection.ts';
import { readSettings } from '../../config/read-settings.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import type { CommandContext } from '../command.ts';
import { objectionText } from '../objection-text.ts';
import { shownRecord } from '../shown-record.ts';
import { recordsOf } from '../records-of.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis list`: every record of a kind, written page by page as it is read. */
export async function listRecords(
  kind: RecordKind,
  { json = false }: { readonly json?: boolean },
  { env, terminal }: CommandContext,
): Promise<0> {
  await withDatabase(readSettings(env), terminal.say, async (postgres) => {
    let isEmpty = true;
    for await (const record of recordsOf(createPostgresRegisterStore(postgres), kind)) {
      isEmpty = false;
      if (!terminal.isRead()) break;
      terminal.out(json ? JSON.stringify(shownRecord(record)) : recordLine(record));
    }
    if (isEmpty) terminal.say(`there is no record of kind ${kind}`);
  });
  return 0;
}

function recordLine({ kind, id, body }: StoredRecord): string {
  const objection = kind === 'objection' ? objectionRecord.safeParse(body).data : undefined;
  if (objection !== undefined) return objectionText(objection);
  const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : undefined;
  return typeof name === 'string' ? `${id} · ${name}` : id;
}
