import type { Accounts } from '../accounts/accounts.ts';
import type { BoardId, PortalAccountId } from '../domain/ids.ts';
import { distinctMailAddresses, mailAddress, type MailAddress } from '../domain/mail-address.ts';
import type { NewMessage } from '../domain/outbox.ts';
import type { Party } from '../domain/party.ts';
import type { PortalAccount } from '../domain/portal-accounts.ts';
import type { Granter } from '../domain/portal-roles.ts';
import type { FactorNotice, FactorNotices } from '../factors/parts.ts';
import type { Mail } from '../outbox/mail/mail.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { PartyAccounts, UsedAccount } from '../rights/account-roles.ts';
import type { AskedAt } from '../rights/asked-at.ts';
import { rolesInForce } from '../rights/roles-in-force.ts';

export interface FactorNoticeParts {
  readonly outbox: Outbox;
  readonly accounts: Pick<Accounts, 'account'>;
  /** Everybody of a party: for people to see, and for what rights are asked of. */
  readonly everybodyOf: (party: Party) => Promise<Everybody>;
  /** How people call a party. */
  readonly partyName: (party: Party) => Promise<string>;
  readonly registeredMailbox: (board: BoardId) => string | undefined;
  /** This moment, and the register as this node knows it. */
  readonly askedNow: () => AskedAt;
}

interface Everybody {
  readonly all: readonly PortalAccount[];
  readonly party: PartyAccounts;
}

interface Told {
  /** Besides the account itself. */
  readonly administrators: boolean;
  readonly registeredMailbox: boolean;
  /** Whether one account could do so again and again; all others end or undo something that is counted. */
  readonly isCounted: boolean;
}

const itself: Told = { administrators: false, registeredMailbox: false, isCounted: true };

/** For each notice who is told of it. */
const whoIsTold = {
  factor_added: itself,
  factor_removed: { ...itself, isCounted: false },
  recovery_codes_made: itself,
  recovery_code_used: { ...itself, administrators: true },
  reset_requested: { administrators: true, registeredMailbox: true, isCounted: true },
  reset_confirmed: { administrators: true, registeredMailbox: true, isCounted: true },
  called_off: { ...itself, isCounted: false },
} as const satisfies Readonly<Record<FactorNotice, Told>>;

/** Tells whoever has an account, and those who look after it, what happened to its factors. */
export function createFactorNotices(parts: FactorNoticeParts): FactorNotices {
  const { outbox, accounts, partyName } = parts;
  return async (about, id, by) => {
    const account = outbox.mailIsSetUp ? await accounts.account(id) : undefined;
    if (account === undefined) return [];
    const organisation = await partyName(account.party);
    const causedBy = whoIsTold[about].isCounted ? causeOf(account, by) : undefined;
    const own = mailAddress(account.email);
    const mails: Mail[] =
      own === undefined ? [] : [{ kind: 'notice', about, to: own, language: 'nl', organisation }];
    if (isForOthers(about)) {
      const others = (await othersTold(parts, account, whoIsTold[about])).filter((to) => !isSame(to, own));
      const notice = { kind: 'notice_to_others', about, person: account.name, organisation } as const;
      mails.push(...others.map((to) => ({ ...notice, to, language: 'nl' as const })));
    }
    return mails.flatMap((mail): readonly NewMessage[] => {
      const message = outbox.mail(mail, causedBy);
      return message === undefined ? [] : [message];
    });
  };
}

type ForOthers = {
  [About in FactorNotice]: (typeof whoIsTold)[About]['administrators'] extends true ? About : never;
}[FactorNotice];

function isForOthers(about: FactorNotice): about is ForOthers {
  return whoIsTold[about].administrators;
}

/** The operator at the command line is not counted. */
function causeOf({ id }: PortalAccount, by: Granter | undefined): PortalAccountId | undefined {
  if (by === undefined) return id;
  return by.kind === 'account' ? by.account : undefined;
}

/** Those who look after the account, and the mailbox of its board. */
async function othersTold(
  { everybodyOf, registeredMailbox, askedNow }: FactorNoticeParts,
  account: PortalAccount,
  told: Told,
): Promise<readonly MailAddress[]> {
  const { party } = account;
  const at = askedNow();
  const { all, party: everybody } = await everybodyOf(party);
  const looking = everybody.accounts
    .filter((each) => each.account !== account.id && looksAfter(each, account, everybody, at))
    .map((each) => each.account);
  const others = all.filter(({ id }) => looking.includes(id));
  const mailbox = told.registeredMailbox && party.kind === 'board' ? registeredMailbox(party.id) : undefined;
  return distinctMailAddresses([
    ...others.map(({ email }) => email),
    ...(mailbox === undefined ? [] : [mailbox]),
  ]);
}

/**
 * An administrator of the board, or of a school at which the account has a role. At the operator and a supplier everybody whose role
 * acts.
 */
function looksAfter(
  each: UsedAccount,
  { roles: held }: PortalAccount,
  everybody: PartyAccounts,
  at: AskedAt,
): boolean {
  const ofHeld = held.flatMap(({ schools }) => schools ?? []);
  return rolesInForce(each, everybody, at).some(({ role, schools }) => {
    if (each.party.kind !== 'board') return true;
    return role === 'administrator' && (schools?.some((school) => ofHeld.includes(school)) ?? true);
  });
}

function isSame(one: MailAddress, other: MailAddress | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
