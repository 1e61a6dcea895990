import { decodeJwt } from 'jose';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { serviceId } from '../domain/ids.ts';
import type { Disclosure } from '../disclosure/disclosure.ts';
import type { RequestSessions } from './request-sessions.ts';
import { withoutSignIn } from './without-sign-in.ts';

/**
 * For the policy of interactions: whether somebody else is signed in than the person of the supplier's `id_token_hint`. True
 * sends the browser to the school, where the right person may sign in. When it comes back with another one all the same, the
 * supplier is told `login_required` (OpenID Connect Core 3.1.2.1).
 *
 * The library's own check knows the hint only until somebody has visited the school, and answers an error of its own where the
 * session is over. It does verify the hint when the request comes, pushed or not, so here it is only read.
 */
export function createHintsAtSomebodyElse(parts: {
  readonly requestSessions: RequestSessions;
  readonly disclosure: Disclosure;
}) {
  return async (ctx: KoaContextWithOIDC): Promise<boolean> => {
    const hint = ctx.oidc.params?.['id_token_hint'];
    const service = serviceId(ctx.oidc.client?.clientId ?? '');
    const session = await parts.requestSessions.of(ctx);
    if (typeof hint !== 'string' || session === undefined || service === undefined) return false;
    if (decodeJwt(hint).sub === (await parts.disclosure.subjectFor(session, service))) return false;
    if (ctx.oidc.result?.login === undefined) return true;
    throw new errors.LoginRequired(withoutSignIn.unproven.error_description);
  };
}
