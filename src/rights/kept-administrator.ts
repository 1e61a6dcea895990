import type { Finding } from '../domain/fault.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import { beyondWithdrawer, heldRole, notHeld, type AccountRoles, type Granting } from './granting.ts';
import { rolesInForce, type AskedAt } from './roles-in-force.ts';

/** Everybody who has an account at one board, and who stands in when the administrator is not there. */
export interface BoardAccounts {
  readonly accounts: readonly AccountRoles[];
  readonly standIn?: PortalAccountId;
}

/** Why somebody does not withdraw this role of this account; `undefined`: does. `board`: all accounts of its party. */
export function refusedWithdrawal(
  by: Granting,
  role: PortalRole,
  of: AccountRoles,
  board: BoardAccounts,
  at: AskedAt,
): Finding | undefined {
  const held = heldRole(of, role, at);
  if (held === undefined) return notHeld;
  return (
    beyondWithdrawer(by, held, of) ??
    (role === 'administrator' && isLastAdministrator(of.account, board, at) ? lastAdministrator : undefined)
  );
}

/** Whether a board would have nobody left who is administrator of the whole board now without this account. */
export function isLastAdministrator(
  account: PortalAccountId,
  { accounts }: BoardAccounts,
  at: AskedAt,
): boolean {
  const administrators = accounts.filter((each) => isAdministrator(each, at));
  return administrators.length === 1 && administrators[0]?.account === account;
}

/** What a board is warned of that depends on one person; `undefined`: it does not. */
export function withoutStandIn({ accounts, standIn }: BoardAccounts, at: AskedAt): Finding | undefined {
  const administrators = accounts.filter((each) => isAdministrator(each, at));
  const isNamed = administrators.some(({ account }) => account === standIn);
  return isNamed && administrators.length > 1
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

/** At some schools alone is not enough: nobody could grant a role at the others. */
function isAdministrator({ party, roles }: AccountRoles, at: AskedAt): boolean {
  return rolesInForce(roles, party, at).some(
    ({ role, schools }) => role === 'administrator' && schools === undefined,
  );
}
