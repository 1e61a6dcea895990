import type { RefusalReason } from '../../domain/release.ts';

/** Why nobody gets in, in as many words as it makes a difference to whoever reads it at a school. */
export type ClosedWord =
  | 'off'
  | 'school'
  | 'operatorAgreement'
  | 'login'
  | 'blocked'
  | 'noAgreement'
  | 'notSigned'
  | 'notYet'
  | 'expired'
  | 'notCovered'
  | 'access'
  | 'licence'
  | 'unknown';

export function closedWord(reason: RefusalReason): ClosedWord {
  switch (reason) {
    case 'service_not_enabled':
      return 'off';
    case 'school_closed':
      return 'school';
    case 'operator_agreement_not_in_force':
      return 'operatorAgreement';
    case 'idp_not_in_force':
      return 'login';
    case 'service_blocked':
      return 'blocked';
    case 'no_agreement':
      return 'noAgreement';
    case 'agreement_not_active':
      return 'notSigned';
    case 'agreement_not_yet_valid':
      return 'notYet';
    case 'agreement_expired':
      return 'expired';
    case 'service_not_covered':
    case 'affiliation_not_covered':
    case 'affiliation_not_in_audience':
      return 'notCovered';
    case 'affiliation_not_in_access':
    case 'year_not_in_access':
    case 'year_not_supplied':
    case 'group_not_in_access':
    case 'group_not_supplied':
    case 'objection':
      return 'access';
    case 'licence_not_yet_valid':
    case 'licence_expired':
      return 'licence';
    case 'register_unconfirmed':
      return 'unknown';
  }
}
