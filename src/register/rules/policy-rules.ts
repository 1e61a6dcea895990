import { faultOf, type Fault } from '../../domain/fault.ts';
import { ruleId } from '../model/kinds/policy.ts';
import { sharedAffiliations } from './policy-lines.ts';
import type { RuleInput } from './rule-input.ts';
import { transformFaults, unknownAttribute } from './shared-faults.ts';

/** A policy is about claims that this federation releases, and says one thing about a claim of one affiliation. */
export function* policyRules({ focus, catalogue }: RuleInput): Generator<Fault> {
  for (const policy of focus.policy) {
    const name = { kind: 'policy', id: ruleId(policy) } as const;
    for (const [position, claim] of policy.claims.entries()) {
      const at = { ...name, path: ['claims', position] } as const;
      const attribute = catalogue.attributes.get(claim.name);
      if (attribute === undefined) yield unknownAttribute(at, claim.name);
      if (attribute?.releasable === false) {
        const problem = `attribute ${claim.name} is never released to anyone in this federation`;
        yield { ...at, problem, remedy: 'leave it out' };
      }
      const ofTransforms = { ...at, path: [...at.path, 'transforms'] };
      yield* transformFaults(catalogue, ofTransforms, claim.name, claim.transforms);
    }
    for (const found of sharedAffiliations(policy)) yield faultOf(name, found);
  }
}
