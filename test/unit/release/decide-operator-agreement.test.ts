import { describe, expect, it } from 'vitest';
import { operatorTasks } from '../../../src/register/model/operator-agreement.ts';
import type { SnapshotBoard } from '../../../src/register/model/snapshot-board.ts';
import { decide } from '../../../src/release/decide.ts';
import { boardRecord, day, input, operatorTerms } from './decision-case.ts';

/** What comes of a sign-in on 1 September 2026 at a board that agreed this with the operator. */
function outcomeWith(agreed: SnapshotBoard['operatorAgreement']): string {
  const decision = decide(input({ board: boardRecord(agreed) }));
  return decision.outcome === 'allowed' ? 'allowed' : `${decision.reason}, turn of the ${decision.whoseTurn}`;
}

const refused = 'operator_agreement_not_in_force, turn of the board';

describe('without an agreement of board and operator that counts nobody signs in', () => {
  it.each<[string, SnapshotBoard['operatorAgreement']]>([
    ['there is none', 'none'],
    ['it begins tomorrow', operatorTerms({ validFrom: day('2026-09-02') })],
    ['it ended yesterday', operatorTerms({ validUntil: day('2026-08-31') })],
    [
      'its days are the wrong way round',
      operatorTerms({ validFrom: day('2026-09-02'), validUntil: day('2026-08-31') }),
    ],
    ['it covers nothing', operatorTerms({ covers: [] })],
    ['it covers the portal alone', operatorTerms({ covers: ['portal'] })],
  ])('%s', (_how, agreed) => {
    expect(outcomeWith(agreed)).toBe(refused);
  });

  it.each(['login', 'pseudonyms', 'ledger'] as const)('it does not cover %s', (left) => {
    const covers = operatorTasks.filter((task) => task !== left);
    expect(outcomeWith(operatorTerms({ covers }))).toBe(refused);
  });
});

describe('with one that counts', () => {
  it('people sign in on its first day and on its last one', () => {
    expect(outcomeWith(operatorTerms({ validFrom: day('2026-09-01') }))).toBe('allowed');
    expect(outcomeWith(operatorTerms({ validUntil: day('2026-09-01') }))).toBe('allowed');
  });

  it('that has no last day they go on', () => {
    expect(outcomeWith(operatorTerms({ validFrom: day('1999-01-01') }))).toBe('allowed');
  });
});

it('a board of before it was asked for signs in, in this release', () => {
  expect(outcomeWith(undefined)).toBe('allowed');
});
