import type { PortalRole } from '../../domain/portal-roles.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { sendPage } from '../../http/send-page.ts';
import { refusedConfirmation } from '../../rights/granting.ts';
import { mayAnywhere } from '../../rights/role-tasks.ts';
import { lapsedRoles } from '../../rights/roles-in-force.ts';
import { waitingOffers } from '../agreements/waiting-offers.ts';
import { portalAddresses } from '../addresses.ts';
import { textIn } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { formKeptFor } from '../kept-forms.ts';
import { schoolNamesOf } from '../names.ts';
import { shownAccount } from '../people/shown-account.ts';
import { accountRolesOf, askedNow, everybodyOf, type EverybodyOf } from '../person-now.ts';
import { endingServices } from '../services/ending-services.ts';
import { draftsToJudge } from '../services/drafts/drafts-to-judge.ts';
import { laterChanges } from '../services/later/changes-of-schools.ts';
import type { Portal, Visitor } from '../visitor.ts';
import { losesFactors } from './loses-factors.ts';
import { missingStandIn } from './missing-stand-in.ts';
import { isReviewDue, mayReview, whatIsSeen } from './review-due.ts';
import type { ShownReview } from './review-part.ts';
import { roleForBoardCode } from './role-for-board-code.ts';
import { renderToday } from './today-page.ts';
import type { WrongToday } from './wrong-today.ts';

/** Addresses to which forms of the first page post, and which ask for a factor. */
export const todayForms: readonly string[] = [portalAddresses.boardCode, portalAddresses.reviewPeople];

const statuses: Readonly<Record<WrongToday, number>> = {
  code: 403,
  review_changed: 409,
  review_not_allowed: 403,
};

/** The first page: what needs somebody, or that nothing does. */
export function showToday(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return sendToday(portal, exchange, visitor);
}

export async function sendToday(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { wrong }: { readonly wrong?: WrongToday } = {},
): Promise<void> {
  const { account, factors } = visitor;
  const everybody = await everybodyOf(portal, account.party);
  const kept = wrong === undefined ? await formKeptFor(portal, visitor, todayForms) : undefined;
  if (wrong !== undefined) exchange.response.status(statuses[wrong]);
  sendPage(
    exchange.response,
    renderToday({
      ...frameOf(exchange, visitor),
      name: account.name,
      waiting: account.roles.filter(({ confirmedAt }) => confirmedAt === undefined).map(({ role }) => role),
      lapsed: lapsedRoles(accountRolesOf(account), everybody.party, askedNow(portal)).map(({ role }) => role),
      toConfirm: rolesToConfirm(portal, visitor, everybody),
      typesCode: roleForBoardCode(portal, visitor, everybody) !== undefined,
      filledCode: kept && textIn(kept.fields, 'code'),
      hasKeptForm: kept !== undefined,
      hasOneFactor: factors.factors.length === 1,
      losesFactors: losesFactors(portal, visitor, everybody.all),
      missingStandIn: missingStandIn(portal, visitor, everybody),
      review: shownReview(portal, visitor, everybody),
      isReviewed: exchange.request.query['reviewed'] !== undefined,
      wrong,
      schoolName: schoolNamesOf(portal.register.current()),
      offers: await waitingOffers(portal, visitor),
      ending: await endingServices(portal, visitor),
      later: await laterChanges(portal, visitor),
      toJudge: await draftsToJudge(portal, visitor),
    }),
  );
}

/** Of everybody at the party, as far as this visitor could confirm them for the first time. */
function rolesToConfirm(
  portal: Portal,
  { person }: Visitor,
  { all, party }: EverybodyOf,
): readonly { readonly name: string; readonly role: PortalRole }[] {
  if (!mayAnywhere(person, 'people.confirm')) return [];
  const at = askedNow(portal);
  return all.flatMap((account) =>
    account.roles
      .filter(({ confirmedAt }) => confirmedAt === undefined)
      .filter(
        ({ role }) => refusedConfirmation(person, role, accountRolesOf(account), party, at) === undefined,
      )
      .map(({ role }) => ({ name: account.name, role })),
  );
}

/** `undefined`: it is not time to ask, or not this visitor who is asked. */
function shownReview(portal: Portal, visitor: Visitor, everybody: EverybodyOf): ShownReview | undefined {
  if (!mayReview(visitor) || !isReviewDue(portal, everybody)) return undefined;
  const { all, review } = everybody;
  return {
    accounts: all.map((account) => shownAccount(portal, visitor, account, everybody)),
    seen: whatIsSeen(everybody),
    lastOn: review && portal.dayOf(review.at),
  };
}
