import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { PortalRole } from '../../domain/portal-roles.ts';
import { refusedConfirmation } from '../../rights/granting.ts';
import { mayAnywhere } from '../../rights/role-tasks.ts';
import { portalAddresses } from '../addresses.ts';
import { textIn } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import { roleForBoardCode } from './role-for-board-code.ts';
import { accountRolesOf, askedNow, type Portal, type Visitor } from '../visitor.ts';
import { dependsOn } from './depends-on.ts';
import { losesFactors } from './loses-factors.ts';
import { renderToday } from './today-page.ts';

/** The first page: what needs somebody, or that nothing does. */
export function showToday(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return sendToday(portal, exchange, visitor, { isCodeWrong: false });
}

export async function sendToday(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { isCodeWrong }: { readonly isCodeWrong: boolean },
): Promise<void> {
  const { account, factors } = visitor;
  if (isCodeWrong) exchange.response.status(403);
  const all = await portal.accounts.accountsOf(account.party);
  const kept = await formKeptFor(portal, visitor, [portalAddresses.boardCode]);
  sendPage(
    exchange.response,
    renderToday({
      ...frameOf(exchange, visitor),
      name: account.name,
      waiting: account.roles.filter(({ confirmedAt }) => confirmedAt === undefined).map(({ role }) => role),
      toConfirm: rolesToConfirm(portal, visitor, all),
      typesCode: roleForBoardCode(portal, visitor, all) !== undefined,
      isCodeWrong,
      filledCode: kept && textIn(kept.fields, 'code'),
      hasKeptForm: kept !== undefined,
      hasOneFactor: factors.factors.length === 1,
      losesFactors: losesFactors(portal, visitor, all),
      isOnlyAdministrator: dependsOn(portal, visitor, all),
    }),
  );
}

/** Of everybody at the party, as far as this visitor could confirm them. */
function rolesToConfirm(
  portal: Portal,
  { person }: Visitor,
  all: readonly PortalAccount[],
): readonly { readonly name: string; readonly role: PortalRole }[] {
  if (!mayAnywhere(person, 'people.confirm')) return [];
  const at = askedNow(portal);
  return all.flatMap((account) =>
    account.roles
      .filter(({ role }) => refusedConfirmation(person, role, accountRolesOf(account), at) === undefined)
      .map(({ role }) => ({ name: account.name, role })),
  );
}
