import { readSettings } from '../../config/read-settings.ts';
import { systemClock } from '../../domain/clock.ts';
import type { IdpId } from '../../domain/ids.ts';
import { createOutgoing } from '../../outgoing/outgoing.ts';
import { systemNetwork } from '../../outgoing/system-network.ts';
import { readableRecords } from '../../register/model/records.ts';
import { createPostgresRegisterStore } from '../../storage/postgres/register-store.ts';
import { lookAtIdp } from '../../upstream/look-at-idp.ts';
import type { CommandContext } from '../command.ts';
import { noSuchRecord } from '../unknown-record.ts';
import { withDatabase } from '../with-database.ts';

/** `sluis idp check <id>`: whether a login can be reached from here, and what it shows. */
export async function idpLook(id: IdpId, { env, terminal }: CommandContext): Promise<0 | 1> {
  const settings = readSettings(env);
  return await withDatabase(settings, terminal.say, async (postgres) => {
    const store = createPostgresRegisterStore(postgres);
    const [idp] = readableRecords(await store.find([{ kind: 'idp', id }])).idp;
    if (idp === undefined) {
      terminal.say(await noSuchRecord(store, { kind: 'idp', id }));
      return 1;
    }
    const outgoing = createOutgoing({
      destinations: settings.outgoingDestinations,
      network: systemNetwork,
      logger: postgres.logger,
    });
    const looks = await lookAtIdp(idp, { clock: systemClock, outgoing });
    for (const { at, isGood, found } of looks) terminal.out(`${isGood ? 'good' : 'BAD '} · ${at} · ${found}`);
    const certificates = looks.filter(({ at }) => at === 'certificate');
    const others = looks.filter(({ at }) => at !== 'certificate');
    // one certificate that is good is enough, as in a rollover
    const canVerify = certificates.length === 0 || certificates.some(({ isGood }) => isGood);
    return canVerify && others.every(({ isGood }) => isGood) ? 0 : 1;
  });
}
