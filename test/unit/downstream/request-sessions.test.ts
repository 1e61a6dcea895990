import { describe, expect, it } from 'vitest';
import {
  createRequestSessions,
  newSessionField,
  type RequestContext,
} from '../../../src/downstream/request-sessions.ts';
import { createBrowserSessions } from '../../../src/session/browser-sessions.ts';
import { newSessionRecord } from '../../../src/session/session-records.ts';
import { createSealedMemory, newSession, newSessionId } from '../session/sessions-case.ts';

function open() {
  const { store, clock } = createSealedMemory();
  const sessions = createBrowserSessions({
    store,
    clock,
    idleSeconds: 60,
    absoluteSeconds: 3600,
    hasGivenWay: () => Promise.resolve(false),
  });
  return { clock, sessions, requests: createRequestSessions(sessions) };
}

const uid = newSessionId();
const signedIn = newSession();
const { account: accountId } = signedIn;

/** A request of this browser; `back`: somebody comes back from the school in it. */
function requestOf(coming: { readonly back?: boolean } = {}): RequestContext {
  const result = { login: { accountId }, [newSessionField]: newSessionRecord.write(signedIn) };
  return {
    req: {},
    oidc: { session: { uid, accountId }, entities: {}, ...(coming.back === true ? { result } : {}) },
  };
}

describe('the session of a request', () => {
  it('begins when it is begun, and not when somebody looks for it', async () => {
    const { requests, sessions } = open();
    expect(await requests.of(requestOf({ back: true }))).toBeUndefined();
    expect(await sessions.find(uid)).toBeUndefined();

    const request = requestOf({ back: true });
    await requests.begin(request);
    expect(await requests.of(request)).toMatchObject({ id: uid, account: accountId });
    expect(requests.found(request)).toMatchObject({ id: uid });
    expect(await requests.of(requestOf())).toMatchObject({ id: uid });
  });

  it('begins once, however often its request asks', async () => {
    const { clock, requests, sessions } = open();
    const request = requestOf({ back: true });
    await requests.begin(request);
    const begun = await sessions.find(uid);
    clock.advance(1000);
    await requests.begin(request);
    expect(await sessions.find(uid)).toEqual(begun);
  });

  it('does not begin where nobody comes back, or nobody is signed in', async () => {
    const { requests, sessions } = open();
    await requests.begin(requestOf());
    const { req, oidc } = requestOf({ back: true });
    await requests.begin({ req, oidc: { ...oidc, session: { uid } } });
    expect(await sessions.find(uid)).toBeUndefined();
  });

  it('is prolonged by the browser, and not by a token', async () => {
    const { clock, requests } = open();
    await requests.begin(requestOf({ back: true }));
    clock.advance(50_000);
    const token = { sessionUid: uid };
    expect(await requests.of(requestOf(), token)).toBeDefined();
    clock.advance(20_000);
    expect(await requests.of(requestOf(), token)).toBeUndefined();

    await requests.begin(requestOf({ back: true }));
    clock.advance(50_000);
    expect(await requests.of(requestOf())).toBeDefined();
    clock.advance(20_000);
    expect(await requests.of(requestOf())).toBeDefined();
  });
});
