import type { Party } from '../domain/party.ts';
import type { PortalAccount } from '../domain/portal-accounts.ts';
import type { SeenAccounts } from '../storage/stores/account-store.ts';

/** What a decision rests on that was made on all accounts of a party. */
export function seenOf(party: Party, all: readonly PortalAccount[]): SeenAccounts {
  return { party, versions: new Map(all.map(({ id, version }) => [id, version])) };
}
