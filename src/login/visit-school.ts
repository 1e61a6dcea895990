import { SluisError } from '../domain/errors.ts';
import { requestHandle } from '../domain/ids.ts';
import type { IdpId, SchoolId } from '../domain/ids.ts';
import { unguessable } from '../domain/randomness.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import { languageOf } from '../http/language.ts';
import { allowFormTargets } from '../http/security-headers.ts';
import { renderSendToSchool } from './pages/send-to-school.ts';
import { closedGateOf, turnedAway } from './closed-gate.ts';
import type { Exchange, LoginParts } from './parts.ts';

/** Sends the browser to the school's IdP. What has to come back is remembered first. */
export async function visitSchool(
  parts: LoginParts,
  exchange: Exchange,
  waiting: WaitingRequest,
  target: { readonly school: SchoolId; readonly idp: IdpId },
): Promise<void> {
  const { request, response } = exchange;
  const register = parts.register.current();
  const idp = register.idpsOf(target.school).find(({ record }) => record.id === target.idp);
  const school = register.school(target.school);
  const handle = requestHandle(unguessable(parts.randomness));
  if (idp === undefined || school === undefined || handle === undefined) {
    throw new SluisError('login.school_unknown', 'no such IdP of that school', { whoseTurn: 'person' });
  }
  const closed = closedGateOf(parts, school, idp.record);
  if (closed !== undefined) {
    response.redirect(303, await turnedAway(parts, waiting, closed));
    return;
  }
  await parts.limits.visit(exchange);
  const language = languageOf(request, waiting.uiLocales);
  const start = await parts.schoolSide.start(exchange, idp, {
    handle,
    language,
    forceLogin: waiting.forceLogin,
    ...(waiting.maxAge === undefined ? undefined : { maxAge: waiting.maxAge }),
  });
  await parts.transactions.rememberVisit({ transaction: waiting.transaction, pending: start.pending });
  switch (start.kind) {
    case 'redirect':
      response.redirect(303, start.url);
      return;
    case 'form':
      allowFormTargets(response, [start.action]);
      response.type('html').send(
        renderSendToSchool({
          language,
          action: start.action,
          fields: start.fields,
          schoolName: school.name,
        }),
      );
  }
}
