import { readSettings } from '../../config/read-settings.ts';
import { dayMillis, systemClock } from '../../domain/clock.ts';
import type { IdpId, SchoolId, ServiceId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import type { AuditFilter } from '../../storage/stores/ledger-store.ts';
import { momentOf } from '../change-words.ts';
import type { CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { dayOf, schoolNeeded, type SoughtError } from '../sought-error.ts';
import { withDatabase } from '../with-database.ts';

export interface AuditListOptions {
  readonly school?: SchoolId;
  readonly idp?: IdpId;
  readonly service?: ServiceId;
  readonly code?: string;
  readonly error?: SoughtError;
  readonly from?: string;
  readonly until?: string;
  readonly limit: number;
}

/** `sluis audit list`: what was refused, where and why; newest first. */
export async function auditList(options: AuditListOptions, { env, terminal }: CommandContext): Promise<0> {
  const settings = readSettings(env);
  const { timeZone } = settings;
  const filter = filterOf(options, timeZone);
  const momentText = momentTextIn(timeZone);
  const events = await withDatabase(settings, terminal.say, (postgres) =>
    createPostgresLedgerStore(postgres).listAudit({ ...filter, limit: options.limit }),
  );
  events.forEach((event) => terminal.out(eventLine(event, momentText(event.at))));
  if (events.length === 0) {
    terminal.say(`nothing since ${filter.from === undefined ? 'the trail began' : momentText(filter.from)}`);
  }
  return 0;
}

function filterOf(
  { code, error, from, until, limit: _most, ...where }: AuditListOptions,
  zone: string,
): AuditFilter {
  const first = from === undefined ? usualFirst(error, zone) : momentOf('--from', from, zone);
  return {
    ...where,
    ...(code === undefined ? {} : { reason: code }),
    ...filterFor(error, where.school),
    ...(first === undefined ? {} : { from: first }),
    ...(until === undefined ? {} : { until: momentOf('--until', until, zone) }),
  };
}

/** A day back: the trail of a year is long, and what is asked for may be rare. */
function usualFirst(error: SoughtError | undefined, zone: string): number | undefined {
  switch (error?.kind) {
    case 'long':
      return undefined;
    case 'short':
      return dayOf(undefined, zone).from;
    case undefined:
      return systemClock.now() - dayMillis;
  }
}

function filterFor(error: SoughtError | undefined, school: SchoolId | undefined): AuditFilter {
  switch (error?.kind) {
    case 'long':
      return { errorId: error.id };
    case 'short':
      return { school: schoolNeeded(school), shortErrorId: error.id };
    case undefined:
      return {};
  }
}

function eventLine(event: AuditEvent, at: string): string {
  const { type, reason, errorId, idp, school, service, attribute, number, client, task } = event;
  const said: readonly (readonly [string, string | number | undefined])[] = [
    ['', reason],
    ['', errorId],
    ['login ', idp],
    ['school ', school],
    ['service ', service],
    ['attribute ', attribute],
    ['API client ', client],
    ['', task],
    ['', event.recordKind && [event.recordKind, event.recordId].join(' ')],
    ['person ', event.person],
    ['board ', event.board],
    ['by ', event.author],
    [type.startsWith('register.') ? 'revision ' : 'number ', number],
  ];
  return [
    at,
    type,
    ...said.flatMap(([name, value]) => (value === undefined ? [] : [`${name}${String(value)}`])),
  ].join(' · ');
}
