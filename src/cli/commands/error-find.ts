import { readSettings } from '../../config/read-settings.ts';
import type { Settings } from '../../config/settings.ts';
import { errorCodes } from '../../domain/error-codes.ts';
import type { ErrorId, SchoolId } from '../../domain/ids.ts';
import type { AuditEvent, ShownError } from '../../domain/ledger.ts';
import type { ShortErrorId } from '../../domain/short-error-id.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import type { CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { dayOf, schoolNeeded, soughtError } from '../sought-error.ts';
import { withDatabase } from '../with-database.ts';

export interface ErrorFindOptions {
  readonly school?: SchoolId;
  readonly day?: string;
}

interface FoundError extends Omit<ShownError, 'id'> {
  readonly id: ErrorId | undefined;
  readonly school?: SchoolId;
}

/** More than two of a school and a day with the same words is not to be expected. */
const mostShown = 20;

/** `sluis error find <id>`: what an error id was about that somebody reads out from a page. */
export async function errorFind(
  word: string,
  options: ErrorFindOptions,
  { env, terminal }: CommandContext,
): Promise<0 | 1> {
  const sought = soughtError('an error id', word);
  const settings = readSettings(env);
  const found =
    sought.kind === 'long'
      ? await findLong(sought.id, settings, terminal.say)
      : await findShort(sought.id, options, settings, terminal.say);
  const momentText = momentTextIn(settings.timeZone);
  for (const error of found) {
    terminal.out(errorLine(error, momentText(error.at)));
    const known = Object.entries(errorCodes).find(([code]) => code === error.code)?.[1];
    if (known !== undefined) terminal.out(`${known.meaning}; whose turn it is: ${known.whoseTurn}`);
  }
  if (found.length > 0) return 0;
  terminal.say(
    sought.kind === 'long'
      ? 'Not known: it is more than a day old, or one of so many alike that they were only counted. The log may have it.'
      : 'Not known at this school on this day. Ask for the ten letters and digits below the words.',
  );
  return 1;
}

async function findLong(
  id: ErrorId,
  settings: Settings,
  say: (line: string) => void,
): Promise<readonly FoundError[]> {
  const found = await withDatabase(settings, say, (postgres) =>
    createPostgresLedgerStore(postgres).findError(id),
  );
  return found === undefined ? [] : [found];
}

async function findShort(
  shortErrorId: ShortErrorId,
  { school, day }: ErrorFindOptions,
  settings: Settings,
  say: (line: string) => void,
): Promise<readonly FoundError[]> {
  const where = { school: schoolNeeded(school), ...dayOf(day, settings.timeZone) };
  const events = await withDatabase(settings, say, (postgres) =>
    createPostgresLedgerStore(postgres).listAudit({ ...where, shortErrorId, limit: mostShown }),
  );
  return events.map(ofEvent);
}

function ofEvent({ type, reason, at, errorId: id, idp, school, service }: AuditEvent): FoundError {
  return {
    id,
    at,
    code: reason ?? type,
    ...(idp && { idp }),
    ...(school && { school }),
    ...(service && { service }),
  };
}

function errorLine({ id, code, idp, school, service }: FoundError, at: string): string {
  return [
    at,
    ...(id === undefined ? [] : [id]),
    code,
    ...(idp === undefined ? [] : [`login ${idp}`]),
    ...(school === undefined ? [] : [`school ${school}`]),
    ...(service === undefined ? [] : [`service ${service}`]),
  ].join(' · ');
}
