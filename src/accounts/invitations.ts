import { dayMillis, type Clock } from '../domain/clock.ts';
import type { ComparedAddress } from '../domain/compared-address.ts';
import type { Finding } from '../domain/fault.ts';
import { mailAddress } from '../domain/mail-address.ts';
import { SluisError } from '../domain/errors.ts';
import { invitationId, portalAccountId, type MessageId, type Subject } from '../domain/ids.ts';
import { isSameParty, type Party } from '../domain/party.ts';
import { isPlainText } from '../domain/plain-text.ts';
import type { Invitation, PortalAccount } from '../domain/portal-accounts.ts';
import type { Granter, HeldRole } from '../domain/portal-roles.ts';
import { unguessable, type Randomness } from '../domain/randomness.ts';
import { isHashOf, secretHash } from '../domain/secret-hash.ts';
import type { NewMessage } from '../domain/outbox.ts';
import type { AccountStore, SealedInvitation } from '../storage/stores/account-store.ts';
import type { AccountMail } from './account-mail.ts';
import { accountEvent } from './events.ts';
import type { AccountContents } from './content.ts';

/** Days that an invitation may be accepted. */
export const invitationDays = 7;
/** Of one party. */
const mostOpen = 100;
/** Characters of a name. */
const longestName = 100;

export type NewInvitation = Pick<Invitation, 'party' | 'name' | 'email' | 'roles' | 'signIn' | 'language'>;

/** Both are unguessable: the one stands in the link, the other in a cookie of the browser that took it up. */
export interface TakenInvitation {
  readonly secret: string;
  readonly browser: string;
}

export interface Accepted {
  /** Absent: the account is opened by a passkey alone. */
  readonly subject?: Subject;
  /** Where it is not the same, all roles wait until somebody confirms who accepted. */
  readonly comparedAddress: ComparedAddress;
  /** Whether an account may have roles of an invitation beside those that it holds; `undefined`: it may. */
  readonly refusal: (account: PortalAccount, added: readonly HeldRole[]) => Finding | undefined;
}

export interface Invitations {
  /** What the link holds is told once. A new invitation ends those to the same address at the same party. Throws `account.refused`. */
  invite(
    invited: NewInvitation,
    by: Granter,
  ): Promise<{ readonly invitation: Invitation; readonly secret: string }>;
  /** The same, and what the link holds is in the mail to the invited address alone: nobody else is told. Throws `outbox.too_many` as well. */
  inviteByMail(
    invited: NewInvitation,
    by: Granter,
  ): Promise<{ readonly invitation: Invitation; readonly message: MessageId }>;
  /**
   * `undefined`: unknown, expired, accepted, ended, or another browser has it; they all look the same. Looking uses up nothing:
   * scanners of mail open links.
   */
  invitation(secret: string, browser?: string): Promise<Invitation | undefined>;
  /** Binds it to this browser, for good. `undefined`: as for `invitation`. */
  takeUp(taken: TakenInvitation): Promise<Invitation | undefined>;
  /**
   * Makes the account, or adds the roles to the one that this login has at the party. `undefined`: as for `invitation`. A finding:
   * why this account does not have these roles; the invitation is still there.
   */
  accept(taken: TakenInvitation, accepted: Accepted): Promise<PortalAccount | Finding | undefined>;
  /** Without those that have expired. */
  invitationsOf(party: Party): Promise<readonly Invitation[]>;
  /** `false`: there is no such open invitation of this party. */
  withdrawInvitation(id: Invitation['id'], party: Party, by: Granter): Promise<boolean>;
}

