import { z } from 'zod';
import { portalAccountId } from '../../domain/ids.ts';
import type { SeenAccounts } from '../stores/account-store.ts';
import { partyValues } from './account-rows.ts';
import { branded } from './columns.ts';
import type { RunStatement } from './pool.ts';
import { statement } from './statement.ts';

const holdAccounts = statement({
  name: 'portal-accounts-hold',
  text: `select id, version from sluis.portal_account
    where party_kind = $1 and party_id = $2 order by id for update`,
  row: z.object({ id: branded(portalAccountId), version: z.int() }),
});

/** Holds them as they are until the transaction has ended; who comes second sees the change of the first, and that it is another. */
export async function isAsSeen(run: RunStatement, seen: SeenAccounts | undefined): Promise<boolean> {
  if (seen === undefined) return true;
  const held = await run(holdAccounts, partyValues(seen.party));
  return (
    held.length === seen.versions.size && held.every(({ id, version }) => seen.versions.get(id) === version)
  );
}
