import type { Agreement, ReleasePolicy, School, Service } from '../register.ts';
import { missing, transformFaults, unknownAttribute } from './faults.ts';
import type { Incoherence, Picture } from './picture.ts';

/** A policy is about a school and a service that exist, and never wider than what was agreed or asked for. */
export function* policyRules(picture: Picture): Generator<Incoherence> {
  for (const [index, policy] of picture.federation.policies.entries()) {
    if (picture.schools.isMissing(policy.school)) {
      yield missing('policy', index, ['school'], 'school', policy.school);
    }
    if (picture.services.isMissing(policy.service)) {
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

/**
 * What a policy switches on has to be registered for by the service and covered by an agreement of the
 * school's board with the service's supplier, whatever the status and dates of that agreement.
 *
 * Not a rule for a register in use: an agreement made narrower clips the policies under it (they release
 * less at once), it does not make them invalid. So only files are held to it.
 */
export function* policyWidthRules(picture: Picture): Generator<Incoherence> {
  for (const [index, policy] of picture.federation.policies.entries()) {
    const school = picture.schools.get(policy.school);
    const service = picture.services.get(policy.service);
    if (school !== undefined && service !== undefined) {
      yield* widthOf(picture, { policy, index, school, service });
    }
  }
}

function* widthOf(
  picture: Picture,
  {
    policy,
    index,
    school,
    service,
  }: { policy: ReleasePolicy; index: number; school: School; service: Service },
): Generator<Incoherence> {
  const agreements = picture.agreements.get(`${school.board}/${service.supplier}`) ?? [];
  for (const [position, { name }] of policy.claims.entries()) {
    const at = { kind: 'policy', index, path: ['claims', position] } as const;
    if (!service.claims.some((claim) => claim.name === name)) {
      const problem = `school ${school.id} switches ${name} on, but service ${service.id} is not registered for it`;
      yield { ...at, problem, remedy: "leave it out, or add it to the service's claims" };
    }
    if (!agreements.some((agreement) => allows(agreement, service, name))) {
      const named =
        agreements.length === 0
          ? `there is no agreement between board ${school.board} and supplier ${service.supplier}`
          : `the annex of ${agreements.map(({ id }) => id).join(', ')} has no row for it`;
      const problem = `school ${school.id} switches ${name} on for ${service.id}, but ${named}`;
      yield { ...at, problem, remedy: 'leave it out of the policy, or agree on it first' };
    }
  }
}

function allows(agreement: Agreement, service: Service, name: string): boolean {
  return (
    agreement.services.some((covered) => covered.service === service.id) &&
    agreement.annex.some((row) => row.service === service.id && row.claim === name)
  );
}
