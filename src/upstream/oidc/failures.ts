import * as client from 'openid-client';
import { valueAt } from '../../register/model/mapping.ts';
import { addressForLog } from '../../domain/address-for-log.ts';
import type { ErrorCode } from '../../domain/error-codes.ts';
import { SluisError, type ErrorDetails } from '../../domain/errors.ts';

/**
 * What openid-client throws, as one of our own errors. Its messages and causes carry whole tokens and answers,
 * so neither goes along: the code of the library says enough.
 */
export function asSluisError(error: unknown): SluisError {
  const own = ownErrorIn(error);
  if (own !== undefined) return own;
  if (error instanceof client.AuthorizationResponseError) return refusedByIdp(error);
  if (error instanceof client.ResponseBodyError) {
    return new SluisError('oidc.token_refused', `the IdP refused the code: ${oauthWord(error.error)}`, {
      details: { detail: entraCode(error.error_description) ?? oauthWord(error.error) },
    });
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
    return new SluisError('oidc.not_yet_valid', 'the id_token is not valid yet', {
      details: comparisonIn(error),
    });
  }
  return new SluisError(codes.get(code) ?? 'oidc.answer_invalid', `the IdP's answer was refused: ${code}`, {
    details: comparisonIn(error),
  });
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

function refusedByIdp({ error, cause: answer }: client.AuthorizationResponseError): SluisError {
  const details = { detail: entraCode(answer.get('error_description')) ?? oauthWord(error) };
  if (error === 'access_denied') {
    return saysWhy(answer)
      ? new SluisError('login.denied_by_school', 'the IdP does not let the person on, and says why', {
          details,
        })
      : new SluisError('login.cancelled', 'the person stopped the sign-in', { details });
  }
  return new SluisError('oidc.refused_by_idp', `the IdP answered ${oauthWord(error)}`, { details });
}

/** The number that Entra ID gives a reason, which Microsoft explains; of the text around it nothing is kept. */
function entraCode(description: string | null | undefined): string | undefined {
  return /^AADSTS\d{4,7}\b/.exec(description ?? '')?.[0];
}

/** How Entra ID, Keycloak and oidc-provider say that the person stopped; AADSTS65004 is a consent that was not given. */
const saysPersonStopped = /\b(?:cancel|abort|declin)|AADSTS65004\b/i;

/**
 * OAuth has one word for a person who turns back and for an IdP that lets nobody through (RFC 6749 section 4.1.2.1). An IdP that
 * has a reason of its own, as a policy of Entra ID, adds it; nothing of it is repeated.
 */
function saysWhy(answer: URLSearchParams): boolean {
  const reason = `${answer.get('error_description') ?? ''} ${answer.get('error_subcode') ?? ''}`;
  return reason.trim() !== '' && !saysPersonStopped.test(reason);
}

/** Only the registered words of OAuth are repeated: anything else could hold whatever a caller put there. */
function oauthWord(error: string): string {
  return oauthWords.has(error) ? error : 'unknown_error';
}

/** RFC 6749 sections 4.1.2.1 and 5.2, OpenID Connect Core 1.0 section 3.1.2.6. */
const oauthWords: ReadonlySet<string> = new Set([
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'server_error',
  'temporarily_unavailable',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
  'account_selection_required',
  'consent_required',
  'interaction_required',
  'login_required',
  'request_not_supported',
  'request_uri_not_supported',
  'registration_not_supported',
]);

function ownErrorIn(error: unknown): SluisError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (at instanceof SluisError) return at;
  }
  return undefined;
}

/** The name of the claim that the library did not accept; it is in the cause, beside values that go nowhere. */
function failedClaim(error: unknown): unknown {
  return comparedIn(error)['claim'];
}

function comparedIn(error: unknown): Readonly<Record<string, unknown>> {
  const cause = error instanceof Error ? error.cause : undefined;
  const inner = cause instanceof Error ? cause.cause : cause;
  return typeof inner === 'object' && inner !== null ? { ...inner } : {};
}

/** What the library compares: of all of these only an issuer is an address, and anything else may be somebody's. */
const comparedNames: ReadonlySet<unknown> = new Set([
  'iss',
  'aud',
  'azp',
  'nonce',
  'exp',
  'nbf',
  'auth_time',
  'iat',
  'sub',
  'issuer',
]);

/** Which claim or member is another one than expected, of an issuer both, and where a time lies. */
function comparisonIn(error: unknown): ErrorDetails {
  const { claim, attribute, expected, claims, body, now } = comparedIn(error);
  const name = claim ?? attribute;
  if (typeof name !== 'string' || !comparedNames.has(name)) return {};
  const received = valueAt(claims ?? body, [name]);
  if (typeof received === 'number' && typeof now === 'number') {
    return { detail: name, secondsFromNow: Math.round(received - now) };
  }
  const isIssuer = name === 'iss' || name === 'issuer';
  if (!isIssuer || typeof expected !== 'string' || typeof received !== 'string') return { detail: name };
  return {
    detail: name,
    registeredAddress: addressForLog(expected),
    receivedAddress: addressForLog(received),
  };
}

function libraryCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
}
