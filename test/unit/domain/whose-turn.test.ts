import { expect, it } from 'vitest';
import { refusalReasons, whoseTurnFor } from '../../../src/domain/release.ts';

it('every reason of a refusal has somebody whose turn it is', () => {
  expect(Object.fromEntries(refusalReasons.map((reason) => [reason, whoseTurnFor(reason)]))).toEqual({
    school_closed: 'person',
    operator_agreement_not_in_force: 'board',
    idp_not_in_force: 'school',
    service_blocked: 'operator',
    no_agreement: 'board',
    agreement_not_active: 'board',
    agreement_not_yet_valid: 'board',
    agreement_expired: 'board',
    service_not_covered: 'board',
    affiliation_not_covered: 'board',
    affiliation_not_in_audience: 'person',
    service_not_enabled: 'school',
    objection: 'school',
    affiliation_not_in_access: 'school',
    year_not_in_access: 'school',
    year_not_supplied: 'school',
    group_not_in_access: 'school',
    group_not_supplied: 'school',
    licence_not_yet_valid: 'school',
    licence_expired: 'school',
    register_unconfirmed: 'operator',
  });
});
