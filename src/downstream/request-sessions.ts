import type { ReleasedIdentity } from '../disclosure/disclosure.ts';
import { sessionId } from '../domain/ids.ts';
import type { SessionId } from '../domain/ids.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';
import { recordIn } from '../session/sealed-records.ts';
import { newSessionRecord, type BrowserSession, type NewSession } from '../session/session-records.ts';

/** Under this name the login hands the new session over in oidc-provider's login result. */
export const newSessionField = 'sluisSession';

/** What is read here of the library's context. */
export interface RequestContext {
  /** Stands for the request. */
  readonly req: object;
  readonly oidc: {
    readonly session?: { readonly uid: string; readonly accountId?: string | undefined } | undefined;
    /** Of the login, in the request in which the browser comes back from it. */
    readonly result?: Readonly<Record<string, unknown>> | undefined;
    readonly entities: { readonly AccessToken?: unknown };
  };
}

/** What is known of a request at the suppliers' side: whose session it belongs to, and what is released in it. */
export interface RequestSessions {
  /**
   * Begins the session of the person who comes back from the school in this request, once, under the id that the library's own
   * session has by now; from here on `of` finds it. Begins nothing where nobody comes back.
   */
  begin(ctx: RequestContext): Promise<void>;
  /**
   * Our session: by the browser's cookie at the authorization endpoint, where this counts as a use, and by the token
   * elsewhere. Looked up once per request.
   */
  of(ctx: RequestContext, token?: unknown): Promise<BrowserSession | undefined>;
  /** The session that `of` found in this request. */
  found(ctx: RequestContext): BrowserSession | undefined;
  /** Notes what leaves with the answer to this request. */
  noteReleased(ctx: RequestContext, identity: ReleasedIdentity): void;
  released(ctx: RequestContext): ReleasedIdentity | undefined;
}

export function createRequestSessions(sessions: BrowserSessions): RequestSessions {
  const asked = new WeakMap<object, Promise<BrowserSession | undefined>>();
  const begun = new WeakSet();
  const found = new WeakMap<object, BrowserSession>();
  const released = new WeakMap<object, ReleasedIdentity>();

  const note = (
    { req }: RequestContext,
    loading: Promise<BrowserSession | undefined>,
  ): Promise<BrowserSession | undefined> => {
    const noted = loading.then((session) => {
      if (session !== undefined) found.set(req, session);
      return session;
    });
    asked.set(req, noted);
    return noted;
  };
  const find = async (ctx: RequestContext, token: unknown): Promise<BrowserSession | undefined> => {
    const id = sessionIdOf(ctx, token);
    if (id === undefined) return undefined;
    // only a person who signs in prolongs the session; tokens that are used do not
    return token === undefined ? sessions.use(id) : sessions.find(id);
  };

  return {
    async begin(ctx) {
      const session = newSessionIn(ctx);
      const id = sessionIdOf(ctx, undefined);
      if (session === undefined || id === undefined || begun.has(ctx.req)) return;
      begun.add(ctx.req);
      await note(ctx, sessions.begin(id, session));
    },
    of: (ctx, token) => asked.get(ctx.req) ?? note(ctx, find(ctx, token ?? ctx.oidc.entities.AccessToken)),
    found: (ctx) => found.get(ctx.req),
    noteReleased: (ctx, identity) => void released.set(ctx.req, identity),
    released: (ctx) => released.get(ctx.req),
  };
}

function sessionIdOf(ctx: RequestContext, token: unknown): SessionId | undefined {
  if (typeof token === 'object' && token !== null && 'sessionUid' in token) {
    return typeof token.sessionUid === 'string' ? sessionId(token.sessionUid) : undefined;
  }
  const session = ctx.oidc.session;
  // a browser in which nobody signed in has a session of oidc-provider's, and none of ours
  return session?.accountId === undefined ? undefined : sessionId(session.uid);
}

function newSessionIn(ctx: RequestContext): NewSession | undefined {
  const { result } = ctx.oidc;
  return result === undefined || !(newSessionField in result)
    ? undefined
    : recordIn(newSessionRecord, result[newSessionField]);
}
