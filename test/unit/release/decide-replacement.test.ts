import type { Agreement } from '../../../src/register/model/kinds/agreement.ts';
import { describe, expect, it } from 'vitest';
import { agreementId } from '../../../src/domain/ids.ts';
import { decide } from '../../../src/release/decide.ts';
import { required } from '../../../testkit/values/ids.ts';
import { agreement, day, input, otherService, versioned } from './decision-case.ts';

const older = agreement();
const newer = (changes: Partial<Agreement> = {}) =>
  agreement({
    id: required(agreementId('waterland-leesboom-2')),
    replaces: older.id,
    validFrom: day('2026-09-01'),
    ...changes,
  });

/** Which agreement the decision rests on, or why there is none. */
function basisOf(...agreements: readonly Agreement[]): string {
  const decision = decide(input({ agreements: agreements.map((record) => versioned(record)) }));
  return decision.outcome === 'allowed' ? decision.basis.agreement : decision.reason;
}

describe('an agreement that replaces another one', () => {
  it('counts from its first day on, and the older one until the day before', () => {
    expect(basisOf(older, newer())).toBe('waterland-leesboom-2');
    expect(basisOf(older, newer({ validFrom: day('2026-09-02') }))).toBe('waterland-leesboom');
  });

  it.each(['suspended', 'ended'] as const)('does not bring the older one back when it is %s', (status) => {
    expect(basisOf(older, newer({ status }))).toBe('agreement_not_active');
  });

  it('does not bring it back when its days are over, or for a service that it leaves out', () => {
    expect(basisOf(older, newer({ validFrom: day('2026-08-02'), validUntil: day('2026-08-31') }))).toBe(
      'agreement_expired',
    );
    expect(basisOf(older, newer({ services: [{ service: otherService, affiliations: ['pupil'] }] }))).toBe(
      'service_not_covered',
    );
  });

  it.each(['draft', 'offered'] as const)('takes no place as long as it is %s', (status) => {
    expect(basisOf(older, newer({ status }))).toBe('waterland-leesboom');
  });

  it('takes the place of one agreement only, and never its own', () => {
    expect(basisOf(older, newer({ replaces: required(agreementId('another')), status: 'ended' }))).toBe(
      'waterland-leesboom',
    );
    expect(basisOf(agreement({ replaces: older.id }))).toBe('waterland-leesboom');
  });

  it('leaves nothing when two replace each other', () => {
    expect(basisOf(agreement({ replaces: newer().id }), newer())).toBe('no_agreement');
  });
});
