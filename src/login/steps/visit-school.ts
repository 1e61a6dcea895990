import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { Request } from 'express';
import { SluisError } from '../../domain/errors.ts';
import { requestHandle } from '../../domain/ids.ts';
import type { IdpId, SchoolId } from '../../domain/ids.ts';
import { unguessable } from '../../domain/randomness.ts';
import type { WaitingRequest } from '../../downstream/interaction.ts';
import type { HttpExchange } from '../../http/exchange.ts';
import { languageOf } from '../../http/language.ts';
import { letFormGoOut } from '../../http/security-headers.ts';
import { noteSignInPlace } from '../../http/sign-in-place.ts';
import { seeOther } from '../../http/see-other.ts';
import { closedGate } from '../../release/closed-gate.ts';
import type { PendingVisit } from '../../session/session-records.ts';
import type { SignInAnew } from '../../upstream/school-idp.ts';
import type { AskAnewReason } from '../device-memory.ts';
import { renderVisitSchool } from '../pages/visit-school.ts';
import { idpParameter, schoolParameter } from '../parameters.ts';
import type { LoginParts } from '../parts.ts';
import type { Step } from '../step.ts';
import { refuseAtClosedGate } from '../refuse-at-closed-gate.ts';

interface VisitTarget {
  readonly school: SchoolId;
  readonly idp: IdpId;
  /** The school answered with an error when it was asked anew: nobody is locked out by that. */
  readonly withoutAsking?: boolean;
}

/** The person named one of the logins of a school. */
export const idpChosen: Step = (parts, exchange, waiting) =>
  visitSchool(parts, exchange, waiting, targetIn(exchange.request));

/** Once more, when the school could not answer to being asked anew. */
export const idpChosenWithoutAsking: Step = (parts, exchange, waiting) =>
  visitSchool(parts, exchange, waiting, { ...targetIn(exchange.request), withoutAsking: true });

function targetIn(request: Request): VisitTarget {
  return { school: schoolParameter(request), idp: idpParameter(request) };
}

/** Sends the browser to the school's IdP. What has to come back is remembered first. */
export async function visitSchool(
  parts: LoginParts,
  exchange: HttpExchange,
  waiting: WaitingRequest,
  target: VisitTarget,
): Promise<void> {
  const { request, response } = exchange;
  const register = parts.register.current();
  const idp = register.idpsOf(target.school).find(({ record }) => record.id === target.idp);
  const school = register.school(target.school);
  const handle = requestHandle(unguessable(parts.randomness));
  if (idp === undefined || school === undefined || handle === undefined) {
    throw new SluisError('login.school_unknown', 'no such IdP of that school');
  }
  noteSignInPlace(request, { idp: idp.record.id, school: school.id });
  const service = register.service(waiting.service)?.record;
  const board = register.board(school.board);
  const closed = closedGate({ school, board, idp: idp.record, service }, parts.today());
  if (closed !== undefined) {
    seeOther(response, await refuseAtClosedGate(parts, waiting, closed, school.id));
    return;
  }
  await parts.limits.visit(exchange);
  const language = languageOf(request);
  const start = await parts.schoolSide.start(idp, {
    handle,
    language,
    signInAnew: signInAnewAt(idp.record, target, waiting, parts.memory.askAnew(request)),
    ...(waiting.maxAge === undefined ? undefined : { maxAge: waiting.maxAge }),
  });
  await parts.transactions.rememberVisit({
    transaction: waiting.transaction,
    school: school.id,
    service: waiting.service,
    language,
    ...codeChallengeOf(waiting, parts),
    pending: start.pending,
  });
  switch (start.kind) {
    case 'redirect':
      if (start.callback !== undefined) {
        parts.interactions.proveAlsoAt(request, response, waiting.transaction, start.callback);
      }
      seeOther(response, start.url);
      return;
    case 'form':
      letFormGoOut(response, start.action);
      response.type('html').send(
        renderVisitSchool({
          language,
          action: start.action,
          fields: start.fields,
          schoolName: school.name,
        }),
      );
  }
}

/** Of our own portal alone: for no other client is anything compared, whatever it sends. */
function codeChallengeOf(
  { service, codeChallenge }: WaitingRequest,
  { portal }: LoginParts,
): Pick<PendingVisit, 'codeChallenge'> {
  return service !== portal || codeChallenge === undefined ? {} : { codeChallenge };
}

/**
 * Proof only where the service wants it. A device that was signed out or is somebody else's now only asks, and so does a service
 * that wants an account to be chosen.
 */
function signInAnewAt(
  idp: IdentityProvider,
  { withoutAsking = false }: VisitTarget,
  { forceLogin, askAnew }: WaitingRequest,
  reason: AskAnewReason | undefined,
): SignInAnew {
  if (forceLogin) return 'prove';
  if (withoutAsking || idp.asksAnew === false) return 'no';
  return askAnew || reason !== undefined ? 'ask' : 'no';
}
