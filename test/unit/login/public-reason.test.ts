import { describe, expect, it } from 'vitest';
import { whoseTurnFor } from '../../../src/domain/release.ts';
import { publicReasonFor, publicReasons } from '../../../src/login/public-reason.ts';
import type { ParticipationRefusal } from '../../../src/release/taking-part.ts';

const refusals: readonly ParticipationRefusal[] = [
  'operator_agreement_not_in_force',
  'idp_not_in_force',
  'no_agreement',
  'agreement_not_active',
  'agreement_not_yet_valid',
  'agreement_expired',
  'service_not_covered',
  'service_not_enabled',
  'licence_not_yet_valid',
  'licence_expired',
];

describe('what anybody may know about why a school does not take part', () => {
  it('is whose turn it is, so that the page of one reason looks the same for every refusal behind it', () => {
    const turns = publicReasons.map((reason) => {
      const behind = refusals.filter((refusal) => publicReasonFor(refusal) === reason);
      return [reason, [...new Set(behind.map(whoseTurnFor))]];
    });
    expect(Object.fromEntries(turns)).toEqual({
      no_operator_agreement_now: ['board'],
      no_login_now: ['school'],
      no_agreement_now: ['board'],
      not_switched_on_now: ['school'],
    });
  });

  it.each(refusals)('is no exact reason: %s', (refusal) => {
    expect(publicReasonFor(refusal)).toMatch(/_now$/);
  });
});
