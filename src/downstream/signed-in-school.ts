import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import { SluisError } from '../domain/errors.ts';
import { sessionId, type SchoolId } from '../domain/ids.ts';
import type { BrowserSessions } from '../session/browser-sessions.ts';

/** The school at which a browser is signed in, and nothing about the person. Asking does not prolong the session. */
export type ReadSignedInSchool = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<SchoolId | undefined>;

/** Also answers `undefined` while the store is away, so that the front page is shown all the same. */
export function createReadSignedInSchool({
  provider,
  sessions,
}: {
  readonly provider: Provider;
  readonly sessions: BrowserSessions;
}): ReadSignedInSchool {
  return async (request, response) => {
    try {
      const { uid, accountId } = await provider.Session.get(provider.createContext(request, response));
      const id = sessionId(uid);
      const session = accountId === undefined || id === undefined ? undefined : await sessions.find(id);
      return session?.school;
    } catch (error) {
      if (error instanceof SluisError && error.code === 'storage.unavailable') return undefined;
      throw error;
    }
  };
}
