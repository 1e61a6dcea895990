import { expect, it } from 'vitest';
import { actsFor, afterAct, agreementActs } from '../../../../src/portal/agreements/steps.ts';
import { earlierOf } from '../../../../src/portal/agreements/earlier-agreement.ts';
import { agreementRecord, agreementStatuses } from '../../../../src/register/model/kinds/agreement.ts';
import { takesPlaceOf } from '../../../../src/register/model/validity.ts';
import { agreementSteps } from '../../../../src/rights/table.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';
import { required } from '../../../../testkit/values/ids.ts';

const agreement = required(exampleFederation().parsed().agreement[0]);

it.each(agreementStatuses)('offers for an agreement that is %s steps of a board alone', (status) => {
  for (const act of actsFor({ status })) {
    expect(agreementSteps.board[status]).toContain(afterAct(act, { ...agreement, status }).status);
  }
});

it('refuses an offer so that what it would replace goes on', () => {
  const offer = agreementRecord.parse({
    ...exampleFederation().lists.agreements[0],
    id: 'waterland-leesboom-2',
    replaces: agreement.id,
    status: 'offered',
  });
  for (const act of agreementActs.filter((each) => actsFor(offer).includes(each))) {
    expect(takesPlaceOf(afterAct(act, offer), agreement), act).toBe(false);
  }
});

it('compares with the one that is named, else with the newest that was agreed and has a service in common', () => {
  const of = (changes: object) =>
    agreementRecord.parse({ ...exampleFederation().lists.agreements[0], ...changes });
  const next = of({ id: 'next', status: 'offered', validFrom: '2027-08-01', validUntil: '2028-07-31' });
  const old = of({ id: 'old', validFrom: '2025-08-01', validUntil: '2026-07-31' });
  const declined = of({ id: 'declined', status: 'ended', validFrom: '2027-01-01' });
  const others = [next, old, agreement, declined];
  expect(earlierOf(next, others)?.id).toBe(agreement.id);
  expect(earlierOf({ ...next, replaces: old.id }, others)?.id).toBe('old');
  expect(earlierOf(next, [next, declined])).toBeUndefined();
});
