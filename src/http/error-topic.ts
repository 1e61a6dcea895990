import type { oidcCodes } from '../domain/error-codes/oidc-codes.ts';
import type { samlCodes } from '../domain/error-codes/saml-codes.ts';
import { errorCodes, type ErrorCode } from '../domain/error-codes.ts';
import type { WhoseTurn } from '../domain/release.ts';

/**
 * What people are told about an error. Many codes share a topic: everything that an IdP's answer did wrong is
 * one and the same page, so that an attacker does not learn which check failed.
 */
export const errorTopics = [
  'sign_in_failed',
  'affiliation_unknown',
  'school_missing',
  'school_not_allowed',
  'identifier_missing',
  'other_school',
  'sign_in_lost',
  'sign_in_cancelled',
  'denied_by_school',
  'school_unreachable',
  'school_unknown',
  'busy',
  'bad_request',
  'address_unregistered',
  'not_found',
  'too_many_requests',
  'cross_site',
  'internal',
] as const;
export type ErrorTopic = (typeof errorTopics)[number];

interface Explanation {
  readonly topic: ErrorTopic;
  readonly status: number;
  readonly whoseTurn: WhoseTurn;
}

const statusOf: Readonly<Record<ErrorTopic, number>> = {
  sign_in_failed: 400,
  affiliation_unknown: 403,
  school_missing: 403,
  school_not_allowed: 403,
  identifier_missing: 403,
  other_school: 403,
  sign_in_lost: 400,
  sign_in_cancelled: 400,
  denied_by_school: 403,
  school_unreachable: 503,
  school_unknown: 400,
  busy: 503,
  bad_request: 400,
  address_unregistered: 400,
  not_found: 404,
  too_many_requests: 429,
  cross_site: 403,
  internal: 500,
};

/** The one mapping from an internal error code to what the outside sees. */
export function explain(code: ErrorCode): Explanation {
  const topic = topicOf(code);
  return { topic, status: statusOf[topic], whoseTurn: errorCodes[code].whoseTurn };
}

type OwnFault =
  | 'register.invalid'
  | 'settings.invalid'
  | 'secret.unreadable'
  | 'keyring.invalid'
  | 'account.refused'
  | 'account.unreadable'
  | 'document.refused'
  | 'document.unreadable'
  | 'outbox.refused'
  | 'factor.unreadable'
  | 'internal';
type ProtocolFault = keyof typeof samlCodes | keyof typeof oidcCodes;

function topicOf(code: ErrorCode): ErrorTopic {
  switch (code) {
    case 'identity.affiliation_unknown':
    case 'identity.affiliation_elsewhere':
    case 'identity.affiliation_ambiguous':
      return 'affiliation_unknown';
    case 'identity.school_missing':
      return 'school_missing';
    case 'identity.school_out_of_scope':
    case 'identity.school_ambiguous':
      return 'school_not_allowed';
    case 'identity.identifier_missing':
    case 'identity.identifier_unreadable':
      return 'identifier_missing';
    case 'identity.foreign_board':
      return 'other_school';
    case 'login.transaction_unknown':
    case 'login.browser_mismatch':
    case 'login.replayed':
    case 'login.too_many_answers':
      return 'sign_in_lost';
    case 'login.cancelled':
      return 'sign_in_cancelled';
    case 'login.denied_by_school':
      return 'denied_by_school';
    case 'login.idp_unreachable': // the same page: who wrote an address is not told what is where in our network
    case 'outgoing.address_refused':
    case 'outgoing.no_answer':
      return 'school_unreachable';
    case 'outgoing.answer_too_large':
    case 'identity.idp_mismatch':
    case 'identity.identifier_ambiguous':
    case 'identity.identifier_not_allowed':
    case 'identity.education_sector_ambiguous':
    case 'identity.conflict':
      return 'sign_in_failed';
    case 'login.school_unknown':
      return 'school_unknown';
    case 'storage.unavailable':
    case 'storage.conflict':
    case 'register.unconfirmed':
    case 'keyring.unproven':
    case 'outbox.full':
    case 'account.changed_meanwhile':
      return 'busy';
    case 'http.bad_request':
      return 'bad_request';
    case 'http.redirect_uri_unregistered':
      return 'address_unregistered';
    case 'http.not_found':
      return 'not_found';
    case 'http.rate_limited':
    case 'outbox.too_many':
      return 'too_many_requests';
    case 'http.cross_site':
      return 'cross_site';
    default:
      return topicOfRest(code);
  }
}

/** What whoever runs Sluis has to look at, and what an answer of an IdP did wrong. */
function topicOfRest(code: OwnFault | ProtocolFault): ErrorTopic {
  switch (code) {
    case 'register.invalid':
    case 'settings.invalid':
    case 'secret.unreadable':
    case 'keyring.invalid':
    case 'account.refused':
    case 'account.unreadable':
    case 'document.refused':
    case 'document.unreadable':
    case 'outbox.refused':
    case 'factor.unreadable':
    case 'internal':
      return 'internal';
    default:
      return topicOfProtocolFault(code);
  }
}

/** One page for all of SAML and OpenID Connect. Whatever else is added to the codes has to get a case above. */
function topicOfProtocolFault(_code: ProtocolFault): ErrorTopic {
  return 'sign_in_failed';
}
