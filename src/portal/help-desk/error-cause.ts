import { errorCodes, type ErrorCode } from '../../domain/error-codes.ts';
import {
  dependsOnPerson,
  refusalReasons,
  whoseTurnFor,
  type RefusalReason,
  type WhoseTurn,
} from '../../domain/release.ts';
import { explain, type ErrorTopic } from '../../http/error-topic.ts';
import {
  explanationTopic,
  explanationTopics,
  isExplained,
} from '../../http/explanations/explained-errors.ts';

/** Why a sign-in did not succeed, in as many words as it makes a difference to whoever helps at a school. */
export const errorCauses = [
  'switched_off',
  'school_closed',
  'operator_agreement',
  'login_off',
  'blocked',
  'agreement',
  'not_meant_for',
  'not_let_in',
  'group_missing',
  'objection',
  'licence',
  'school_answer',
  'affiliation_missing',
  'school_missing',
  'unknown_to_us',
  'other_school',
  'lost',
  'cancelled',
  'denied_by_school',
  'school_unreachable',
  'request',
  'too_many',
  'busy',
  'our_fault',
] as const;
export type ErrorCause = (typeof errorCauses)[number];

/** Where on the way of a sign-in it ended, in the order of that way. */
export type ErrorStep = 'request' | 'at_school' | 'answer' | 'decision';

export interface ExplainedError {
  readonly cause: ErrorCause;
  readonly step: ErrorStep;
  readonly whoseTurn: WhoseTurn;
  /** The cause tells something of whoever tried, and not of school, service and agreement alone. */
  readonly isOfPerson: boolean;
}

/** What a code of the trail means: a reason of a refusal, an error code, or an error that a supplier got. Those of earlier versions are nobody's but ours. */
export function explainedError(code: string): ExplainedError {
  const reason = refusalReasons.find((each) => each === code);
  if (reason !== undefined) {
    const cause = causeOfRefusal(reason);
    return {
      cause,
      step: 'decision',
      whoseTurn: whoseTurnFor(reason),
      isOfPerson: dependsOnPerson(reason),
    };
  }
  if (isErrorCode(code)) {
    const { topic, whoseTurn } = explain(code);
    const cause = causeOfTopic(topic);
    return { cause, step: stepOf(cause), whoseTurn, isOfPerson: false };
  }
  if (isExplained(code)) {
    const whoseTurn: WhoseTurn = explanationTopics[explanationTopic(code)];
    return {
      cause: whoseTurn === 'operator' ? 'busy' : 'request',
      step: 'request',
      whoseTurn,
      isOfPerson: false,
    };
  }
  return { cause: 'our_fault', step: 'request', whoseTurn: 'operator', isOfPerson: false };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

function causeOfRefusal(reason: RefusalReason): ErrorCause {
  switch (reason) {
    case 'service_not_enabled':
      return 'switched_off';
    case 'school_closed':
      return 'school_closed';
    case 'operator_agreement_not_in_force':
      return 'operator_agreement';
    case 'idp_not_in_force':
      return 'login_off';
    case 'service_blocked':
      return 'blocked';
    case 'no_agreement':
    case 'agreement_not_active':
    case 'agreement_not_yet_valid':
    case 'agreement_expired':
    case 'service_not_covered':
      return 'agreement';
    case 'affiliation_not_covered':
    case 'affiliation_not_in_audience':
      return 'not_meant_for';
    case 'affiliation_not_in_access':
    case 'year_not_in_access':
    case 'group_not_in_access':
      return 'not_let_in';
    case 'year_not_supplied':
    case 'group_not_supplied':
      return 'group_missing';
    case 'objection':
      return 'objection';
    case 'licence_not_yet_valid':
    case 'licence_expired':
      return 'licence';
    case 'register_unconfirmed':
      return 'busy';
  }
}

function causeOfTopic(topic: ErrorTopic): ErrorCause {
  switch (topic) {
    case 'sign_in_failed':
      return 'school_answer';
    case 'affiliation_unknown':
      return 'affiliation_missing';
    case 'school_missing':
    case 'school_not_allowed':
      return 'school_missing';
    case 'identifier_missing':
      return 'unknown_to_us';
    case 'other_school':
      return 'other_school';
    case 'sign_in_lost':
      return 'lost';
    case 'sign_in_cancelled':
      return 'cancelled';
    case 'denied_by_school':
      return 'denied_by_school';
    case 'school_unreachable':
      return 'school_unreachable';
    case 'too_many_requests':
      return 'too_many';
    case 'busy':
      return 'busy';
    case 'school_unknown':
    case 'bad_request':
    case 'address_unregistered':
    case 'not_found':
    case 'cross_site':
      return 'request';
    case 'internal':
      return 'our_fault';
  }
}

function stepOf(cause: ErrorCause): ErrorStep {
  switch (cause) {
    case 'cancelled':
    case 'denied_by_school':
    case 'school_unreachable':
      return 'at_school';
    case 'school_answer':
    case 'affiliation_missing':
    case 'school_missing':
    case 'unknown_to_us':
    case 'other_school':
    case 'lost':
      return 'answer';
    default:
      return 'request';
  }
}
