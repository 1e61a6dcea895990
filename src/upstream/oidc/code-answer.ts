import { isSubjectName, type IdentityProvider, type OidcProtocol } from '../../register/model/kinds/idp.ts';
import { createHash } from 'node:crypto';
import * as client from 'openid-client';
import type { Clock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import type { PendingRequest, VerifiedAssertion } from '../school-idp.ts';
import { clockToleranceOf } from '../clock-tolerance.ts';
import { isIdentifyingText } from '../attributes/identifying-text.ts';
import { joinedAttributes, type IncomingAttributes } from '../attributes/incoming-attributes.ts';
import { indispensableNames } from '../attributes/used-names.ts';
import { claimForms, incomingClaims } from './claims.ts';
import { provenSignInTime } from './sign-in-time.ts';

const maximumSubjectLength = 255;

export interface CodeAnswer {
  readonly idp: IdentityProvider;
  readonly protocol: OidcProtocol;
  readonly clock: Clock;
  readonly configuration: client.Configuration;
  /** Our callback with the query that came in. */
  readonly callback: URL;
  readonly pending: PendingRequest;
}

/**
 * Redeems a code and verifies everything around it (OpenID Connect Core 1.0 section 3.1.3.7). openid-client checks
 * state, `iss` (RFC 9207), signature, issuer, audience, authorized party, times and nonce; the rest is ours.
 */
export async function readCodeAnswer(answer: CodeAnswer): Promise<VerifiedAssertion> {
  const { idp, protocol, clock, pending, configuration } = answer;
  const { nonce, codeVerifier } = ownRequest(answer);
  const tokens = await client.authorizationCodeGrant(configuration, answer.callback, {
    expectedState: pending.handle,
    expectedNonce: nonce,
    pkceCodeVerifier: codeVerifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined || tokens.id_token === undefined) {
    throw new SluisError('oidc.answer_invalid', 'the IdP gave no id_token');
  }
  checkOrganisation(claims, protocol);
  checkAuthorizedParty(claims, protocol);
  const toleranceSeconds = clockToleranceOf(idp);
  checkIssuedAt(claims, clock, toleranceSeconds);
  const subject = subjectOf(claims);
  const authenticatedAt = provenSignInTime(claims.auth_time, pending, { clock, toleranceSeconds });
  return {
    idpId: idp.id,
    subject,
    attributes: await allClaims(answer, incomingClaims(claims, claimForms(idp)), {
      accessToken: tokens.access_token,
      subject,
    }),
    assertionId: createHash('sha256').update(tokens.id_token).digest('base64url'),
    // the library takes it so long after its `exp`
    replayableUntil: (claims.exp + toleranceSeconds) * 1000,
    ...(authenticatedAt === undefined ? {} : { authenticatedAt }),
  };
}

function ownRequest({ idp, pending }: CodeAnswer): { readonly nonce: string; readonly codeVerifier: string } {
  const { idpId, nonce, codeVerifier } = pending;
  if (idpId !== idp.id || nonce === undefined || codeVerifier === undefined) {
    throw new SluisError('oidc.request_mismatch', 'the answer came to another IdP than the request went to');
  }
  return { nonce, codeVerifier };
}

/** One issuer may serve many organisations: Google serves all with one, and Entra ID names the tenant in `tid`. */
function checkOrganisation(claims: client.IDToken, { tenant, hostedDomain }: OidcProtocol): void {
  if (tenant !== undefined && claims['tid'] !== tenant) {
    throw new SluisError('oidc.tenant_mismatch', 'the id_token is of another tenant', {
      details: { expected: tenant },
    });
  }
  if (hostedDomain !== undefined && claims['hd'] !== hostedDomain) {
    throw new SluisError(
      'oidc.hosted_domain_mismatch',
      'the id_token is of another hosted domain, or of none',
      { details: { expected: hostedDomain } },
    );
  }
}

/** Section 3.1.3.7, step 5. The library looks at `azp` only where there are several audiences. */
function checkAuthorizedParty({ azp }: client.IDToken, { clientId }: OidcProtocol): void {
  if (azp === undefined || azp === clientId) return;
  throw new SluisError('oidc.authorized_party_mismatch', 'the id_token was given to another client', {
    details: { expected: clientId },
  });
}

/** Step 10 leaves to us what is too far away. The library asks for `iat`, and takes one of next year. */
function checkIssuedAt({ iat }: client.IDToken, clock: Clock, toleranceSeconds: number): void {
  const now = clock.now() / 1000;
  if (iat <= now + toleranceSeconds) return;
  throw new SluisError('oidc.issued_in_future', 'the id_token was issued in the future', {
    details: { secondsFromNow: Math.round(iat - now) },
  });
}

/** Taken as it is: trimming or normalising would let two people become one. */
function subjectOf({ sub }: client.IDToken): string {
  const isWhole = sub.length > 0 && sub.length <= maximumSubjectLength;
  if (isWhole && sub === sub.trim() && sub === sub.normalize('NFC') && isIdentifyingText(sub)) return sub;
  throw new SluisError(
    'oidc.subject_invalid',
    'the subject is empty, has blanks around it or is no clean text',
  );
}

/**
 * The id_token is enough when it has every claim without which nobody can sign in: the identifier, the kind of
 * person and the school. Entra ID and Google put all claims there. Only when one is missing userinfo is asked,
 * which costs a request; what the signed id_token says then still wins.
 */
async function allClaims(
  { configuration, idp }: CodeAnswer,
  signed: IncomingAttributes,
  session: { readonly accessToken: string; readonly subject: string },
): Promise<IncomingAttributes> {
  const isComplete = indispensableNames(idp).every((name) => isSubjectName(name) || signed.values.has(name));
  if (isComplete || configuration.serverMetadata().userinfo_endpoint === undefined) return signed;
  const userinfo = await client.fetchUserInfo(configuration, session.accessToken, session.subject);
  return joinedAttributes(incomingClaims(userinfo, claimForms(idp)), signed);
}
