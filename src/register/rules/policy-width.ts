import type { Fault, Finding } from '../../domain/fault.ts';
import type { AttributeName } from '../../domain/ids.ts';
import type { Affiliation } from '../../domain/person.ts';
import { agreedRows, registeredPurposes } from '../model/agreed.ts';
import type { Agreement } from '../model/kinds/agreement.ts';
import { ruleId, switchedOnFor, type ReleasePolicy } from '../model/kinds/policy.ts';
import type { School } from '../model/kinds/school.ts';
import type { Service } from '../model/kinds/service.ts';
import { partiesWord } from '../model/parties.ts';
import { otherPurposes } from './agreement-width.ts';
import type { RegisterReader } from '../model/register-reader.ts';
import type { RuleInput } from './rule-input.ts';

/*
 * What a policy switches on has to be registered for by the service and covered by an agreement of the school's
 * board with the service's supplier, for a purpose that the service is registered for, whatever the status and dates of
 * that agreement. A line that says for whom it is has to be covered about each of them; one that does not is for whomever
 * the agreement covers.
 *
 * That is asked of every policy that somebody writes. It is no rule for a register in use: an agreement that is made
 * narrower narrows the policies under it (they release less at once), it does not make them invalid.
 */

/** Policies of the focus that switch on more than was agreed or registered for, claim by claim. */
export function* policyWidthRules({ focus, register }: RuleInput): Generator<Fault> {
  for (const policy of focus.policy) {
    for (const { path, problem, remedy } of excessOf(register, policy)) {
      yield { kind: 'policy', id: ruleId(policy), path, problem, remedy };
    }
  }
}

/** The same as a flag instead of a fault, for a policy in use: what therefore never leaves. */
export function excessClaims(register: RegisterReader, policy: ReleasePolicy): readonly ExcessClaim[] {
  return [...excessOf(register, policy)].map(({ claim, affiliations }) => ({ claim, affiliations }));
}

export interface ExcessClaim {
  readonly claim: AttributeName;
  /** About whom it never leaves although the policy switches it on for them. */
  readonly affiliations: readonly Affiliation[];
}

interface Excess extends ExcessClaim, Finding {}

function* excessOf(register: RegisterReader, policy: ReleasePolicy): Generator<Excess> {
  const school = register.get('school', policy.school);
  const service = register.get('service', policy.service);
  if (school === undefined || service === undefined) return;
  const agreements = register.referringTo('agreement', partiesWord(school.board, service.supplier));
  for (const [position, line] of policy.claims.entries()) {
    const { name } = line;
    const whole = { claim: name, affiliations: switchedOnFor(line), path: ['claims', position] };
    if (!service.claims.some((claim) => claim.name === name)) {
      const problem = `school ${school.id} switches ${name} on, but service ${service.id} is not registered for it`;
      yield { ...whole, problem, remedy: "leave it out, or add it to the service's claims" };
    }
    const rows = agreements.flatMap((agreement) => agreedRows(agreement, service, name));
    if (rows.length === 0) {
      const problem = `school ${school.id} switches ${name} on for ${service.id}, but ${notAgreed(school, service, agreements, name)}`;
      yield { ...whole, problem, remedy: 'leave it out of the policy, or agree on it first' };
      continue;
    }
    const agreed = [...new Set(rows.flatMap(({ affiliations }) => affiliations))];
    for (const [each, affiliation] of (line.affiliations ?? []).entries()) {
      if (agreed.includes(affiliation)) continue;
      yield {
        claim: name,
        affiliations: [affiliation],
        path: [...whole.path, 'affiliations', each],
        problem: `school ${school.id} switches ${name} of ${affiliation} on for ${service.id}, but it is agreed about ${agreed.join(', ')} only`,
        remedy: `leave ${affiliation} out of the policy, or agree on it first`,
      };
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
  if (row === undefined || registered.length === 0) {
    return `the annex of ${agreements.map(({ id }) => id).join(', ')} has no row for it`;
  }
  return row.ground === 'consent'
    ? 'it is agreed for people who consent, whom nobody can ask yet'
    : `it ${otherPurposes(row, registered)}`;
}
