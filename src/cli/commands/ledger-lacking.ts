import { requiredClaims, type Service } from '../../register/model/kinds/service.ts';
import { readSettings } from '../../config/read-settings.ts';
import { dayAt, dayMillis, systemClock } from '../../domain/clock.ts';
import { serviceId, type SchoolId, type ServiceId } from '../../domain/ids.ts';
import { readRecord } from '../../register/stored/read-record.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { WithheldCount } from '../../storage/stores/ledger-store.ts';
import { usageFault, type CommandContext } from '../command.ts';
import { idOf } from '../options.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `sluis ledger lacking`: how often claims that a service says it requires stayed behind, by day, school and reason. A
 * required claim is required of nobody: it says what the supplier cannot do without, and this says where it does.
 */
export async function ledgerLacking(
  word: string,
  { school, days }: { readonly school?: SchoolId; readonly days: number },
  { env, terminal }: CommandContext,
): Promise<0> {
  const id = idOf('<service>', word, serviceId);
  const settings = readSettings(env);
  const zone = settings.timeZone;
  const from = dayAt(systemClock.now() - (days - 1) * dayMillis, zone);
  const counts = await withDatabase(settings, terminal.say, async (postgres) => {
    const service = await serviceOf(postgres, id);
    const claims = requiredClaims(service);
    if (claims.length === 0) throw usageFault(`service ${service.id} requires no claim`);
    const asked = { service: service.id, claims, from, zone, ...(school === undefined ? {} : { school }) };
    return createPostgresLedgerStore(postgres).countWithheld(asked);
  });
  counts.forEach((count) => terminal.out(lineOf(count)));
  if (counts.length === 0) terminal.say(`no claim that the service requires was withheld since ${from}`);
  return 0;
}

async function serviceOf(postgres: Postgres, id: ServiceId): Promise<Service> {
  const register = createPostgresRegisterStore(postgres);
  const name = { kind: 'service', id } as const;
  const [stored] = await register.find([name]);
  if (stored === undefined) throw usageFault(await noSuchRecord(register, name));
  return readRecord('service', stored).record;
}

function lineOf({ day, school, claim, reason, entries }: WithheldCount): string {
  const often = entries === 1 ? 'once' : `${String(entries)} times`;
  return `${day} ${school}: ${claim} withheld ${often}, ${reason}`;
}
