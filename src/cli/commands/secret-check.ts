import { readSettings } from '../../config/read-settings.ts';
import { faultLine } from '../../domain/fault.ts';
import { readableRecords, type Records } from '../../register/model/records.ts';
import { kindsWithSecrets, lookAtSecrets, secretFaults } from '../../register/rules/secret-rules.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { StoredRecord } from '../../storage/stores/records.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { recordsOf } from '../records-of.ts';
import { secretsHere } from '../secrets-here.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis secret check`: the secrets that the register refers to and that somebody should do something about. */
export async function secretCheck(context: CommandContext): Promise<0 | 1> {
  const { env, terminal } = context;
  const settings = readSettings(env);
  const { lookAtSecret } = await secretsHere(settings, context);
  if (lookAtSecret === undefined) {
    throw usageFault(
      `secrets are with the keys of the broker, and ${settings.keysFolder} has no pseudonym.json that can be read: set SLUIS_KEYS`,
      'secret check',
    );
  }
  const records = await withDatabase(settings, terminal.say, (postgres) =>
    holdersOfSecrets(createPostgresRegisterStore(postgres)),
  );
  const found = secretFaults(records, await lookAtSecrets(records, lookAtSecret));
  found.map(({ fault }) => faultLine(fault)).forEach(terminal.out);
  if (found.length === 0) terminal.say('every secret can be read, and none is weak');
  return found.some(({ judgement }) => judgement === 'unreadable') ? 1 : 0;
}

async function holdersOfSecrets(store: Pick<RegisterStore, 'list'>): Promise<Records> {
  const stored: StoredRecord[] = [];
  for (const kind of kindsWithSecrets) {
    for await (const record of recordsOf(store, kind)) stored.push(record);
  }
  return readableRecords(stored);
}
