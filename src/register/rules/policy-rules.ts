import type { Fault } from '../../domain/fault.ts';
import { ruleId } from '../model/kinds/policy.ts';
import type { RuleInput } from './rule-input.ts';
import { transformFaults, unknownAttribute } from './shared-faults.ts';

/** A policy is about claims that this federation releases. */
export function* policyRules({ focus, catalogue }: RuleInput): Generator<Fault> {
  for (const policy of focus.policy) {
    const seen = new Set<string>();
    for (const [position, claim] of policy.claims.entries()) {
      const at = { kind: 'policy', id: ruleId(policy), path: ['claims', position] } as const;
      const attribute = catalogue.attributes.get(claim.name);
      if (attribute === undefined) yield unknownAttribute(at, claim.name);
      if (attribute?.releasable === false) {
        const problem = `attribute ${claim.name} is never released to anyone in this federation`;
        yield { ...at, problem, remedy: 'leave it out' };
      }
      if (seen.has(claim.name)) {
        const problem = `claim ${claim.name} is switched on twice`;
        yield { ...at, problem, remedy: 'keep one of the two' };
      }
      seen.add(claim.name);
      const ofTransforms = { ...at, path: [...at.path, 'transforms'] };
      yield* transformFaults(catalogue, ofTransforms, claim.name, claim.transforms);
    }
  }
}
