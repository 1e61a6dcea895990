import type { KoaContextWithOIDC } from 'oidc-provider';
import { sessionId } from '../domain/ids.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import { oidcContext } from './route.ts';

/**
 * Koa middleware: somebody else signed in in another tab of this browser while this person was on the way back. The
 * library answers with a form that a script of its own would post to the logout, which no page of ours allows. Here
 * that session ends, as at every change of person, and the same step is taken again.
 */
export function createPersonSwitch(sessions: BrowserSessions) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const context = oidcContext(ctx);
    const earlier = context === undefined ? undefined : sessionOfSomebodyElse(context);
    if (earlier === undefined || ctx.status !== 200) return;
    const id = sessionId(earlier.uid);
    // reading the request used it up
    const waiting = context?.entities.Interaction?.persist();
    await Promise.all([id === undefined ? undefined : sessions.end(id), earlier.destroy(), waiting]);
    ctx.status = 303;
    ctx.redirect(ctx.path);
  };
}

function sessionOfSomebodyElse({ route, session, entities }: KoaContextWithOIDC['oidc']) {
  const comes = entities.Interaction?.result?.login?.accountId;
  if (route !== 'resume' || comes === undefined || session?.accountId === undefined) return undefined;
  return session.accountId === comes ? undefined : session;
}
