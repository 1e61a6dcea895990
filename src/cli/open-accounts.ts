import { createAccounts, type Accounts } from '../accounts/accounts.ts';
import type { Settings } from '../config/settings.ts';
import { systemClock } from '../domain/clock.ts';
import type { Party } from '../domain/party.ts';
import { systemRandomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import { invitationLinkAt } from '../portal/addresses.ts';
import { boardRecord } from '../register/model/kinds/board.ts';
import { supplierRecord } from '../register/model/kinds/supplier.ts';
import { createPostgresAccountStore } from '../storage/postgres/account-store.ts';
import { createPostgresOutboxStore } from '../storage/postgres/outbox-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../storage/postgres/register-store.ts';
import { openOutbox } from './open-outbox.ts';

/** Accounts as the portal has them, and who is told by mail of what is done here. */
export function openAccounts(
  postgres: Postgres,
  sealer: LastingSealer,
  settings: Pick<Settings, 'issuer' | 'timeZone' | 'mail'>,
): Accounts {
  return createAccounts({
    store: createPostgresAccountStore(postgres),
    sealer,
    mail: {
      outbox: openOutbox(createPostgresOutboxStore(postgres), sealer, settings),
      partyName: (party) => partyName(postgres, party),
      invitationLink: invitationLinkAt(settings.issuer),
    },
    clock: systemClock,
    randomness: systemRandomness,
  });
}

/** As the newest version of its record says. */
async function partyName(postgres: Postgres, party: Party): Promise<string> {
  if (party.kind === 'operator') return 'Sluis';
  const [stored] = await createPostgresRegisterStore(postgres).find([{ kind: party.kind, id: party.id }]);
  const record = party.kind === 'board' ? boardRecord : supplierRecord;
  return record.safeParse(stored?.body).data?.name ?? party.id;
}
