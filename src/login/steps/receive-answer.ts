import type { Request } from 'express';
import { SluisError } from '../../domain/errors.ts';
import { idpId } from '../../domain/ids.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { noteLanguageAskedFor } from '../../http/language.ts';
import { noteSignInPlace } from '../../http/sign-in-place.ts';
import { seeOther } from '../../http/see-other.ts';
import type { Arrival } from '../../session/session-records.ts';
import type { LoginAnswer } from '../../upstream/school-idp.ts';
import { isAboutAccount } from '../about-account.ts';
import { loginAddresses } from '../addresses.ts';
import { arrived } from '../arrival.ts';
import { launchUrl } from '../launch.ts';
import type { LoginParts } from '../parts.ts';
import { refuseLogin } from '../refusal-error-id.ts';
import type { AnswerStep } from '../step.ts';
import {
  countAnswer,
  verifyAnswer,
  visitOfAnswer,
  type AnsweredVisit,
  type NobodySignedIn,
} from '../verify-answer.ts';

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
 * The school's answer, of both protocols alike. Works without any cookie, since a cross-site POST brings none: it is
 * verified, request and assertion are used up, the result is kept, and the browser redirected to an address of ours
 * where the cookie has to prove that it is the browser which began. The ticket in that address is known only to the
 * browser that brought the answer, so the two have to be the same. An answer that came with the cookie proves both at
 * once, and is not kept. A page that submits twice brings the same answer again: docs/adr/0035 says how that goes on.
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
    throw new SluisError('http.not_found', 'no IdP answers at this address');
  }
  const found = await visitOfAnswer(parts, idp, answer);
  const launch = found === undefined ? await launchUrl(parts, idp, answer) : undefined;
  if (launch !== undefined) {
    seeOther(exchange.response, launch);
    return;
  }
  const visit = await countAnswer(parts, exchange, found);
  noteLanguageAskedFor(exchange.request, visit.language);
  const { school, service } = visit;
  noteSignInPlace(exchange.request, { school, ...(service && { service }) });
  // a code is redeemed once: where the first attempt got to is where this one goes on
  if (protocol === 'oidc' && !(await parts.transactions.isBroughtFirst(visit.answer))) {
    seeOther(exchange.response, onwards(visit, await parts.transactions.newTicket(visit.answer)));
    return;
  }
  const outcome = await verifyAnswer(parts, exchange, idp, answer, visit);
  if (outcome.kind === 'signed_in') {
    await goOn(parts, exchange, visit, outcome.arrival, protocol);
    return;
  }
  if (protocol === 'oidc') await parts.transactions.forgetBrought(visit.answer);
  seeOther(exchange.response, await redirectFor(outcome, parts, exchange, visit));
}

/** On with the sign-in in the browser that began: in this request, when its cookie proves that, and else in the next. */
async function goOn(
  parts: LoginParts,
  exchange: HttpExchange,
  visit: AnsweredVisit,
  arrival: Arrival,
  protocol: 'saml' | 'oidc',
): Promise<void> {
  const { request, response } = exchange;
  const waiting =
    protocol === 'oidc'
      ? await parts.interactions.waitingHere(request, response, visit.transaction)
      : undefined;
  if (waiting !== undefined) return arrived(parts, exchange, waiting, arrival);
  seeOther(response, onwards(visit, await parts.transactions.rememberArrival(visit.answer, arrival)));
}

/** To where the cookie is: with the ticket, or after the login that went on with an earlier one. */
function onwards({ transaction }: AnsweredVisit, ticket: string | undefined): string {
  return ticket === undefined
    ? loginAddresses.wentOn(transaction)
    : loginAddresses.arrived(transaction, ticket);
}

/**
 * Where the browser goes when nobody signed in; throws the error that a page has to tell. What happened is written down
 * first. Where it was about the account the school is asked anew next time: it would go on with the one that just failed,
 * and no other could be taken.
 */
async function redirectFor(
  outcome: NobodySignedIn,
  parts: LoginParts,
  { response }: HttpExchange,
  { transaction, school, pending: { idpId: idp } }: AnsweredVisit,
): Promise<string> {
  const { memory } = parts;
  switch (outcome.kind) {
    case 'closed_gate':
      await refuseLogin(parts, transaction, { type: 'login.refused', reason: outcome.reason, idp, school });
      return outcome.reason === 'operator_agreement_not_in_force'
        ? loginAddresses.notTakingPart(transaction, school)
        : loginAddresses.idpClosed(transaction, idp, school);
    case 'not_asked_anew':
      await writeDown(
        parts,
        { type: 'login.rejected', reason: outcome.error.code, idp, school },
        outcome.error,
      );
      return loginAddresses.withoutAsking(transaction, school, idp);
    case 'unproven':
      await writeDown(
        parts,
        { type: 'login.rejected', reason: outcome.error.code, idp, school },
        outcome.error,
      );
      return loginAddresses.unproven(transaction);
    case 'cancelled':
      memory.rememberToAskAnew(response, 'sign_in_failed');
      await refuseLogin(parts, transaction, { type: 'login.cancelled', idp, school }, outcome.error.details);
      return loginAddresses.cancelled(transaction, school);
    case 'failed':
      // the error handler writes it down, with the error id that the page shows
      if (isAboutAccount(outcome.error)) memory.rememberToAskAnew(response, 'sign_in_failed');
      throw outcome.error;
  }
}

/** Log and trail, of an answer that leads on without a page that refuses. */
async function writeDown(
  { ledger, logger }: LoginParts,
  event: Parameters<LoginParts['ledger']['audit']>[0],
  error: SluisError,
): Promise<void> {
  const { idp, school, reason } = event;
  const where = { ...(idp && { idp }), ...(school && { school }) };
  logger.warn(event.type, { ...where, ...(reason && { reason }), ...error.details });
  await ledger.audit(event);
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

function rawQueryOf(request: Request): string {
  const start = request.originalUrl.indexOf('?');
  return start === -1 ? '' : request.originalUrl.slice(start + 1);
}
