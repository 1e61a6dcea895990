import type { Finding } from '../domain/fault.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import type { AccountRoles, PartyAccounts, UsedAccount } from './account-roles.ts';
import type { AskedAt } from './asked-at.ts';
import { beyondWithdrawer, heldRole, notHeld, type Granting } from './granting.ts';
import type { PortalPerson } from './portal-person.ts';
import { isAdministratorOfAll } from './roles-if-used.ts';
import { rolesInForce } from './roles-in-force.ts';
import { whereMay } from './role-tasks.ts';
import { standInOf } from './stand-in.ts';

/** Why somebody does not withdraw this role of this account; `undefined`: does. `party`: every account of its party. */
export function refusedWithdrawal(
  by: Granting,
  role: PortalRole,
  of: AccountRoles,
  party: PartyAccounts,
  at: AskedAt,
): Finding | undefined {
  const held = heldRole(of, role, at);
  if (held === undefined) return notHeld;
  return (
    beyondWithdrawer(by, held, of) ??
    (role === 'administrator' && isLastAdministrator(of.account, party, at) ? lastAdministrator : undefined)
  );
}

/** Why somebody does not name this account as stand-in of the board; `undefined`: does. */
export function refusedStandIn(
  by: PortalPerson,
  account: PortalAccountId,
  party: PartyAccounts,
  at: AskedAt,
): Finding | undefined {
  if (whereMay(by, 'people.stand_in') !== 'everywhere') return notNaming;
  if (by.account === account) return ownStandIn;
  if (!administratorsOf(party, at).some((each) => each.account === account)) return noAdministrator;
  return standInOf(party, at) === account ? standInAlready : undefined;
}

/** Whether anybody is administrator of the whole board now. */
export function hasAdministrator(party: PartyAccounts, at: AskedAt): boolean {
  return administratorsOf(party, at).length > 0;
}

/** Whether a board would have nobody left who is administrator of the whole board now without this account. */
export function isLastAdministrator(account: PortalAccountId, party: PartyAccounts, at: AskedAt): boolean {
  const administrators = administratorsOf(party, at);
  return administrators.length === 1 && administrators[0]?.account === account;
}

/** What a board is warned of that depends on one person; `undefined`: it does not. */
export function withoutStandIn(party: PartyAccounts, at: AskedAt): Finding | undefined {
  const isNamed = standInOf(party, at) !== undefined;
  return isNamed && administratorsOf(party, at).length > 1
    ? undefined
    : {
        path: [],
        problem: 'nobody stands in for the administrator of this board',
        remedy: 'make a second person administrator, and name that person as stand-in',
      };
}

const lastAdministrator: Finding = {
  path: ['role'],
  problem: 'this is the last administrator of the board',
  remedy: 'make somebody else administrator first, and have that confirmed; the operator can do both',
};
const notNaming: Finding = {
  path: [],
  problem: 'an administrator of the whole board names the stand-in',
  remedy: 'ask an administrator of the board',
};
const ownStandIn: Finding = {
  path: [],
  problem: 'nobody names himself as stand-in',
  remedy: 'name another administrator',
};
const noAdministrator: Finding = {
  path: ['role'],
  problem: 'a stand-in is an administrator of the whole board whose role acts',
  remedy: 'make that person administrator first, and have that confirmed',
};
const standInAlready: Finding = {
  path: [],
  problem: 'this account stands in for the administrator',
  remedy: 'there is nothing to do',
};

function administratorsOf(party: PartyAccounts, at: AskedAt): readonly UsedAccount[] {
  return party.accounts.filter((each) => rolesInForce(each, party, at).some(isAdministratorOfAll));
}
