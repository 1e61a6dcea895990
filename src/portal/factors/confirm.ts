import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import { proves } from '../../factors/adding.ts';
import type { HasToWait, ProvedFactor, RefusedFactor } from '../../factors/outcomes.ts';
import { portalAddresses } from '../addresses.ts';
import { jsonField, textField } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import type { FactorTrouble } from '../languages/messages.ts';
import { rolesHeld, type Portal, type Visitor } from '../visitor.ts';
import { renderConfirm } from './confirm-page.ts';
import { troubleOf } from './trouble.ts';

/** Where somebody may go on after showing a factor: pages of ours alone, whatever an address says. */
const onwards: ReadonlySet<string> = new Set([
  portalAddresses.home,
  portalAddresses.factors,
  portalAddresses.account,
  portalAddresses.people,
  portalAddresses.invite,
  portalAddresses.schools,
  portalAddresses.questions,
  portalAddresses.agreements,
]);
/** A form of a school, a page of what a service gets there, its form, who asks there, and a person who was found. */
const formOfSchool =
  /^\/portal\/(?:schools\/[a-z0-9-]{1,64}(?:\/questions|\/services\/[a-z0-9-]{1,64}(?:\/(?:versions\/[1-9]\d{0,8}|(?:failed|drafts)\/[0-9a-f-]{36}))?(?:\/(?:access|change))?)?|questions\/[\w-]{43})$/;

/** A form of an agreement: to sign it, to do something else with it, or to switch a service on under it. */
const formOfAgreement =
  /^\/portal\/agreements\/[a-z0-9-]{1,64}\/(?:sign|acts\/[a-z-]{1,20}|services\/[a-z0-9-]{1,64})$/;

/** The page that asks for a factor, and leads on to another one. */
export function confirmFactorBefore(address: string): string {
  return `${portalAddresses.confirmFactor}?${new URLSearchParams({ to: address }).toString()}`;
}

export function onwardsTo(wanted: unknown): string {
  if (typeof wanted !== 'string') return portalAddresses.home;
  return onwards.has(wanted) || formOfSchool.test(wanted) || formOfAgreement.test(wanted)
    ? wanted
    : portalAddresses.home;
}

export function showConfirm(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return sendConfirm(portal, exchange, visitor, { to: onwardsTo(exchange.request.query['to']) });
}

export async function confirmByPasskey(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const to = onwardsTo(textField(exchange, 'to'));
  const answer = jsonField(exchange, 'answer');
  const outcome = await portal.factors.verifyPasskey(visitor.account.id, answer, 'sign_in');
  return goOn(portal, exchange, visitor, { to, outcome });
}

export async function confirmByApp(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const to = onwardsTo(textField(exchange, 'to'));
  const { account } = visitor;
  const roles = rolesHeld(account);
  const outcome = await portal.factors.verifyTotp(account.id, textField(exchange, 'code'), {
    purpose: to === portalAddresses.factors ? 'change_factors' : 'sign_in',
    roles,
  });
  return goOn(portal, exchange, visitor, { to, outcome });
}

/** Whoever showed a factor goes on; to everybody else the page says what is wrong. */
async function goOn(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  { to, outcome }: { readonly to: string; readonly outcome: ProvedFactor | RefusedFactor | HasToWait },
): Promise<void> {
  if (outcome.outcome !== 'proved') {
    return sendConfirm(portal, exchange, visitor, { to, trouble: troubleOf(outcome) });
  }
  const { request, response } = exchange;
  await portal.sessions.replace(request, response, { ...visitor.session, factor: outcome.proof });
  seeOther(response, to);
}

export async function sendConfirm(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  {
    to,
    trouble,
    opensAt,
  }: { readonly to: string; readonly trouble?: FactorTrouble; readonly opensAt?: number },
): Promise<void> {
  const { account, factors } = visitor;
  const kinds = new Set(factors.factors.map(({ kind }) => kind));
  // whoever became administrator since adds a passkey with the codes that were enough until then
  const isAppEnough =
    proves(rolesHeld(account), 'totp') || (to === portalAddresses.factors && !kinds.has('passkey'));
  if (trouble !== undefined) exchange.response.status(403);
  sendPage(
    exchange.response,
    renderConfirm({
      ...frameOf(exchange, visitor),
      passkey: kinds.has('passkey') ? await portal.factors.challenge(account.id, 'sign_in') : undefined,
      hasApp: kinds.has('totp') && isAppEnough,
      hasRecoveryCodes: (factors.recoveryCodes?.left ?? 0) > 0,
      opensAt: opensAt === undefined ? undefined : portal.momentOf(opensAt),
      to,
      trouble,
    }),
  );
}
