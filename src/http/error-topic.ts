import type { ErrorCode } from '../domain/errors.ts';
import type { WhoseTurn } from '../domain/release.ts';

/**
 * What people are told about an error. Many codes share a topic: everything that an IdP's answer did wrong is
 * one and the same page, so that an attacker does not learn which check failed.
 */
export const errorTopics = [
  'sign_in_failed',
  'kind_unknown',
  'school_missing',
  'school_not_allowed',
  'identifier_missing',
  'other_school',
  'sign_in_lost',
  'sign_in_cancelled',
  'school_unreachable',
  'school_unknown',
  'busy',
  'bad_request',
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

const byTopic: Readonly<Record<ErrorTopic, Omit<Explanation, 'topic'>>> = {
  sign_in_failed: { status: 400, whoseTurn: 'school' },
  kind_unknown: { status: 403, whoseTurn: 'school' },
  school_missing: { status: 403, whoseTurn: 'school' },
  school_not_allowed: { status: 403, whoseTurn: 'school' },
  identifier_missing: { status: 403, whoseTurn: 'school' },
  other_school: { status: 403, whoseTurn: 'school' },
  sign_in_lost: { status: 400, whoseTurn: 'person' },
  sign_in_cancelled: { status: 400, whoseTurn: 'person' },
  school_unreachable: { status: 503, whoseTurn: 'school' },
  school_unknown: { status: 400, whoseTurn: 'person' },
  busy: { status: 503, whoseTurn: 'operator' },
  bad_request: { status: 400, whoseTurn: 'supplier' },
  not_found: { status: 404, whoseTurn: 'person' },
  too_many_requests: { status: 429, whoseTurn: 'person' },
  cross_site: { status: 403, whoseTurn: 'person' },
  internal: { status: 500, whoseTurn: 'operator' },
};

/** The one mapping from an internal error code to what the outside sees. */
export function explain(code: ErrorCode): Explanation {
  const topic = topicOf(code);
  return { topic, ...byTopic[topic] };
}

function topicOf(code: ErrorCode): ErrorTopic {
  switch (code) {
    case 'identity.kind_unknown':
    case 'identity.kind_ambiguous':
      return 'kind_unknown';
    case 'identity.school_missing':
      return 'school_missing';
    case 'identity.school_out_of_scope':
      return 'school_not_allowed';
    case 'identity.identifier_missing':
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
    case 'login.idp_unreachable':
    // the same page: who wrote an address is not told what is where in the broker's network
    case 'outgoing.address_refused':
    case 'outgoing.no_answer':
      return 'school_unreachable';
    case 'outgoing.answer_too_large':
      return 'sign_in_failed';
    case 'login.school_unknown':
      return 'school_unknown';
    case 'storage.unavailable':
    case 'storage.conflict':
    case 'register.unconfirmed':
    case 'keyring.unproven':
      return 'busy';
    case 'http.bad_request':
      return 'bad_request';
    case 'http.not_found':
      return 'not_found';
    case 'http.rate_limited':
      return 'too_many_requests';
    case 'http.cross_site':
      return 'cross_site';
    case 'register.invalid':
    case 'settings.invalid':
    case 'keyring.invalid':
    case 'internal':
      return 'internal';
    default:
      return topicOfFamily(code);
  }
}

/** Only the three open families are left: whatever else is added to `ErrorCode` has to get a case above. */
function topicOfFamily(_code: `saml.${string}` | `oidc.${string}` | `identity.${string}`): ErrorTopic {
  return 'sign_in_failed';
}
