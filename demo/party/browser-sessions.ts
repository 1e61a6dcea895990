import { randomBytes } from 'node:crypto';
import { parseCookie } from 'cookie';
import type { Request, Response } from 'express';

/** What one party remembers of one browser, in memory, for as long as the process lives. */
export interface BrowserSessions<State> {
  find(request: Request): State | undefined;
  /** A new session under a new cookie; whatever the browser had before is gone. */
  start(request: Request, response: Response, state: State): void;
  end(request: Request, response: Response): void;
}

const limit = 1000;

/** `cookieName` differs per party: hosts may be shared by others on the same machine. */
export function createBrowserSessions<State>(cookieName: string): BrowserSessions<State> {
  const sessions = new Map<string, State>();
  const handleOf = (request: Request) => parseCookie(request.headers.cookie ?? '')[cookieName] ?? '';
  return {
    find: (request) => sessions.get(handleOf(request)),
    start(request, response, state) {
      sessions.delete(handleOf(request));
      const handle = randomBytes(32).toString('base64url');
      forgetOldest(sessions, limit);
      sessions.set(handle, state);
      response.cookie(cookieName, handle, { httpOnly: true, sameSite: 'lax', path: '/' });
    },
    end(request, response) {
      sessions.delete(handleOf(request));
      response.clearCookie(cookieName, { httpOnly: true, sameSite: 'lax', path: '/' });
    },
  };
}

/** Maps keep the order of insertion, so the first keys are the oldest. Makes room for one more. */
export function forgetOldest(map: Map<string, unknown>, size: number): void {
  for (const key of map.keys()) {
    if (map.size < size) return;
    map.delete(key);
  }
}
