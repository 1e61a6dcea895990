import { describe, expect, it } from 'vitest';
import { claimRowsOf } from '../../../../src/portal/services/claim-rows.ts';
import { policyOf } from '../../../../src/portal/services/policy-form.ts';
import { restoredChoices } from '../../../../src/portal/services/versions/restored-choices.ts';
import { allow, policy, row, withAgreement } from '../../release/decision-case.ts';

describe('choices that come back', () => {
  it('are narrowed to what is agreed today, and what is lost is named', () => {
    const given = withAgreement({ annex: [row('given_name')] });
    const rows = claimRowsOf(given);
    const earlier = policy({ claims: [allow('given_name'), allow('family_name')] });
    const { filled, lost } = restoredChoices(given, rows, earlier);
    expect(policyOf(given, rows, filled).claims.map(({ name }) => name)).toEqual(['given_name']);
    expect(lost).toEqual(['family_name']);
  });

  it('are for the policy as it is, whatever its version was then', () => {
    const given = withAgreement({ annex: [row('given_name')] });
    const { filled } = restoredChoices(given, claimRowsOf(given), policy({ enabled: false }));
    expect([filled.version, filled.enabled]).toEqual([given.policy?.version, false]);
  });

  it('leave out what the form can only keep: it would keep that of today', () => {
    const given = withAgreement({ annex: [row('birthdate')] });
    const rows = claimRowsOf(given);
    const several = [{ kind: 'year' }, { kind: 'values', allow: ['2016'] }] as const;
    const { filled, lost } = restoredChoices(given, rows, policy({ claims: [allow('birthdate', several)] }));
    expect(policyOf(given, rows, filled).claims).toEqual([]);
    expect(lost).toEqual(['birthdate']);
  });
});
