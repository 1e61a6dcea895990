import type { AttributeName } from '../../domain/ids.ts';
import { agreedRows, registeredPurposes } from '../model/agreed.ts';
import { policyRecordId } from '../model/federation-records.ts';
import type { Agreement, ReleasePolicy, School, Service } from '../model/register.ts';
import { otherPurposes } from './agreement-width.ts';
import type { Incoherence, Picture } from './picture.ts';

/*
 * What a policy switches on has to be registered for by the service and covered by an agreement of the school's
 * board with the service's supplier, for a purpose that the service is registered for, whatever the status and dates of
 * that agreement.
 *
 * That is asked of every policy that somebody writes. It is no rule for a register in use: an agreement that is made
 * narrower narrows the policies under it (they release less at once), it does not make them invalid.
 */

/** Policies of the focus that switch on more than was agreed or registered for, claim by claim. */
export function* policyWidthRules(picture: Picture): Generator<Incoherence> {
  for (const [index, policy] of picture.focus.policies.entries()) {
    for (const { position, problem, remedy } of excessOf(picture, policy)) {
      yield { kind: 'policy', index, path: ['claims', position], problem, remedy };
    }
  }
}

/** A policy that says more than its agreement, and what of it therefore never leaves. */
export interface WidePolicy {
  readonly kind: 'policy';
  readonly id: string;
  readonly claims: readonly AttributeName[];
}

/** The same as a flag instead of a fault: for policies in use, after an agreement or a service was made narrower. */
export function narrowedPolicies(picture: Picture): readonly WidePolicy[] {
  return picture.focus.policies.flatMap((policy): readonly WidePolicy[] => {
    const claims = new Set([...excessOf(picture, policy)].map(({ claim }) => claim));
    return claims.size === 0 ? [] : [{ kind: 'policy', id: policyRecordId(policy), claims: [...claims] }];
  });
}

interface Excess {
  readonly claim: AttributeName;
  readonly position: number;
  readonly problem: string;
  readonly remedy: string;
}

function* excessOf({ index }: Picture, policy: ReleasePolicy): Generator<Excess> {
  const school = index.schools.get(policy.school);
  const service = index.services.get(policy.service);
  if (school === undefined || service === undefined) return;
  const agreements = index.agreementsBetween(school.board, service.supplier);
  for (const [position, { name }] of policy.claims.entries()) {
    if (!service.claims.some((claim) => claim.name === name)) {
      const problem = `school ${school.id} switches ${name} on, but service ${service.id} is not registered for it`;
      yield { claim: name, position, problem, remedy: "leave it out, or add it to the service's claims" };
    }
    if (!agreements.some((agreement) => agreedRows(agreement, service, name).length > 0)) {
      const problem = `school ${school.id} switches ${name} on for ${service.id}, but ${notAgreed(school, service, agreements, name)}`;
      yield { claim: name, position, problem, remedy: 'leave it out of the policy, or agree on it first' };
    }
  }
}

function notAgreed(
  school: School,
  service: Service,
  agreements: readonly Agreement[],
  claim: AttributeName,
): string {
  if (agreements.length === 0) {
    return `there is no agreement between board ${school.board} and supplier ${service.supplier}`;
  }
  const registered = registeredPurposes(service, claim);
  const row = agreements
    .flatMap(({ annex }) => annex)
    .find((each) => each.service === service.id && each.claim === claim);
  return row === undefined || registered.length === 0
    ? `the annex of ${agreements.map(({ id }) => id).join(', ')} has no row for it`
    : `it ${otherPurposes(row, registered)}`;
}
