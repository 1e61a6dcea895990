import { z } from 'zod';
import type { RevisionMeta } from '../stores/records.ts';
import type { RelyingPartyStore } from '../stores/relying-party-store.ts';
import { wholeNumber } from './columns.ts';
import type { Postgres, RunStatement } from './pool.ts';
import { statement } from './statement.ts';
import { writeEvents } from './write-register.ts';

const newest = statement({
  name: 'relying-party',
  text: 'select relying_party_id as id from sluis.portal_relying_party order by number desc limit 1',
  row: z.object({ id: z.string() }),
});
/** Lets readers through; a second writer waits until the first has committed. */
const lockRelyingParty = statement({
  name: 'relying-party-lock',
  text: 'lock table sluis.portal_relying_party in exclusive mode',
  row: z.unknown(),
});
const insertRelyingParty = statement({
  name: 'relying-party-insert',
  text: 'insert into sluis.portal_relying_party (relying_party_id, at, author, reason) values ($1, $2, $3, $4)',
  row: z.unknown(),
});
const passkeys = statement({
  name: 'passkeys-counted',
  text: `select count(*) as passkeys from sluis.portal_factor where kind = 'passkey'`,
  row: z.object({ passkeys: wholeNumber }),
});

/** Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresRelyingPartyStore(postgres: Postgres): RelyingPartyStore {
  const read = async (run: RunStatement): Promise<string | undefined> => (await run(newest, []))[0]?.id;
  return {
    ping: postgres.ping,
    close: postgres.close,
    relyingPartyId: () => read(postgres.run),
    fix: async (id, why) =>
      (await read(postgres.run)) ??
      (await postgres.transaction(async (run) => {
        await run(lockRelyingParty, []);
        const fixed = await read(run);
        if (fixed === undefined) await insert(run, id, why);
        return fixed ?? id;
      })),
    replace: (id, why) => postgres.transaction((run) => insert(run, id, why)),
    countPasskeys: async () => (await postgres.run(passkeys, []))[0]?.passkeys ?? 0,
  };
}

async function insert(
  run: RunStatement,
  id: string,
  { at, author, reason, events }: RevisionMeta,
): Promise<void> {
  await run(insertRelyingParty, [id, new Date(at), author, reason]);
  await writeEvents(run, events);
}
