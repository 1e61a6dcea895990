import type { CalendarDay, Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { PortalAccountId, Subject } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { NewMessage } from '../domain/outbox.ts';
import type { Party } from '../domain/party.ts';
import type { PortalAccount } from '../domain/portal-accounts.ts';
import type { Granter, HeldRole, PortalRole } from '../domain/portal-roles.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import type { AccountStore } from '../storage/stores/account-store.ts';
import { createAccountMail, type AccountMailParts } from './account-mail.ts';
import { createBoardCodes, type BoardCodes } from './board-codes.ts';
import { createAccountContents } from './content.ts';
import type { AccountNotice } from '../outbox/mail/mail.ts';
import { accountEvent } from './events.ts';
import { createInvitations, rolesText, type Invitations } from './invitations.ts';
import { createPeople, type People } from './people.ts';
import { seenOf } from './seen.ts';

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
  readonly type: Extract<AuditEvent['type'], 'account.role_confirmed' | 'account.role_withdrawn'>;
  readonly role: HeldRole['role'];
  readonly by: Granter;
  readonly reason?: string;
}

/** Who may do what here is for the caller to ask: `rights/`. */
export interface Accounts extends Invitations, BoardCodes, People {
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
  /**
   * Somebody signed in on that day. `lapsed`: those of its roles that had lapsed by then, which signing in must not bring back; that
   * is written down first. Throws `account.changed_meanwhile`.
   */
  used(seen: PortalAccount, day: CalendarDay, lapsed: readonly PortalRole[]): Promise<void>;
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
  const change = async (
    seen: PortalAccount,
    roles: readonly HeldRole[],
    event: AuditEvent,
    {
      all,
      messages,
    }: {
      readonly all?: readonly PortalAccount[] | undefined;
      readonly messages?: readonly NewMessage[];
    } = {},
  ): Promise<PortalAccount> => {
    const changed = { ...seen, roles, version: seen.version + 1 };
    const seenAll = all && seenOf(seen.party, all);
    if (await store.change(contents.sealedAccount(changed), [event], seenAll, messages)) return changed;
    throw new SluisError('account.changed_meanwhile', `account ${seen.id} is another version by now`);
  };
  return {
    ...createInvitations({ store, contents, mail, clock, randomness }),
    ...createBoardCodes({ store, mail, clock, randomness }),
    ...createPeople({ store, clock }),
    mailIsSetUp: mail.isSetUp,
    async account(id) {
      const found = await store.account(id);
      return found && contents.account(found);
    },
    accountsOf: async (party) => (await store.accountsOf(party)).map((found) => contents.account(found)),
    accountsWith: async (subject) =>
      (await store.accountsWith(subject)).map((found) => contents.account(found)),
    async changeRoles(seen, roles, { type, role, by, reason }, all) {
      const event = {
        ...accountEvent(type, seen, by, clock.now()),
        task: role,
        ...(reason === undefined ? {} : { statedReason: reason }),
      };
      const messages = await mail.notices(noticeOf[type], seen.party, [seen.email]);
      return change(seen, roles, event, { all, messages });
    },
    async used(seen, day, lapsed) {
      const fresh = seen.roles.filter(
        ({ role, lapsedOn }) => lapsed.includes(role) && lapsedOn === undefined,
      );
      if (fresh.length > 0) {
        const roles = seen.roles.map((each) => (fresh.includes(each) ? { ...each, lapsedOn: day } : each));
        const by = { kind: 'account', account: seen.id } as const;
        const event = accountEvent('account.role_lapsed', seen, by, clock.now());
        await change(seen, roles, { ...event, task: rolesText(fresh) });
      }
      await store.used(seen.id, day);
    },
    erase: async (account, by, reason, all) =>
      store.erase(
        account.id,
        [{ ...accountEvent('account.erased', account, by, clock.now()), statedReason: reason }],
        all && seenOf(account.party, all),
        await mail.notices('account_erased', account.party, [account.email]),
      ),
  };
}

const noticeOf = {
  'account.role_confirmed': 'role_confirmed',
  'account.role_withdrawn': 'role_withdrawn',
} as const satisfies Readonly<Record<RoleChange['type'], AccountNotice['about']>>;
