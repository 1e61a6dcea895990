import * as client from 'openid-client';
import type { ErrorCode } from '../../domain/error-codes.ts';
import { SluisError } from '../../domain/errors.ts';

/**
 * What openid-client throws, as one of our own errors. Its messages and causes carry whole tokens and answers,
 * so neither goes along: the code of the library says enough.
 */
export function asSluisError(error: unknown): SluisError {
  const own = ownErrorIn(error);
  if (own !== undefined) return own;
  if (error instanceof client.AuthorizationResponseError) return refusedByIdp(error.error);
  if (error instanceof client.ResponseBodyError) {
    return new SluisError('oidc.token_refused', `the IdP refused the code: ${oauthWord(error.error)}`);
  }
  if (hasWrongSignature(error)) {
    return new SluisError('oidc.signature_invalid', 'the id_token is signed by another key');
  }
  const code = libraryCode(error);
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_ABORT') {
    return new SluisError('login.idp_unreachable', 'the IdP did not answer in time', {
      cause: new DOMException('the time was up', 'TimeoutError'),
    });
  }
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED' && failedClaim(error) === 'nbf') {
    return new SluisError('oidc.not_yet_valid', 'the id_token is not valid yet');
  }
  return new SluisError(codes.get(code) ?? 'oidc.answer_invalid', `the IdP's answer was refused: ${code}`);
}

/** Codes of openid-client and what they mean here. */
const codes = new Map<string, ErrorCode>([
  ['OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'oidc.claim_mismatch'],
  ['OAUTH_JWT_TIMESTAMP_CHECK_FAILED', 'oidc.token_expired'],
  ['OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED', 'oidc.attribute_mismatch'],
  ['OAUTH_KEY_SELECTION_FAILED', 'oidc.key_unknown'],
  ['OAUTH_UNSUPPORTED_OPERATION', 'oidc.algorithm_refused'],
  ['OAUTH_HTTP_REQUEST_FORBIDDEN', 'oidc.endpoint_insecure'],
]);

/** Failures that an IdP with new keys causes, so that discovery has to be done anew. Nobody else can cause them. */
export function pointsAtOldKeys(error: SluisError): boolean {
  return error.code === 'oidc.key_unknown' || error.code === 'oidc.signature_invalid';
}

/** The library has one code for every answer that is no good; only its message tells a wrong signature apart. */
function hasWrongSignature(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.cause instanceof Error &&
    error.cause.message === 'JWT signature verification failed'
  );
}

function refusedByIdp(error: string): SluisError {
  if (error === 'access_denied') {
    return new SluisError('login.cancelled', 'the person or the IdP stopped the sign-in');
  }
  return new SluisError('oidc.refused_by_idp', `the IdP answered ${oauthWord(error)}`);
}

/** Only the registered words of OAuth are repeated: anything else could hold whatever a caller put there. */
function oauthWord(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? error : 'an unknown error';
}

function ownErrorIn(error: unknown): SluisError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof SluisError) return at;
  }
  return undefined;
}

/** The name of the claim that the library did not accept; it is in the cause, beside values that go nowhere. */
function failedClaim(error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  const inner = cause instanceof Error ? cause.cause : cause;
  return typeof inner === 'object' && inner !== null && 'claim' in inner ? inner.claim : undefined;
}

function libraryCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
