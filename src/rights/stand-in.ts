import type { PortalAccountId } from '../domain/ids.ts';
import type { PartyAccounts } from './account-roles.ts';
import type { AskedAt } from './asked-at.ts';
import { isAdministratorOfAll, rolesIfUsed } from './roles-if-used.ts';

/**
 * Who stands in for the administrator of a board; `undefined`: nobody. Somebody who was named is it only by the role that they
 * had then: whoever lost it and became administrator again has to be named again.
 */
export function standInOf({ accounts, standIn }: PartyAccounts, at: AskedAt): PortalAccountId | undefined {
  if (standIn === undefined) return undefined;
  const named = accounts.find(({ account }) => account === standIn.account);
  const roles = named === undefined ? [] : rolesIfUsed(named, at);
  const isStill = roles.some((role) => isAdministratorOfAll(role) && role.confirmedAt <= standIn.namedAt);
  return isStill ? standIn.account : undefined;
}
