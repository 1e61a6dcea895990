import { type Agreement, agreementStatuses } from '../../../../src/register/model/kinds/agreement.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { incoherences } from '../../../../src/register/rules/coherence.ts';
import { allOf } from '../../../../src/register/rules/rule-input.ts';
import { agreementId } from '../../../../src/domain/ids.ts';
import { agreementsInForce } from '../../../../src/release/sign-in.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { agreement, day, input, versioned } from '../../release/decision-case.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { inputOf, records } from './rule-case.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';

const ids = ['een', 'twee', 'drie', 'vier'];
const days = ['2026-08-01', '2026-08-02', '2026-08-03', '2026-08-04', '2026-08-05'].map(day);

/** Agreements of one board and supplier about one service, on a few days, so that they often meet. */
const agreements: fc.Arbitrary<readonly Agreement[]> = fc
  .tuple(
    ...ids.map((id) =>
      fc
        .record({
          status: fc.constantFrom(...agreementStatuses, 'active' as const, 'active' as const),
          days: fc.tuple(fc.constantFrom(...days), fc.constantFrom(...days)).map((pair) => pair.toSorted()),
          replaces: fc.option(fc.constantFrom(...ids), { nil: undefined }),
        })
        .map(({ status, days: [first, last], replaces }) =>
          agreement({
            id: required(agreementId(id)),
            status,
            validFrom: required(first),
            validUntil: required(last),
            annex: [],
            ...(replaces === undefined ? {} : { replaces: required(agreementId(replaces)) }),
          }),
        ),
    ),
  )
  .chain((all) => fc.subarray(all, { minLength: 1 }));

const register = exampleFederation().parsed();
const faultsOf = (list: readonly Agreement[]) =>
  incoherences(allOf({ ...register, agreement: list }, catalogue));
const isCoherent = (list: readonly Agreement[]) => faultsOf(list).length === 0;

describe('agreements that follow and replace each other', () => {
  it('are tried coherent and not', () => {
    const tried = fc.sample(agreements, { numRuns: 1000, seed: 1 });
    const coherent = tried.filter(isCoherent);
    expect(coherent.length).toBeGreaterThan(50);
    expect(
      coherent.filter((list) => list.some(({ replaces }) => replaces !== undefined)).length,
    ).toBeGreaterThan(10);
    expect(tried.length - coherent.length).toBeGreaterThan(200);
  });

  it('leave no day on which two are in force, when the register accepts them', () => {
    fc.assert(
      fc.property(agreements.filter(isCoherent), fc.constantFrom(...days), (list, today) => {
        const given = input({ today, agreements: list.map((record) => versioned(record)) });
        expect(agreementsInForce(given).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it('are refused as a whole exactly when one of them is refused by itself', () => {
    fc.assert(
      fc.property(agreements, (list) => {
        const alone = list.flatMap((record) => [
          ...incoherences(inputOf({ ...records({}), agreement: [record] }, { ...register, agreement: list })),
        ]);
        expect(alone.length > 0).toBe(faultsOf(list).length > 0);
      }),
      { numRuns: 500 },
    );
  });
});
