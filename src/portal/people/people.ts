import type { Invitation, PortalAccount } from '../../domain/portal-accounts.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { beyondInviter, refusedConfirmation } from '../../rights/granting.ts';
import { refusedWithdrawal } from '../../rights/kept-administrator.ts';
import { mayAnywhere, whereMay } from '../../rights/role-tasks.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import { partyName, schoolNamesOf } from '../names.ts';
import { accountRolesOf, askedNow, type Portal, type Visitor } from '../visitor.ts';
import { keptPeopleForm, peopleForms } from './kept-people-form.ts';
import { shownReset } from './may-reset.ts';
import { renderPeople, type Outcome, type ShownAccount, type ShownInvitation } from './people-page.ts';

/** Everybody who has an account at the party, as far as this visitor sees them, and who is invited. */
export async function showPeople(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  outcome?: Outcome,
): Promise<void> {
  const { person } = visitor;
  const register = portal.register.current();
  const all = await portal.accounts.accountsOf(person.party);
  const invitations = await portal.accounts.invitationsOf(person.party);
  const said =
    outcome ?? (exchange.request.query['done'] === undefined ? undefined : { done: true as const });
  const kept =
    said === undefined ? keptPeopleForm(await formKeptFor(portal, visitor, peopleForms)) : undefined;
  sendPage(
    exchange.response,
    renderPeople({
      ...frameOf(exchange, visitor),
      partyName: partyName(person.party, register),
      accounts: await Promise.all(
        all
          .filter((account) => isSeenBy(visitor, account))
          .map(async (account) => ({
            ...shownAccount(portal, visitor, account, all),
            reset: await shownReset(portal, visitor, account, all),
          })),
      ),
      invitations: invitations
        .filter(({ roles }) => concernsWhatIsSeen(visitor, roles))
        .map((invitation): ShownInvitation => ({
          invitation,
          openUntil: portal.dayOf(invitation.expiresAt),
          mayWithdraw: mayWithdrawInvitation(visitor, invitation),
        })),
      mayInvite: mayAnywhere(person, 'people.invite'),
      schoolName: schoolNamesOf(register),
      outcome: said,
      kept,
      hasKeptForm: kept !== undefined,
    }),
  );
}

/** Whoever sees people at some schools alone sees those who have a role there, and himself. */
export function isSeenBy(visitor: Visitor, account: PortalAccount): boolean {
  return account.id === visitor.account.id || concernsWhatIsSeen(visitor, account.roles);
}

function concernsWhatIsSeen({ person }: Visitor, roles: PortalAccount['roles']): boolean {
  const where = whereMay(person, 'people.see');
  if (where === 'everywhere') return true;
  return roles.some(({ schools }) => schools?.some((school) => where.includes(school)));
}

/** Whoever sees it and could grant all of its roles, at all of its schools. */
export function mayWithdrawInvitation(
  visitor: Visitor,
  { party, roles }: Pick<Invitation, 'party' | 'roles'>,
): boolean {
  return concernsWhatIsSeen(visitor, roles) && beyondInviter(visitor.person, roles, party) === undefined;
}

function shownAccount(
  portal: Portal,
  { person }: Visitor,
  account: PortalAccount,
  all: readonly PortalAccount[],
): ShownAccount {
  const at = askedNow(portal);
  const of = accountRolesOf(account);
  const board = { accounts: all.map(accountRolesOf) };
  return {
    account,
    isOwn: account.id === person.account,
    roles: account.roles.map((held) => ({
      held,
      mayConfirm: refusedConfirmation(person, held.role, of, at) === undefined,
      mayWithdraw: refusedWithdrawal(person, held.role, of, board, at) === undefined,
    })),
  };
}
