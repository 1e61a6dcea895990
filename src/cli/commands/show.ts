import type { RecordName } from '../../domain/record-kinds.ts';
import { stringify } from 'yaml';
import { readSettings } from '../../config/read-settings.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { CommandContext } from '../command.ts';
import { shownRecord } from '../shown-record.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis show`: one record as it is now. */
export async function showRecord(
  name: RecordName,
  { json = false }: { readonly json?: boolean },
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  return await withDatabase(readSettings(env), terminal.say, async (postgres) => {
    const store = createPostgresRegisterStore(postgres);
    const [stored] = await store.find([name]);
    if (stored === undefined) {
      terminal.say(await noSuchRecord(store, name));
      return 1;
    }
    const shown = shownRecord(stored);
    if (json) {
      terminal.out(JSON.stringify(shown, undefined, 2));
    } else {
      terminal.out(`# ${shown.kind} ${shown.id}, version ${String(shown.version)}`);
      terminal.out(stringify(shown.body, { lineWidth: 0 }).trimEnd());
    }
    return 0;
  });
}
