import type { Fault } from '../../domain/fault.ts';
import { ruleId } from '../model/kinds/policy.ts';
import { linkingFor } from '../model/linking.ts';
import type { RuleInput } from './rule-input.ts';

type LinkingInput = Pick<RuleInput, 'focus' | 'register' | 'catalogue'>;

/**
 * What a school should know of its policies in the focus, and of all of them when it becomes sensitive, although it refuses
 * nothing: linking claims that are switched on where being at the school says something of somebody.
 */
export function* linkingRules({ focus, register, catalogue }: LinkingInput): Generator<Fault> {
  const ofSchools = focus.school.flatMap(({ id }) => register.referringTo('policy', `school ${id}`));
  for (const [id, policy] of new Map([...focus.policy, ...ofSchools].map((each) => [ruleId(each), each]))) {
    const school = register.get('school', policy.school);
    if (school?.sensitive === undefined || !policy.enabled) continue;
    for (const [position, { name }] of policy.claims.entries()) {
      const attribute = catalogue.attributes.get(name);
      if (attribute === undefined || !linkingFor(attribute, school)) continue;
      yield {
        kind: 'policy',
        id,
        path: ['claims', position],
        problem: `switches on ${name}, which counts as linking at ${school.id}: that somebody is at this school is sensitive`,
        remedy: 'switch it off, unless there is a reason that the school can explain to parents',
      };
    }
  }
}
