import type { Service } from '../../register/model/kinds/service.ts';
import { readSettings } from '../../config/read-settings.ts';
import { dayAt, systemClock } from '../../domain/clock.ts';
import { schoolId, serviceId, type ServiceId } from '../../domain/ids.ts';
import { readRecord } from '../../register/stored/read-record.ts';
import { createPostgresLedgerStore } from '../../storage/postgres/ledger-store.ts';
import type { Postgres } from '../../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { WithheldCount } from '../../storage/stores/ledger-store.ts';
import { idOf, idOfOption } from '../option-ids.ts';
import { onlyWord, readWords, usageFault, type Command } from '../command.ts';
import { withDatabase } from '../with-database.ts';

const dayMillis = 24 * 60 * 60 * 1000;

/**
 * `sluis ledger lacking`: how often claims that a service says it requires stayed behind, by day, school and reason. A
 * required claim is required of nobody: it says what the supplier cannot do without, and this says where it does.
 */
export const ledgerLacking: Command = async ({ words, env, terminal }) => {
  const { values, positionals } = readWords(words, {
    school: { type: 'string' },
    days: { type: 'string', default: '7' },
  });
  const id = idOf('<service>', onlyWord(positionals, 'service'), serviceId);
  const school = idOfOption('school', values.school, schoolId);
  const days = daysOf(values.days);
  const settings = readSettings(env);
  const zone = settings.timeZone;
  const from = dayAt(systemClock.now() - (days - 1) * dayMillis, zone);
  const counts = await withDatabase(settings, terminal.say, async (postgres) => {
    const service = await serviceOf(postgres, id);
    const claims = service.claims.filter(({ required }) => required).map(({ name }) => name);
    if (claims.length === 0) throw usageFault(`service ${service.id} requires no claim`);
    const asked = { service: service.id, claims, from, zone, ...(school === undefined ? {} : { school }) };
    return createPostgresLedgerStore(postgres).countWithheld(asked);
  });
  counts.forEach((count) => terminal.out(lineOf(count)));
  if (counts.length === 0) terminal.say(`nothing that the service requires stayed behind since ${from}`);
  return 0;
};

async function serviceOf(postgres: Postgres, id: ServiceId): Promise<Service> {
  const [stored] = await createPostgresRegisterStore(postgres).find([{ kind: 'service', id }]);
  if (stored === undefined) throw usageFault(`there is no service ${id}`);
  return readRecord('service', stored).record;
}

function daysOf(text: string): number {
  const days = /^[1-9]\d{0,2}$/.test(text) ? Number(text) : undefined;
  if (days === undefined) throw usageFault('--days must be a number from 1 to 999');
  return days;
}

function lineOf({ day, school, claim, reason, entries }: WithheldCount): string {
  const often = entries === 1 ? 'once' : `${String(entries)} times`;
  return `${day} ${school}: ${claim} stayed behind ${often}, ${reason}`;
}
