import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transform } from '../../../src/domain/attributes.ts';
import { decide } from '../../../src/release/decide.ts';
import {
  hindsightOf,
  type ClaimInHindsight,
  type Hindsight,
  type PastSignIn,
} from '../../../src/release/hindsight.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import { arbitraryInput, inputAboutGroups } from './arbitrary-federation.ts';
import {
  agreement,
  allow,
  allowed,
  attribute,
  catalogueOf,
  fateOf,
  input,
  name,
  policy,
  row,
  versioned,
  withPolicy,
  withValues,
} from './decision-case.ts';

/** What the ledger keeps of a decision, as it is written at a disclosure; `undefined`: nobody was let in. */
function entryOf(given: DecisionInput): PastSignIn | undefined {
  const decision = decide(given);
  if (decision.outcome === 'refused') return undefined;
  return {
    affiliation: given.affiliation,
    released: decision.released.map((claim) => ({
      claim: claim.name,
      transforms: [...new Set(claim.transforms.map(({ kind }) => kind))],
    })),
    withheld: decision.withheld.map((claim) => ({ claim: claim.name, reason: claim.reason })),
  };
}

/** Whether the decision can be what hindsight says. */
function fits(said: ClaimInHindsight, given: DecisionInput): boolean {
  const { released, withheld } = allowed(decide(given));
  const isReleased = released.some((claim) => claim.name === said.name);
  const reason = withheld.find((claim) => claim.name === said.name)?.reason;
  if (said.outcome === 'released') return isReleased;
  if (said.outcome === 'withheld') return reason === said.reason;
  return said.because === 'never_asked' || isReleased || reason === 'value_not_readable';
}

function wrongIn(said: Hindsight, given: DecisionInput): readonly unknown[] {
  const decision = decide(given);
  if (decision.outcome === 'refused') {
    return said.outcome === 'refused' && said.reason === decision.reason ? [] : [said, decision];
  }
  if (said.outcome === 'refused') return [said, decision];
  const named = [...decision.released, ...decision.withheld].map((claim) => claim.name);
  const isComplete =
    named.toSorted().join() ===
    said.claims
      .map((claim) => claim.name)
      .toSorted()
      .join();
  return isComplete ? said.claims.filter((claim) => !fits(claim, given)) : [said, decision];
}

/** The same person through the same login, with what another register says of agreement, policy and service. */
const changedOf = (then: DecisionInput, register: DecisionInput): DecisionInput => ({
  ...then,
  board: register.board,
  agreements: register.agreements,
  policy: register.policy,
  service: register.service,
});

const said = (claim: string, then: DecisionInput, now: DecisionInput) => {
  const past = entryOf(then);
  if (past === undefined) throw new TypeError('nobody was let in');
  const hindsight = hindsightOf(past, now);
  if (hindsight.outcome === 'refused') return hindsight.reason;
  const found = hindsight.claims.find((each) => each.name === name(claim));
  if (found === undefined) return undefined;
  if (found.outcome === 'withheld') return found.reason;
  return found.outcome === 'unknown' ? found.because : found.outcome;
};

describe('a sign-in in hindsight', () => {
  it('comes out as the decision about the same person would', () => {
    let known = 0;
    const anyInput = fc.oneof(arbitraryInput, inputAboutGroups);
    fc.assert(
      fc.property(anyInput, arbitraryInput, fc.boolean(), (then, register, isPolicyAlone) => {
        const past = entryOf(then);
        if (past === undefined) return;
        const now = isPolicyAlone ? { ...then, policy: register.policy } : changedOf(then, register);
        const hindsight = hindsightOf(past, now);
        known += hindsight.outcome === 'refused' ? 0 : 1;
        expect(wrongIn(hindsight, now)).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
    expect(known).toBeGreaterThan(50);
  });

  it('is known for certain where less is switched on than then', () => {
    const less = withPolicy({ claims: [allow('given_name')] });
    expect(said('group', input(), less)).toBe('not_enabled_by_school');
    expect(said('given_name', input(), less)).toBe('released');
    expect(said('given_name', input(), withPolicy({ enabled: false }))).toBe('service_not_enabled');
    const narrower = input({ agreements: [versioned(agreement({ annex: [row('given_name')] }))] });
    expect(said('group', input(), narrower)).toBe('not_in_agreement');
  });

  it('hangs on the value where a claim is reduced that left whole, and is known where it left so', () => {
    const reduced = withPolicy({ claims: [allow('given_name', [{ kind: 'initial' }])] });
    expect(said('given_name', input(), reduced)).toBe('by_value');
    expect(said('given_name', reduced, reduced)).toBe('released');
    expect(said('given_name', reduced, input())).toBe('released');
    const some = withPolicy({ claims: [allow('group', [{ kind: 'values', allow: ['groep-5'] }])] });
    expect(said('group', some, some)).toBe('by_value');
    expect(said('group', some, input())).toBe('released');
  });

  it('hangs on the values that a filter had taken away, of which perhaps none can be reduced', () => {
    const rows = [...input().catalogue.attributes.values()].map((each) =>
      each.name === name('group')
        ? attribute('group', { type: 'list', transforms: ['values', 'initial'] })
        : each,
    );
    const catalogue = catalogueOf(rows);
    const values = new Map([[name('group'), ['groep-5', '5']]]);
    const by = (...transforms: readonly Transform[]) =>
      input({
        catalogue,
        attributes: values,
        policy: versioned(policy({ claims: [allow('group', transforms)] })),
      });
    const both = by({ kind: 'values', allow: ['groep-5'] }, { kind: 'initial' });
    expect(said('group', both, by({ kind: 'initial' }))).toBe('by_value');
    expect(fateOf('group', { ...by({ kind: 'initial' }), requestedScopes: new Set(['profile']) })).toBe(
      'value_not_readable',
    );
  });

  it('says why a claim would have stayed behind all the same, or that it was never asked for', () => {
    const less = withPolicy({ claims: [] });
    expect(said('group', less, input())).toBe('never_asked');
    expect(said('group', withValues('group', []), input())).toBe('not_supplied');
    expect(said('group', input({ requestedScopes: new Set(['openid']) }), input())).toBe('not_requested');
    expect(said('given_name', withValues('given_name', ['Sanne', 'Anna']), input())).toBe('by_value');
    const withoutPolicy = input({ policy: undefined });
    expect(said('group', input(), withoutPolicy)).toBe('service_not_enabled');
    expect(said('group', input(), input({ policy: versioned(policy()) }))).toBe('released');
  });
});
