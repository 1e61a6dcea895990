import { Argument } from '@commander-js/extra-typings';
import type { Accounts } from '../accounts/accounts.ts';
import { portalAccountId, type PortalAccountId } from '../domain/ids.ts';
import type { PortalAccount } from '../domain/portal-accounts.ts';
import { usageFault } from './command.ts';
import { idOf } from './options.ts';

export const accountArgument = new Argument(
  '<account>',
  'id of the account, as portal list shows it',
).argParser((text) => idOf('<account>', text, portalAccountId));

/** Throws for an account that is not there. */
export async function accountNamed(accounts: Accounts, id: PortalAccountId): Promise<PortalAccount> {
  const account = await accounts.account(id);
  if (account === undefined) throw usageFault(`there is no account ${id}, or no longer`);
  return account;
}
