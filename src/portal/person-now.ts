import type { Party } from '../domain/party.ts';
import type { PartyPeople, PortalAccount } from '../domain/portal-accounts.ts';
import type { PartyAccounts, UsedAccount } from '../rights/account-roles.ts';
import type { AskedAt } from '../rights/asked-at.ts';
import type { PortalPerson } from '../rights/portal-person.ts';
import { isInUse, rolesInForce } from '../rights/roles-in-force.ts';
import type { PortalParts } from './parts.ts';

/** Everybody of a party as they are at one moment: for people to see, and for what rights are asked of. */
export interface EverybodyOf extends PartyPeople {
  readonly all: readonly PortalAccount[];
  readonly party: PartyAccounts;
}

export async function everybodyOf(
  { accounts }: Pick<PortalParts, 'accounts'>,
  party: Party,
): Promise<EverybodyOf> {
  const [all, people] = await Promise.all([accounts.accountsOf(party), accounts.peopleOf(party)]);
  const { standIn } = people;
  return {
    ...people,
    all,
    party: { accounts: all.map(accountRolesOf), ...(standIn === undefined ? {} : { standIn }) },
  };
}

/** What has to be known to say which roles act. */
type PersonParts = Pick<PortalParts, 'accounts' | 'today' | 'clock' | 'register'>;

/** Somebody with the roles that act at this moment. */
export async function personNow(portal: PersonParts, account: PortalAccount): Promise<PortalPerson> {
  const of = accountRolesOf(account);
  const isAlone = isInUse(of, askedNow(portal));
  const party = isAlone ? { accounts: [of] } : (await everybodyOf(portal, account.party)).party;
  return personOf(portal, account, party);
}

/** The same where every account of the party is at hand. */
export function personOf(portal: PersonParts, account: PortalAccount, party: PartyAccounts): PortalPerson {
  const roles = rolesInForce(accountRolesOf(account), party, askedNow(portal));
  return { account: account.id, party: account.party, roles };
}

export function accountRolesOf({ id, party, roles, subject, lastUsedOn }: PortalAccount): UsedAccount {
  return {
    account: id,
    party,
    roles,
    signIn: subject === undefined ? 'passkey' : 'school',
    ...(lastUsedOn === undefined ? {} : { lastUsedOn }),
  };
}

/** What rights are asked of: this moment, and the register as this node knows it. */
export function askedNow({
  today,
  clock,
  register,
}: Pick<PortalParts, 'today' | 'clock' | 'register'>): AskedAt {
  const current = register.current();
  return { today: today(), now: clock.now(), register: { get: (_kind, id) => current.school(id) } };
}
