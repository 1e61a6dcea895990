import type { CalendarDay, Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { PortalAccountId, Subject } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Party } from '../domain/party.ts';
import type { PortalAccount } from '../domain/portal-accounts.ts';
import type { Granter, HeldRole } from '../domain/portal-roles.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import type { AccountStore, SeenAccounts } from '../storage/stores/account-store.ts';
import { createAccountMail, type AccountMailParts } from './account-mail.ts';
import { createBoardCodes, type BoardCodes } from './board-codes.ts';
import { createAccountContents } from './content.ts';
import type { AccountNotice } from '../outbox/mail/mail.ts';
import { accountEvent } from './events.ts';
import { createInvitations, type Invitations } from './invitations.ts';

export interface AccountParts {
  readonly store: AccountStore;
  readonly sealer: LastingSealer;
  /** Absent: nobody is told by mail. */
  readonly mail?: AccountMailParts;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** What was done to a role of an account, for the audit trail. */
export interface RoleChange {
  readonly type: Extract<AuditEvent['type'], `account.role_${string}`>;
  readonly role: HeldRole['role'];
  readonly by: Granter;
  readonly reason?: string;
}

/** Who may do what here is for the caller to ask: `rights/`. */
export interface Accounts extends Invitations, BoardCodes {
  /** What opens something goes by mail, and whoever makes it is told nothing. */
  readonly mailIsSetUp: boolean;
  /** Throws `account.unreadable`, as everything here that reads. */
  account(id: PortalAccountId): Promise<PortalAccount | undefined>;
  /** In the order in which they were made. */
  accountsOf(party: Party): Promise<readonly PortalAccount[]>;
  /** Of one login, at every party. */
  accountsWith(subject: Subject): Promise<readonly PortalAccount[]>;
  /**
   * Throws `account.changed_meanwhile` when it is no longer as somebody saw it. `all`: those of the party, where what was decided
   * rests on them too.
   */
  changeRoles(
    seen: PortalAccount,
    roles: readonly HeldRole[],
    change: RoleChange,
    all?: readonly PortalAccount[],
  ): Promise<PortalAccount>;
  used(id: PortalAccountId, day: CalendarDay): Promise<void>;
  /** Name, address and roles are gone; what the account did stays in the audit trail under its id. `false`: there is none. */
  erase(
    account: PortalAccount,
    by: Granter,
    reason: string,
    all?: readonly PortalAccount[],
  ): Promise<boolean>;
}

export function createAccounts({ store, sealer, clock, randomness, ...parts }: AccountParts): Accounts {
  const contents = createAccountContents(store, sealer);
  const mail = createAccountMail(parts.mail);
  return {
    ...createInvitations({ store, contents, mail, clock, randomness }),
    ...createBoardCodes({ store, mail, clock, randomness }),
    mailIsSetUp: mail.isSetUp,
    async account(id) {
      const found = await store.account(id);
      return found && contents.account(found);
    },
    accountsOf: async (party) => (await store.accountsOf(party)).map((found) => contents.account(found)),
    accountsWith: async (subject) =>
      (await store.accountsWith(subject)).map((found) => contents.account(found)),
    async changeRoles(seen, roles, { type, role, by, reason }, all) {
      const changed = { ...seen, roles, version: seen.version + 1 };
      const event = {
        ...accountEvent(type, seen, by, clock.now()),
        task: role,
        ...(reason === undefined ? {} : { statedReason: reason }),
      };
      const messages = await mail.notices(noticeOf[type], seen.party, [seen.email]);
      if (!(await store.change(contents.sealedAccount(changed), [event], seenOf(all), messages))) {
        throw new SluisError('account.changed_meanwhile', `account ${seen.id} is another version by now`);
      }
      return changed;
    },
    used: (id, day) => store.used(id, day),
    erase: async (account, by, reason, all) =>
      store.erase(
        account.id,
        [{ ...accountEvent('account.erased', account, by, clock.now()), statedReason: reason }],
        seenOf(all),
        await mail.notices('account_erased', account.party, [account.email]),
      ),
  };
}

const noticeOf = {
  'account.role_confirmed': 'role_confirmed',
  'account.role_withdrawn': 'role_withdrawn',
} as const satisfies Readonly<Record<RoleChange['type'], AccountNotice['about']>>;

function seenOf(all: readonly PortalAccount[] | undefined): SeenAccounts | undefined {
  const [any] = all ?? [];
  if (all === undefined || any === undefined) return undefined;
  return { party: any.party, versions: new Map(all.map(({ id, version }) => [id, version])) };
}
