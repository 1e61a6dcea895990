import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affiliations } from '../../../src/domain/person.ts';
import { decide } from '../../../src/release/decide.ts';
import { arbitraryInput } from './arbitrary-federation.ts';
import { allowFor } from './decision-case.ts';

const runs = { numRuns: 1000 };

describe('decide, whatever the lines of a policy say for whom', () => {
  it('is the same whether a line is for all, or there is one like it for each affiliation', () => {
    let released = 0;
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        fc.pre(given.policy !== undefined);
        const { record, version } = given.policy;
        const claims = record.claims.flatMap((line) =>
          (line.affiliations ?? affiliations).map((each) => ({ ...line, affiliations: [each] })),
        );
        const decision = decide(given);
        released += decision.outcome === 'allowed' ? decision.released.length : 0;
        expect(decide({ ...given, policy: { record: { ...record, claims }, version } })).toEqual(decision);
      }),
      runs,
    );
    expect(released).toBeGreaterThan(20);
  });

  it('asks nothing of what lines for other affiliations say, whatever they open', () => {
    fc.assert(
      fc.property(arbitraryInput, (given) => {
        fc.pre(given.policy !== undefined);
        const { record, version } = given.policy;
        const others = affiliations.filter((each) => each !== given.affiliation);
        const more = given.service.claims.map((claim) => allowFor(others, claim.name));
        const claims = [
          ...record.claims.filter((line) => line.affiliations?.includes(given.affiliation) ?? true),
          ...more,
        ];
        expect(decide({ ...given, policy: { record: { ...record, claims }, version } })).toEqual(
          decide(given),
        );
      }),
      runs,
    );
  });
});