interface InvitationParts {
  readonly store: AccountStore;
  readonly contents: AccountContents;
  readonly mail: AccountMail;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createInvitations(parts: InvitationParts): Invitations {
  const { store, contents, clock } = parts;
  return {
    async invite(invited, by) {
      const { invitation, secret } = newInvitation(parts, invited, by);
      await write(parts, { invitation, secret });
      return { invitation, secret };
    },
    async inviteByMail(invited, by) {
      const { invitation, secret } = newInvitation(parts, invited, by);
      const message = await parts.mail.invitation(invitation, secret, await accountOf(parts, by));
      await write(parts, { invitation, secret, message });
      return { invitation, message: message.id };
    },
    async invitation(secret, browser) {
      const found = await findSealed(parts, secret, browser);
      return found && contents.invitation(found);
    },
    async takeUp({ secret, browser }) {
      const found = await findSealed(parts, secret, browser);
      const isBound = found !== undefined && (await store.bindInvitation(found.id, secretHash(browser)));
      return isBound ? contents.invitation(found) : undefined;
    },
    accept: (taken, accepted) => accept(parts, taken, accepted),
    invitationsOf: (party) => openInvitations(parts, party),
    async withdrawInvitation(id, party, by) {
      const found = (await openInvitations(parts, party)).find((each) => each.id === id);
      if (found === undefined) return false;
      return store.endInvitation(id, [accountEvent('account.invitation_withdrawn', found, by, clock.now())]);
    },
  };
}

async function findSealed(
  { store, clock }: InvitationParts,
  secret: string,
  browser?: string,
): Promise<SealedInvitation | undefined> {
  const found = await store.invitationWith(secretHash(secret));
  if (found === undefined || found.expiresAt <= clock.now()) return undefined;
  const isOthers = found.browserHash !== undefined && !isHashOf(found.browserHash, browser);
  return isOthers ? undefined : found;
}

async function openInvitations(
  { store, contents, clock }: InvitationParts,
  party: Party,
): Promise<readonly Invitation[]> {
  return (await store.invitationsOf(party))
    .filter(({ expiresAt }) => expiresAt > clock.now())
    .map((found) => contents.invitation(found));
}

interface WrittenInvitation {
  readonly invitation: Invitation;
  readonly secret: string;
  readonly message?: NewMessage;
}

function newInvitation(
  { clock, randomness }: InvitationParts,
  invited: NewInvitation,
  by: Granter,
): WrittenInvitation {
  refuseUnusable(invited);
  const now = clock.now();
  const id = invitationId(randomness.uuid());
  if (id === undefined) throw new TypeError('a UUID has an unexpected shape');
  const expiresAt = now + invitationDays * dayMillis;
  return {
    invitation: { ...invited, id, invitedBy: by, invitedAt: now, expiresAt },
    secret: unguessable(randomness),
  };
}

/** The account of whoever did something; `undefined`: it was none, or it is gone. */
async function accountOf(
  { store, contents }: InvitationParts,
  by: Granter,
): Promise<PortalAccount | undefined> {
  const found = by.kind === 'account' ? await store.account(by.account) : undefined;
  return found && contents.account(found);
}

async function write(
  parts: InvitationParts,
  { invitation, secret, message }: WrittenInvitation,
): Promise<void> {
  const { store, contents } = parts;
  const { party, roles, invitedBy, invitedAt } = invitation;
  // who was invited and did not come is kept no longer
  await store.deleteExpired(invitedAt);
  const ends = (await openInvitations(parts, party)).filter((open) => isSameAddress(open, invitation));
  const outcome = await store.invite(
    contents.sealedInvitation(invitation, secretHash(secret)),
    { ends: ends.map((open) => open.id), mostOpen },
    [{ ...accountEvent('account.invited', invitation, invitedBy, invitedAt), task: rolesText(roles) }],
    message === undefined ? [] : [message],
  );
  if (outcome === 'invited') return;
  throw refused(
    `at most ${String(mostOpen)} invitations can be open. Withdraw one, or wait until one was accepted.`,
  );
}

async function accept(
  parts: InvitationParts,
  { secret, browser }: TakenInvitation,
  { subject, comparedAddress, refusal }: Accepted,
): Promise<PortalAccount | Finding | undefined> {
  const { store, contents, clock } = parts;
  const found = await findSealed(parts, secret, browser);
  if (found?.browserHash === undefined) return undefined;
  const invitation = contents.invitation(found);
  const before = await accountBefore(parts, invitation, subject);
  const refused = refusal(before, invitation.roles);
  if (refused !== undefined) return refused;
  const account = accountAfter(before, acceptedRoles(invitation, comparedAddress));
  const event = accountEvent(
    'account.accepted',
    account,
    { kind: 'account', account: account.id },
    clock.now(),
  );
  const outcome = await store.accept(
    { id: found.id, browserHash: secretHash(browser) },
    contents.sealedAccount(account),
    [{ ...event, task: rolesText(invitation.roles), reason: `address_${comparedAddress}` }],
    // the invited one hears of it too where a login that had an account took it up
    await parts.mail.notices('invitation_accepted', account.party, [account.email, invitation.email]),
  );
  if (outcome !== 'conflict') return outcome === 'gone' ? undefined : account;
  throw new SluisError('account.changed_meanwhile', `account ${account.id} changed during an acceptance`);
}

/** The account that this login has at the party, or a new one without roles, of version 0. */
async function accountBefore(
  { store, contents, clock, randomness }: InvitationParts,
  { party, name, email }: Invitation,
  subject: Subject | undefined,
): Promise<PortalAccount> {
  const sealed =
    subject && (await store.accountsWith(subject)).find((each) => isSameParty(each.party, party));
  if (sealed !== undefined) return contents.account(sealed);
  const id = portalAccountId(randomness.uuid());
  if (id === undefined) throw new TypeError('a UUID has an unexpected shape');
  const login = subject === undefined ? {} : { subject };
  return { id, party, version: 0, name, email, roles: [], ...login, madeAt: clock.now() };
}

/** A login has one account at a party: the roles of a further invitation are added to it. */
function accountAfter(before: PortalAccount, roles: readonly HeldRole[]): PortalAccount {
  const others = before.roles.filter(({ role }) => roles.every((added) => added.role !== role));
  return { ...before, version: before.version + 1, roles: [...others, ...roles] };
}

/** As they were granted where the login has the invited address; else nobody has confirmed any of them, whatever the role. */
function acceptedRoles({ roles }: Invitation, comparedAddress: ComparedAddress): readonly HeldRole[] {
  if (comparedAddress === 'same') return roles;
  return roles.map(({ confirmedBy: _by, confirmedAt: _at, ...role }) => ({ ...role, comparedAddress }));
}

function isSameAddress({ email: one }: Pick<Invitation, 'email'>, { email: other }: NewInvitation): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function refuseUnusable({ name, email, roles }: NewInvitation): void {
  if (name.trim() === '' || name.length > longestName || !isPlainText(name)) {
    throw refused(`a name has 1 to ${String(longestName)} characters, without markup and addresses of pages`);
  }
  if (mailAddress(email) === undefined) throw refused('an e-mail address looks like name@school.example');
  if (roles.length === 0) throw refused('an invitation is for at least one role');
}

function refused(message: string): SluisError {
  return new SluisError('account.refused', message);
}

/** For the audit trail, where a reader asks for events by it. */
export function rolesText(roles: readonly HeldRole[]): string {
  return roles.map(({ role }) => role).join(' ');
}
