import type { KoaContextWithOIDC } from 'oidc-provider';
import { sessionId } from '../domain/ids.ts';
import type { LedgerEntryId, SessionId } from '../domain/ids.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import { recordIn } from '../session/sealed-records.ts';
import { newSessionRecord, type BrowserSession, type NewSession } from '../session/session-records.ts';

/** Under this name the login hands the new session over in oidc-provider's login result. */
export const newSessionField = 'sluisSession';

/**
 * Our session that belongs to a request at the suppliers' side: by the browser's cookie at the authorization
 * endpoint, by the token elsewhere. Looked up once per request.
 */
export interface RequestSessions {
  of(ctx: KoaContextWithOIDC, token?: unknown): Promise<BrowserSession | undefined>;
  /** The session that `of` found in this request. */
  found(ctx: KoaContextWithOIDC): BrowserSession | undefined;
  /** The ledger entry under which the answer to this request leaves, for the guard. */
  noteEntry(ctx: KoaContextWithOIDC, entry: LedgerEntryId): void;
  entryOf(ctx: KoaContextWithOIDC): LedgerEntryId | undefined;
}

export function createRequestSessions(sessions: BrowserSessions): RequestSessions {
  const asked = new WeakMap<object, Promise<BrowserSession | undefined>>();
  const found = new WeakMap<object, BrowserSession>();
  const entries = new WeakMap<object, LedgerEntryId>();

  const load = async (ctx: KoaContextWithOIDC, token: unknown): Promise<BrowserSession | undefined> => {
    const id = sessionIdOf(ctx, token);
    if (id === undefined) return undefined;
    const begun = newSessionIn(ctx);
    if (begun !== undefined) return sessions.begin(id, begun);
    // only a person who signs in prolongs the session; tokens that are used do not
    return token === undefined ? sessions.use(id) : sessions.find(id);
  };

  return {
    of(ctx, token) {
      const known = asked.get(ctx.req);
      if (known !== undefined) return known;
      const loading = load(ctx, token ?? ctx.oidc.entities.AccessToken).then((session) => {
        if (session !== undefined) found.set(ctx.req, session);
        return session;
      });
      asked.set(ctx.req, loading);
      return loading;
    },
    found: (ctx) => found.get(ctx.req),
    noteEntry: (ctx, entry) => void entries.set(ctx.req, entry),
    entryOf: (ctx) => entries.get(ctx.req),
  };
}

function sessionIdOf(ctx: KoaContextWithOIDC, token: unknown): SessionId | undefined {
  if (typeof token === 'object' && token !== null && 'sessionUid' in token) {
    return typeof token.sessionUid === 'string' ? sessionId(token.sessionUid) : undefined;
  }
  const session = ctx.oidc.session;
  // a browser in which nobody signed in has a session of oidc-provider's, and none of ours
  return session?.accountId === undefined ? undefined : sessionId(session.uid);
}

function newSessionIn(ctx: KoaContextWithOIDC): NewSession | undefined {
  const { result } = ctx.oidc;
  return result === undefined || !(newSessionField in result)
    ? undefined
    : recordIn(newSessionRecord, result[newSessionField]);
}
