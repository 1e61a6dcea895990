import { readSettings } from '../../config/read-settings.ts';
import { errorCodes } from '../../domain/error-codes.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { spokenErrorId } from '../options.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis error find <id>`: what an error id was about that somebody reads out from a page. */
export async function errorFind(word: string, { env, terminal }: CommandContext): Promise<0 | 1> {
  const id = spokenErrorId(word);
  if (id === undefined) throw usageFault('an error id has ten letters and digits');
  const settings = readSettings(env);
  const found = await withDatabase(settings, terminal.say, (postgres) =>
    createPostgresLedgerStore(postgres).findError(id),
  );
  if (found === undefined) {
    terminal.say(
      'Not known: it is more than a day old, or one of so many alike that they were only counted. The log may have it.',
    );
    return 1;
  }
  const { at, code, idp, service } = found;
  terminal.out(
    [
      momentTextIn(settings.timeZone)(at),
      id,
      code,
      ...(idp === undefined ? [] : [`login ${idp}`]),
      ...(service === undefined ? [] : [`service ${service}`]),
    ].join(' · '),
  );
  const known = Object.entries(errorCodes).find(([each]) => each === code)?.[1];
  if (known !== undefined) terminal.out(`${known.meaning}; whose turn it is: ${known.whoseTurn}`);
  return 0;
}
