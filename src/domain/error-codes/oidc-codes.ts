import type { ExplainedCode } from './explained-code.ts';

/**
 * Every reason for which an answer of an OpenID Connect IdP is refused. What openid-client and the IdP themselves call an
 * error is mapped to these. All are the school's turn, so that no page tells which check failed.
 */
export const oidcCodes = {
  // what the IdP says of itself
  'oidc.issuer_mismatch': { whoseTurn: 'school', meaning: 'the discovery of the IdP names another issuer' },
  'oidc.endpoint_insecure': {
    whoseTurn: 'school',
    meaning: 'the IdP names no endpoint, or one without https',
  },
  'oidc.endpoint_host_unknown': {
    whoseTurn: 'school',
    meaning: 'the discovery of the IdP names an endpoint on a host that is not among those of its record',
  },
  'oidc.client_assertion_unsupported': {
    whoseTurn: 'school',
    meaning:
      'the register has private_key_jwt for this IdP, which does not offer it, or with neither RS256 nor PS256',
  },
  // the answer, and the code in it
  'oidc.answer_too_large': {
    whoseTurn: 'school',
    meaning: 'an answer of the IdP is longer than any real one',
  },
  'oidc.request_mismatch': {
    whoseTurn: 'school',
    meaning: 'the answer came to another IdP than the request went to',
  },
  'oidc.refused_by_idp': {
    whoseTurn: 'school',
    meaning: 'the IdP answered with an OAuth error; the log has its name',
  },
  'oidc.token_refused': {
    whoseTurn: 'school',
    meaning: 'the IdP did not redeem the code; the log has its OAuth error',
  },
  'oidc.answer_invalid': {
    whoseTurn: 'school',
    meaning: 'an answer of the IdP does not follow the specification',
  },
  'oidc.attribute_mismatch': {
    whoseTurn: 'school',
    meaning: 'a value in an answer of the IdP is not the expected one',
  },
  // the id_token
  'oidc.key_unknown': {
    whoseTurn: 'school',
    meaning: 'no key of the IdP fits the signature of the id_token',
  },
  'oidc.signature_invalid': { whoseTurn: 'school', meaning: 'the id_token is signed by another key' },
  'oidc.algorithm_refused': {
    whoseTurn: 'school',
    meaning: 'the IdP uses an algorithm that is not supported',
  },
  'oidc.claim_mismatch': { whoseTurn: 'school', meaning: 'a claim of the id_token is not the expected one' },
  'oidc.token_expired': { whoseTurn: 'school', meaning: 'the id_token is no longer valid' },
  'oidc.not_yet_valid': { whoseTurn: 'school', meaning: 'the id_token is not valid yet' },
  'oidc.issued_in_future': { whoseTurn: 'school', meaning: 'the id_token was issued in the future' },
  'oidc.tenant_mismatch': { whoseTurn: 'school', meaning: 'the id_token is of another tenant' },
  'oidc.hosted_domain_mismatch': {
    whoseTurn: 'school',
    meaning: 'the id_token is of another hosted domain, or of none',
  },
  'oidc.authorized_party_mismatch': {
    whoseTurn: 'school',
    meaning: 'the id_token was given to another client',
  },
  'oidc.subject_invalid': {
    whoseTurn: 'school',
    meaning: 'the subject is empty, has blanks around it or is no clean text',
  },
  'oidc.auth_time_invalid': { whoseTurn: 'school', meaning: 'auth_time does not lie in the past' },
  'oidc.reauthentication_unproven': {
    whoseTurn: 'school',
    meaning: 'the IdP did not show that the person signed in anew',
  },
  'oidc.claims_excessive': {
    whoseTurn: 'school',
    meaning: 'the IdP sent more claims than any real login does',
  },
} as const satisfies Readonly<Record<`oidc.${string}`, ExplainedCode<'school'>>>;
