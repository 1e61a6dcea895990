import type { RecordName } from '../../domain/record-kinds.ts';
import { readSettings } from '../../config/read-settings.ts';
import type { PersonHandle, SchoolId, ServiceId } from '../../domain/ids.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { DecisionBasis } from '../../domain/release.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { CommandContext } from '../command.ts';
import { momentTextIn } from '../moment-text.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

export interface LedgerListOptions {
  readonly school?: SchoolId;
  readonly service?: ServiceId;
  readonly person?: PersonHandle;
  readonly limit: number;
}

/** `sluis ledger list`: which claims left, when, for which service; newest first. */
export async function ledgerList(filter: LedgerListOptions, { env, terminal }: CommandContext): Promise<0> {
  const settings = readSettings(env);
  const momentText = momentTextIn(settings.timeZone);
  await withDatabase(settings, terminal.say, async (postgres) => {
    const entries = await createPostgresLedgerStore(postgres).list(filter);
    entries.forEach((entry) => terminal.out(entryLine(entry, momentText(entry.at))));
    if (entries.length === 0) (await unknownNames(postgres, filter)).forEach(terminal.say);
  });
  return 0;
}

/** The ledger knows schools and services that are no longer there; but where it has nothing, a name may be mistyped. */
async function unknownNames(
  postgres: Postgres,
  { school, service }: LedgerListOptions,
): Promise<readonly string[]> {
  const register = createPostgresRegisterStore(postgres);
  const names: readonly RecordName[] = [
    ...(school === undefined ? [] : [{ kind: 'school', id: school } as const]),
    ...(service === undefined ? [] : [{ kind: 'service', id: service } as const]),
  ];
  const found = names.length === 0 ? [] : await register.find(names);
  const missing = names.filter((name) => !found.some(({ kind, id }) => kind === name.kind && id === name.id));
  return Promise.all(missing.map((name) => noSuchRecord(register, name)));
}

function basisText({ agreement, agreementVersion, policyVersion, accessVersion }: DecisionBasis): string {
  const rule = accessVersion === undefined ? '' : `, access rule v${String(accessVersion)}`;
  return `agreement ${agreement} v${String(agreementVersion)}, policy v${String(policyVersion)}${rule}`;
}

function entryLine(entry: LedgerEntry, at: string): string {
  const released = entry.released.map(({ claim, transforms }) => [claim, ...transforms].join('+'));
  const withheld = entry.withheld.map(({ claim, reason }) => `${claim} (${reason})`);
  return [
    at,
    entry.id,
    `${entry.affiliation} ${entry.person}`,
    `${entry.school} → ${entry.service}`,
    basisText(entry.basis),
    `released: ${released.join(', ') || 'sub only'}`,
    ...(withheld.length === 0 ? [] : [`withheld: ${withheld.join(', ')}`]),
  ].join(' · ');
}
