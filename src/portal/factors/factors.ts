import { mayHaveTotp } from '../../factors/adding.ts';
import { factorId } from '../../domain/ids.ts';
import type { FactorProof } from '../../domain/factors.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import { sendPage } from '../../http/send-page.ts';
import { portalAddresses } from '../addresses.ts';
import { jsonField, textField } from '../form-fields.ts';
import { frameOf } from '../frame.ts';
import type { FactorTrouble } from '../languages/messages.ts';
import { rolesHeld, wishOf, type Portal, type Visitor } from '../visitor.ts';
import { confirmFactorBefore } from './confirm.ts';
import { renderAddApp, renderFactors, renderNewCodes } from './factors-page.ts';
import { troubleOf } from './trouble.ts';

export async function showFactors(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  trouble?: FactorTrouble,
): Promise<void> {
  const { account, factors: all } = visitor;
  // to whoever comes to add one nothing is shown of those that there are
  const factors = visitor.standing === 'to_add' ? { factors: [] } : all;
  const begun = await portal.factors.beginPasskey(account.id, {
    ...wishOf(visitor),
    userName: account.name,
  });
  const mayAdd = begun.outcome === 'begun';
  const hasApp = all.factors.some(({ kind }) => kind === 'totp');
  if (trouble !== undefined) exchange.response.status(403);
  sendPage(
    exchange.response,
    renderFactors({
      ...frameOf(exchange, visitor),
      factors: factors.factors.map(({ id, kind, name, addedAt }) => ({
        id,
        kind,
        name,
        addedOn: portal.dayOf(addedAt),
      })),
      codesLeft: all.recoveryCodes?.left,
      newPasskey: mayAdd ? begun.options : undefined,
      mayAddApp: mayAdd && !hasApp && mayHaveTotp(rolesHeld(account)),
      confirmAddress:
        mayAdd || factors.factors.length === 0 ? undefined : confirmFactorBefore(portalAddresses.factors),
      trouble,
    }),
  );
}

export async function addPasskey(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account } = visitor;
  const name = textField(exchange, 'name');
  const outcome = await portal.factors.addPasskey(account.id, jsonField(exchange, 'answer'), name);
  if (outcome.outcome !== 'added') return showFactors(portal, exchange, visitor, troubleOf(outcome));
  return goOnWith(portal, exchange, visitor, outcome.proof);
}

/** The secret is shown once: asking for the page again makes another one. */
export async function showAddApp(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  return sendAddApp(portal, exchange, visitor);
}

export async function addApp(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account } = visitor;
  const [code, name] = [textField(exchange, 'code'), textField(exchange, 'name')];
  const outcome = await portal.factors.confirmTotp(account.id, code, name);
  if (outcome.outcome !== 'added') return sendAddApp(portal, exchange, visitor, troubleOf(outcome));
  return goOnWith(portal, exchange, visitor, outcome.proof);
}

async function sendAddApp(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
  trouble?: FactorTrouble,
): Promise<void> {
  const { account } = visitor;
  const begun = await portal.factors.beginTotp(account.id, { ...wishOf(visitor), label: account.email });
  if (begun.outcome !== 'begun') {
    const why = begun.outcome === 'not_for_roles' ? 'notForRoles' : 'notAllowed';
    return showFactors(portal, exchange, visitor, why);
  }
  if (trouble !== undefined) exchange.response.status(403);
  const { secret, uri } = begun;
  return void sendPage(
    exchange.response,
    renderAddApp({ ...frameOf(exchange, visitor), secret, uri, trouble }),
  );
}

/** Whoever added a factor has it. */
async function goOnWith(
  portal: Portal,
  { request, response }: HttpExchange,
  { session }: Visitor,
  factor: FactorProof,
): Promise<void> {
  await portal.sessions.replace(request, response, { ...session, factor });
  seeOther(response, portalAddresses.factors);
}

export async function makeRecoveryCodes(
  portal: Portal,
  exchange: HttpExchange,
  visitor: Visitor,
): Promise<void> {
  const { account, session } = visitor;
  const roles = rolesHeld(account);
  const made =
    session.factor && (await portal.factors.makeRecoveryCodes(account.id, { proof: session.factor, roles }));
  if (made?.outcome !== 'made') return showFactors(portal, exchange, visitor, 'notAllowed');
  const { codes } = made;
  return void sendPage(exchange.response, renderNewCodes({ ...frameOf(exchange, visitor), codes }));
}

export async function removeFactor(portal: Portal, exchange: HttpExchange, visitor: Visitor): Promise<void> {
  const { account, session } = visitor;
  const id = factorId(textField(exchange, 'factor'));
  const proof = session.factor;
  if (id === undefined || proof === undefined) return showFactors(portal, exchange, visitor, 'notAllowed');
  const removed = await portal.factors.removeFactor(account.id, id, { proof, roles: rolesHeld(account) });
  switch (removed.outcome) {
    case 'removed':
    case 'not_there':
      return void seeOther(exchange.response, portalAddresses.factors);
    case 'last':
      return showFactors(portal, exchange, visitor, 'last');
    case 'not_allowed':
      return showFactors(portal, exchange, visitor, 'notAllowed');
  }
}
