import { createAccounts, type Accounts } from '../accounts/accounts.ts';
import type { CalendarDay } from '../domain/clock.ts';
import type { Party } from '../domain/party.ts';
import { createFactors, type Factors } from '../factors/factors.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createFactorNotices } from '../notices/factor-notices.ts';
import { createOutbox } from '../outbox/outbox.ts';
import { invitationLinkAt, placeOf } from '../portal/addresses.ts';
import { partyName } from '../portal/names.ts';
import { askedNow, everybodyOf } from '../portal/person-now.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { AppContext } from './context.ts';

interface AccountParts {
  readonly accounts: Accounts;
  /** Our own second factor. */
  readonly factors: Factors;
}

interface Beside {
  /** Seals what it keeps. */
  readonly ephemeral: EphemeralStore;
  readonly ledger: Ledger;
  readonly today: () => CalendarDay;
}

/** Accounts of the portal alone, with what tells their people by mail. */
export function accountsOf({ settings, stores, keyring, register, clock, randomness }: AppContext) {
  const sealer = keyring.lasting;
  const outbox = createOutbox({
    store: stores.outbox,
    mailIsSetUp: settings.mail !== undefined,
    place: placeOf(settings),
    sealer,
    clock,
    randomness,
  });
  const nameOf = (party: Party) => Promise.resolve(partyName(party, register.current()));
  const accounts = createAccounts({
    store: stores.accounts,
    sealer,
    mail: { outbox, partyName: nameOf, invitationLink: invitationLinkAt(settings.issuer) },
    clock,
    randomness,
  });
  return { accounts, outbox, nameOf };
}

/** Accounts of the portal and their second factors, and who is told by mail what happens to them. */
export function createAccountParts(context: AppContext, { ephemeral, ledger, today }: Beside): AccountParts {
  const { settings, stores, keyring, register, clock, randomness } = context;
  const { accounts, outbox, nameOf } = accountsOf(context);
  const factors = createFactors({
    store: stores.factors,
    relyingParties: stores.relyingParties,
    sealer: keyring.lasting,
    ephemeral,
    audit: (event) => ledger.audit(event),
    notices: createFactorNotices({
      outbox,
      accounts,
      everybodyOf: (party) => everybodyOf({ accounts }, party),
      partyName: nameOf,
      registeredMailbox: (board) => register.current().board(board)?.registeredMailbox,
      askedNow: () => askedNow({ register, clock, today }),
    }),
    clock,
    randomness,
    relyingParty: { id: settings.relyingPartyId, name: 'Sluis', origin: settings.issuer },
  });
  return { accounts, factors };
}
