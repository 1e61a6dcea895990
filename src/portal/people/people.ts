import type { Invitation, PortalAccount } from '../../domain/portal-accounts.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { beyondInviter } from '../../rights/granting.ts';
import { mayAnywhere, whereMay } from '../../rights/role-tasks.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import { partyName, schoolNamesOf } from '../names.ts';
import { everybodyOf } from '../person-now.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { keptPeopleForm, peopleForms } from './kept-people-form.ts';
import { shownReset } from './may-reset.ts';
import { renderPeople, type Outcome, type ShownInvitation } from './people-page.ts';
import { shownAccount } from './shown-account.ts';

/** Everybody who has an account at the party, as far as this visitor sees them, and who is invited. */
export async function showPeople(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  outcome?: Outcome,
): Promise<void> {
  const { person } = visitor;
  const register = portal.register.current();
  const everybody = await everybodyOf(portal, person.party);
  const { all, review } = everybody;
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
            ...shownAccount(portal, visitor, account, everybody),
            reset: await shownReset(portal, visitor, account, everybody),
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
      review:
        review === undefined || whereMay(person, 'people.see') !== 'everywhere'
          ? undefined
          : { on: portal.dayOf(review.at), by: all.find(({ id }) => id === review.by)?.name },
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
