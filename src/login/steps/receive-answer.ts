import type { Request } from 'express';
import { SluisError } from '../../domain/errors.ts';
import { idpId } from '../../domain/ids.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { seeOther } from '../../http/see-other.ts';
import type { IdentityProvider, Versioned } from '../../register/model/register.ts';
import { closedGate, type ClosedGate } from '../../release/closed-gate.ts';
import type { Arrival, PendingVisit } from '../../session/session-records.ts';
import type { LoginAnswer } from '../../upstream/school-idp.ts';
import { isAboutAccount } from '../about-account.ts';
import { loginAddresses } from '../addresses.ts';
import { arrived } from '../arrival.ts';
import type { LoginParts } from '../parts.ts';
import type { AnswerStep } from '../step.ts';

/** An IdP could not prove that the person signed in as freshly as the service asked. */
const unprovenCodes: ReadonlySet<string> = new Set([
  'saml.authentication_too_old',
  'saml.authentication_missing',
  'oidc.reauthentication_unproven',
]);

/** What the IdP itself said instead of signing somebody in, such as SAML's NoAuthnContext or `login_required`. */
const answeredWithError: ReadonlySet<string> = new Set(['saml.status', 'oidc.refused_by_idp']);

/** The SAML assertion consumer: a form that the IdP lets the browser post. */
export const receiveSamlAnswer: AnswerStep = (parts, exchange) =>
  receiveAnswer(parts, exchange, 'saml', {
    body: fieldsOf(exchange.request.body),
    rawQuery: rawQueryOf(exchange.request),
  });

/** The OpenID Connect callback: a redirect of the IdP. */
export const receiveOidcAnswer: AnswerStep = (parts, exchange) =>
  receiveAnswer(parts, exchange, 'oidc', { body: {}, rawQuery: rawQueryOf(exchange.request) });

/**
 * The school's answer, of both protocols alike. Works without any cookie, since
 * a cross-site POST brings none: it verifies, uses up request and assertion, keeps the result, and redirects to
 * an address of ours where the cookie has to prove that it is the browser which began. The ticket in that address
 * is known only to the browser that brought the answer, so the two have to be the same. An answer that came with the
 * cookie proves both at once, and is not kept.
 */
async function receiveAnswer(
  parts: LoginParts,
  exchange: HttpExchange,
  protocol: 'saml' | 'oidc',
  answer: LoginAnswer,
): Promise<void> {
  const id = idpId(String(exchange.request.params['idp']));
  const idp = id && parts.register.current().idp(id);
  if (idp?.record.protocol.kind !== protocol) {
    throw new SluisError('http.not_found', 'no IdP answers at this address', { whoseTurn: 'operator' });
  }
  const visit = await findVisit(parts, exchange, idp, answer);
  const { response } = exchange;
  const closed = closedGate({ idp: idp.record }, parts.today());
  if (closed !== undefined) {
    seeOther(response, await rejected(parts, idp.record, visit, closed));
    return;
  }
  const judged = await judge(parts, exchange, idp, answer, visit);
  if ('address' in judged) seeOther(response, judged.address);
  else await goOn(parts, exchange, judged, protocol);
}

/** On with the sign-in in the browser that began: in this request, when its cookie proves that, and else in the next. */
async function goOn(
  parts: LoginParts,
  exchange: HttpExchange,
  arrival: Arrival,
  protocol: 'saml' | 'oidc',
): Promise<void> {
  const { request, response } = exchange;
  const { transaction } = arrival;
  const waiting =
    protocol === 'oidc' ? await parts.interactions.waitingHere(request, response, transaction) : undefined;
  if (waiting !== undefined) return arrived(parts, exchange, waiting, arrival);
  seeOther(response, loginAddresses.arrived(transaction, await parts.transactions.rememberArrival(arrival)));
}

/** The IdP was switched off, or its last day passed, while somebody was there: its answer is not even read. */
async function rejected(
  parts: LoginParts,
  { id }: IdentityProvider,
  { transaction }: PendingVisit,
  { reason }: ClosedGate,
): Promise<string> {
  await parts.ledger.audit({ type: 'login.rejected', reason, idp: id });
  return loginAddresses.idpClosed(transaction, id);
}

/**
 * Over its limit an address is turned away only with what belongs to no visit: an answer to a visit that was begun here
 * is judged, whatever else comes from that address.
 */
async function findVisit(
  parts: LoginParts,
  exchange: HttpExchange,
  idp: Versioned<IdentityProvider>,
  answer: LoginAnswer,
): Promise<PendingVisit> {
  const handle = await parts.schoolSide.handleOf(idp, answer);
  const visit = handle && (await parts.transactions.findVisit(handle));
  // an answer of another IdP than the one that was visited is a mix-up, whoever signed it
  if (visit?.pending.idpId !== idp.record.id) {
    await parts.limits.unaskedAnswer(exchange);
    throw new SluisError('login.transaction_unknown', 'no visit waits for this answer', {
      whoseTurn: 'person',
    });
  }
  if (!(await parts.transactions.mayAnswer(visit.pending.handle))) {
    await parts.limits.unaskedAnswer(exchange);
    throw new SluisError('login.too_many_answers', 'the visit was answered too often', {
      whoseTurn: 'person',
    });
  }
  return visit;
}

/** Who signed in, or where the browser goes when nobody did. */
async function judge(
  parts: LoginParts,
  exchange: HttpExchange,
  idp: Versioned<IdentityProvider>,
  answer: LoginAnswer,
  visit: PendingVisit,
): Promise<Arrival | { readonly address: string }> {
  const { transaction, pending } = visit;
  try {
    const assertion = await parts.schoolSide.verify(exchange, idp, answer, pending);
    const firstUse = await parts.transactions.useOnce({
      handle: pending.handle,
      idp: idp.record.id,
      assertionId: assertion.assertionId,
      replayableUntil: assertion.replayableUntil,
    });
    if (!firstUse) {
      throw new SluisError('login.replayed', 'the answer was used before', { whoseTurn: 'person' });
    }
    const identity = await parts.schoolSide.identify(assertion, idp.record);
    return { transaction, identity };
  } catch (error) {
    if (error instanceof SluisError) return { address: await addressAfter(parts, exchange, visit, error) };
    throw error;
  }
}

/** Where a sign-in goes on that did not succeed; throws the error that a page has to tell. */
async function addressAfter(
  { ledger, memory }: LoginParts,
  { response }: HttpExchange,
  { transaction, school, pending }: PendingVisit,
  error: SluisError,
): Promise<string> {
  const { idpId: idp, signInAnew } = pending;
  const rejected = { type: 'login.rejected', reason: error.code, idp } as const;
  if (signInAnew === 'ask' && answeredWithError.has(error.code)) {
    await ledger.audit(rejected);
    return loginAddresses.withoutAsking(transaction, school, idp);
  }
  if (unprovenCodes.has(error.code)) {
    await ledger.audit(rejected);
    return loginAddresses.unproven(transaction);
  }
  // otherwise the school would go on with the account that just failed, and no other could be taken
  if (isAboutAccount(error)) memory.rememberToAskAnew(response, 'sign_in_failed');
  if (error.code !== 'login.cancelled') throw error;
  await ledger.audit({ type: 'login.cancelled', idp });
  return loginAddresses.cancelled(transaction, school);
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function rawQueryOf(request: Request): string {
  const start = request.originalUrl.indexOf('?');
  return start === -1 ? '' : request.originalUrl.slice(start + 1);
}
