import type { Transform } from './attributes.ts';
import type { AgreementId, AttributeName } from './ids.ts';
import type { SchoolYear } from './school-year.ts';

/** Why a whole sign-in is refused. Each has a page that says whose turn it is. */
export const refusalReasons = [
  'school_closed',
  'operator_agreement_not_in_force',
  'idp_not_in_force',
  'service_blocked',
  'no_agreement',
  'agreement_not_active',
  'agreement_not_yet_valid',
  'agreement_expired',
  'service_not_covered',
  'affiliation_not_covered',
  'affiliation_not_in_audience',
  'service_not_enabled',
  'objection',
  'affiliation_not_in_access',
  'year_not_in_access',
  'year_not_supplied',
  'group_not_in_access',
  'group_not_supplied',
  'licence_not_yet_valid',
  'licence_expired',
  'register_unconfirmed',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Who can change a refusal. */
export type WhoseTurn = 'school' | 'board' | 'supplier' | 'operator' | 'person';

/** Who can open the gate that a refusal names. */
export function whoseTurnFor(reason: RefusalReason): WhoseTurn {
  switch (reason) {
    case 'service_not_enabled':
    case 'objection':
    case 'idp_not_in_force':
    case 'affiliation_not_in_access':
    case 'year_not_in_access':
    case 'year_not_supplied':
    case 'group_not_in_access':
    case 'group_not_supplied':
    case 'licence_not_yet_valid':
    case 'licence_expired':
      return 'school';
    case 'operator_agreement_not_in_force':
    case 'no_agreement':
    case 'agreement_not_active':
    case 'agreement_not_yet_valid':
    case 'agreement_expired':
    case 'service_not_covered':
    case 'affiliation_not_covered':
      return 'board';
    case 'affiliation_not_in_audience':
    case 'school_closed':
      return 'person';
    case 'service_blocked':
    case 'register_unconfirmed':
      return 'operator';
  }
}

/** True where a page about this refusal tells something of the person, not only of school, agreement and service. */
export function dependsOnPerson(reason: RefusalReason): boolean {
  switch (reason) {
    case 'objection':
    case 'affiliation_not_covered':
    case 'affiliation_not_in_audience':
    case 'affiliation_not_in_access':
    case 'year_not_in_access':
    case 'year_not_supplied':
    case 'group_not_in_access':
    case 'group_not_supplied':
      return true;
    case 'school_closed':
    case 'operator_agreement_not_in_force':
    case 'idp_not_in_force':
    case 'service_blocked':
    case 'no_agreement':
    case 'agreement_not_active':
    case 'agreement_not_yet_valid':
    case 'agreement_expired':
    case 'service_not_covered':
    case 'service_not_enabled':
    case 'licence_not_yet_valid':
    case 'licence_expired':
    case 'register_unconfirmed':
      return false;
  }
}

/** Why one claim stays behind although the service is registered for it. */
export const withheldReasons = [
  'not_requested',
  'forbidden_by_federation',
  'not_in_agreement',
  'affiliation_not_in_agreement',
  'not_enabled_by_school',
  'value_not_readable',
  'objection',
  'not_supplied',
  /** The IdP may not speak for the domain of this e-mail address. */
  'outside_email_domains',
] as const;
export type WithheldReason = (typeof withheldReasons)[number];

export interface ReleasedClaim {
  readonly name: AttributeName;
  readonly values: readonly string[];
  /** All transforms that were applied, those of the agreement and those of the school. */
  readonly transforms: readonly Transform[];
  /** Of groups, whose names are `values`: what else each of them says. Its id is put in when it leaves. */
  readonly ofEachGroup?: OfEachGroup;
}

export interface OfEachGroup {
  readonly schoolYear: SchoolYear;
  /** How far the person is at school; absent unless that is released as a claim of its own. */
  readonly year?: string;
}

export interface WithheldClaim {
  readonly name: AttributeName;
  readonly reason: WithheldReason;
}

/** The versions that a decision rests on: every token can be traced to them. */
export interface DecisionBasis {
  readonly agreement: AgreementId;
  readonly agreementVersion: number;
  readonly policyVersion: number;
  /** Of the school's access rule for the service; absent when there was none. */
  readonly accessVersion?: number;
}

/** Outcome of `decide`: the only place where it is settled what leaves. */
export type Decision =
  | { readonly outcome: 'refused'; readonly reason: RefusalReason; readonly whoseTurn: WhoseTurn }
  | {
      readonly outcome: 'allowed';
      readonly released: readonly ReleasedClaim[];
      readonly withheld: readonly WithheldClaim[];
      readonly basis: DecisionBasis;
    };
