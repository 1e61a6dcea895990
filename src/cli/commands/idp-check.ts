import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import { faultLine } from '../../domain/fault.ts';
import { readableRecords } from '../../register/model/records.ts';
import { idpSettingRules } from '../../register/rules/idp-setting-rules.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import type { CommandContext } from '../command.ts';
import { recordsOf } from '../records-of.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis idp check`: logins of schools that somebody should do something about. */
export async function idpCheck({ env, terminal }: CommandContext): Promise<0 | 1> {
  const now = systemClock.now();
  const found = await withDatabase(readSettings(env), terminal.say, async (postgres) => {
    const judged = [];
    for await (const stored of recordsOf(createPostgresRegisterStore(postgres), 'idp')) {
      judged.push(...idpSettingRules(readableRecords([stored]), now));
    }
    return judged;
  });
  found.map(({ fault }) => faultLine(fault)).forEach(terminal.out);
  if (found.length === 0) terminal.say('every login can work, and no certificate ends within 60 days');
  return found.some(({ isRefused }) => isRefused) ? 1 : 0;
}
