import { describe, expect, it } from 'vitest';
import { attributeName } from '../../../../src/domain/ids.ts';
import type { CountedClaim } from '../../../../src/domain/ledger.ts';
import type { PolicyLine } from '../../../../src/register/model/kinds/policy.ts';
import { hindsightBy } from '../../../../src/portal/services/counted-hindsight.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { seen } from '../../../../testkit/pages/invented-service.ts';

const group = required(attributeName('group'));
const on: readonly PolicyLine[] = [{ name: group, transforms: [] }];
type Part = readonly [then: CountedClaim['then'], entries: number, people: number];
const left = { transforms: [] };

/** What the page would say of groups of pupils, with these numbers in the ledger and this choice of the school. */
function told(parts: readonly Part[], claims: readonly PolicyLine[], all = { entries: 0, people: 0 }) {
  const sum = (member: 1 | 2) => parts.reduce((total, part) => total + part[member], 0);
  const counted = {
    affiliations: [
      {
        affiliation: 'pupil' as const,
        entries: Math.max(all.entries, sum(1)),
        people: Math.max(all.people, sum(2)),
      },
    ],
    claims: parts.map(([then, entries, people]) => ({
      affiliation: 'pupil' as const,
      claim: group,
      then,
      entries,
      people,
    })),
  };
  const { policy } = seen.input;
  const after = policy && { ...policy, record: { ...policy.record, claims } };
  const found = hindsightBy(counted, { ...seen.input, policy: after })('pupil');
  return found && [found.signIns, Object.fromEntries(found.fatesOf(group) ?? [['too few', true]])];
}

describe('what a change would have done, counted', () => {
  it('is how often a claim left that would have stayed behind, in fives', () => {
    const parts = [
      [left, 312, 60],
      [{ reason: 'not_supplied' }, 28, 9],
    ] as const;
    expect(told(parts, [])).toEqual([340, { stopped: 310 }]);
    expect(told(parts, on)).toEqual([340, { released: 310, not_supplied: 30 }]);
  });

  it('says what hangs on a value, and what was never asked for', () => {
    const some = [{ name: group, transforms: [{ kind: 'values', allow: ['5a'] }] }] as const;
    expect(told([[left, 50, 10]], some)).toEqual([50, { by_value: 50 }]);
    expect(told([[{ reason: 'not_enabled_by_school' }, 50, 10]], on)).toEqual([50, { never_asked: 50 }]);
  });

  it('is said of no fewer than five people', () => {
    expect(told([[left, 300, 4]], [])).toBeUndefined();
    expect(told([[left, 300, 5]], [])).toEqual([300, { stopped: 300 }]);
    expect(told([], [])).toBeUndefined();
  });

  it('says the same whether a few people were different or not, whatever is asked', () => {
    const alike = [[left, 340, 60]] as const;
    const withFew: readonly Part[] = [
      [left, 330, 56],
      [{ reason: 'objection' }, 10, 4],
    ];
    const reduced = [{ name: group, transforms: [{ kind: 'initial' }] }] as const;
    for (const claims of [[], on, reduced]) expect(told(withFew, claims)).toEqual(told(alike, claims));
  });

  it('says nothing of a claim of which each fate is that of a few', () => {
    const few = [
      [left, 20, 4],
      [{ reason: 'not_supplied' }, 20, 4],
    ] as const;
    expect(told(few, [])).toEqual([40, { 'too few': true }]);
  });

  it('counts sign-ins of before the service was registered for a claim as never asked, where they are enough', () => {
    expect(told([[left, 100, 30]], on, { entries: 200, people: 40 })).toEqual([
      200,
      { released: 100, never_asked: 100 },
    ]);
    expect(told([[left, 100, 30]], on, { entries: 110, people: 32 })).toEqual([110, { released: 110 }]);
  });
});
