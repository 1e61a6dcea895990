import type { ReleasePolicy } from '../model/register.ts';
import { missing, transformFaults, unknownAttribute } from './faults.ts';
import type { Incoherence, Picture } from './picture.ts';

/** A policy is about a school and a service that exist, and about claims that this federation releases. */
export function* policyRules(picture: Picture): Generator<Incoherence> {
  for (const [index, policy] of picture.focus.policies.entries()) {
    if (picture.index.schools.isMissing(policy.school)) {
      yield missing('policy', index, ['school'], 'school', policy.school);
    }
    if (picture.index.services.isMissing(policy.service)) {
      yield missing('policy', index, ['service'], 'service', policy.service);
    }
    yield* claimsInCatalogue(picture, policy, index);
  }
}

function* claimsInCatalogue(picture: Picture, policy: ReleasePolicy, index: number): Generator<Incoherence> {
  const seen = new Set<string>();
  for (const [position, claim] of policy.claims.entries()) {
    const path = ['claims', position];
    const attribute = picture.catalogue.attributes.get(claim.name);
    if (attribute === undefined) yield unknownAttribute('policy', index, path, claim.name);
    if (attribute?.releasable === false) {
      const problem = `attribute ${claim.name} is never released to anyone in this federation`;
      yield { kind: 'policy', index, path, problem, remedy: 'leave it out' };
    }
    if (seen.has(claim.name)) {
      const problem = `claim ${claim.name} is switched on twice`;
      yield { kind: 'policy', index, path, problem, remedy: 'keep one of the two' };
    }
    seen.add(claim.name);
    const at = { kind: 'policy', index, path: [...path, 'transforms'] } as const;
    yield* transformFaults(picture.catalogue, at, claim.name, claim.transforms);
  }
}
