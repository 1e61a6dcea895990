import { createHash } from 'node:crypto';
import { errors, type Provider } from 'oidc-provider';
import { sessionId, type ServiceId, type SessionId } from '../domain/ids.ts';

/** What our own portal brings of a request that it made. */
export interface BroughtCode {
  readonly code: string;
  readonly client: ServiceId;
  readonly redirectUri: string;
  /** RFC 7636: its SHA-256 went with the request. */
  readonly verifier: string;
}

/**
 * The session in which a code was given, used up here instead of at the token endpoint: for a client that is a part of this
 * program. No token is made and nothing leaves, so there is nothing to disclose. `undefined`: there is no such code, it was used
 * before, or it belongs to another client, address or request.
 */
export type TakeCode = (brought: BroughtCode) => Promise<SessionId | undefined>;

export function createTakeCode(provider: Provider): TakeCode {
  return async ({ code, client, redirectUri, verifier }) => {
    const found = await provider.AuthorizationCode.find(code);
    if (found?.clientId !== client || found.redirectUri !== redirectUri) return undefined;
    if (found.codeChallengeMethod !== 'S256' || found.codeChallenge !== challengeOf(verifier)) {
      return undefined;
    }
    try {
      await found.consume();
    } catch (error) {
      if (error instanceof errors.InvalidGrant) return undefined;
      throw error;
    }
    return sessionId(found.sessionUid ?? '');
  };
}

/** RFC 7636, section 4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
