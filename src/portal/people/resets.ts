import type { PortalAccount } from '../../domain/portal-accounts.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import { portalAddresses } from '../addresses.ts';
import { textField } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import { isReason } from '../reason.ts';
import type { EverybodyOf } from '../person-now.ts';
import { granterOf, type Portal, type Visitor } from '../visitor.ts';
import { mayReset, mayStillReset } from './may-reset.ts';
import type { Outcome } from './people-page.ts';
import { accountOfForm } from './account-of-form.ts';
import { showPeople } from './people.ts';
import { renderResetConfirmed } from './reset-part.ts';

/** The first of two people says that somebody lost their factors. Nothing is taken away before the second did. */
export async function requestReset(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account, everybody } = await accountOfForm(portal, exchange, visitor);
  const refusal = refusalOf(portal, visitor, account);
  if (refusal !== undefined) return refuse(portal, exchange, visitor, refusal);
  const reason = textField(exchange, 'reason').trim();
  if (!isReason(reason)) {
    return refuse(portal, exchange, visitor, { wrong: 'reason' });
  }
  const replaces = await staleRequest(portal, account, everybody);
  const asked = await portal.factors.requestReset(account.id, {
    by: granterOf(visitor),
    reason,
    // only a school tells the person whose account it is from whoever holds its link
    inPresence: saysTogether(exchange) && account.subject !== undefined,
    ...(replaces === undefined ? {} : { replaces }),
  });
  if (asked.outcome === 'refused') return refuse(portal, exchange, visitor, { resetRefused: asked.reason });
  return void seeOther(exchange.response, `${portalAddresses.people}?done`);
}

/** The second of them: the sessions of the account end here, and its factors when the wait is over. */
export async function confirmReset(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account, everybody } = await accountOfForm(portal, exchange, visitor);
  const refusal = refusalOf(portal, visitor, account);
  if (refusal !== undefined) return refuse(portal, exchange, visitor, refusal);
  const { reset } = await portal.factors.factorsOf(account.id);
  if (reset !== undefined && !mayStillReset(portal, reset.requestedBy, account, everybody)) {
    return refuse(portal, exchange, visitor, { resetRefused: 'requester_gone' });
  }
  const confirmed = await portal.factors.confirmReset(account.id, {
    by: granterOf(visitor),
    inPresence: saysTogether(exchange),
  });
  if (confirmed.outcome === 'refused') {
    return refuse(portal, exchange, visitor, { resetRefused: confirmed.reason });
  }
  return void sendPage(
    exchange.response,
    renderResetConfirmed({
      ...frameOf(exchange, visitor),
      account,
      link: `${portal.issuer}${portalAddresses.newKeyLink(confirmed.linkSecret)}`,
      opensAt: portal.momentOf(confirmed.opensAt),
    }),
  );
}

function saysTogether(exchange: HttpExchange): boolean {
  return textField(exchange, 'together') === 'yes';
}

/** A request whose asker may not ask any more keeps nobody else from asking. */
async function staleRequest(
  portal: Portal,
  account: PortalAccount,
  everybody: EverybodyOf,
): Promise<number | undefined> {
  const { reset } = await portal.factors.factorsOf(account.id);
  if (reset === undefined || mayStillReset(portal, reset.requestedBy, account, everybody)) return undefined;
  return reset.requestedAt;
}

function refusalOf(portal: Portal, { person }: Visitor, account: PortalAccount): Outcome | undefined {
  if (account.id === person.account) return { resetRefused: 'own_account' };
  return mayReset(portal, person, account) ? undefined : { wrong: 'other' };
}

function refuse(portal: Portal, exchange: HttpExchange, visitor: Visitor, outcome: Outcome): Promise<void> {
  exchange.response.status(403);
  return showPeople(portal, exchange, visitor, outcome);
}
