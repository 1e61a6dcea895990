import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { Party } from '../domain/party.ts';
import type { PartyPeople, PortalAccount } from '../domain/portal-accounts.ts';
import type { AccountStore } from '../storage/stores/account-store.ts';
import { accountEvent, partyEvent } from './events.ts';
import { seenOf } from './seen.ts';

/** What is said of all people of a party together. */
export interface People {
  peopleOf(party: Party): Promise<PartyPeople>;
  /** In the place of whoever it was. `all`: every account of the party, as somebody saw them. Throws `account.changed_meanwhile`. */
  nameStandIn(account: PortalAccount, by: PortalAccountId, all: readonly PortalAccount[]): Promise<void>;
  /** Somebody looked at them all and says that they are right. `all` and what it throws: as above. */
  reviewPeople(party: Party, by: PortalAccountId, all: readonly PortalAccount[]): Promise<void>;
}

export function createPeople({
  store,
  clock,
}: {
  readonly store: AccountStore;
  readonly clock: Clock;
}): People {
  return {
    peopleOf: (party) => store.peopleOf(party),
    async nameStandIn(account, by, all) {
      const at = clock.now();
      const event = accountEvent('account.stand_in_named', account, { kind: 'account', account: by }, at);
      const standIn = { account: account.id, namedAt: at };
      requireDone(await store.nameStandIn(standIn, [event], seenOf(account.party, all)));
    },
    async reviewPeople(party, by, all) {
      const at = clock.now();
      const event = partyEvent('account.people_reviewed', party, { kind: 'account', account: by }, at);
      requireDone(await store.reviewPeople({ by, at }, [event], seenOf(party, all)));
    },
  };
}

function requireDone(isDone: boolean): void {
  if (isDone) return;
  throw new SluisError('account.changed_meanwhile', 'an account of the party is another version by now');
}
