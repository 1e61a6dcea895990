import type { Fault } from '../../domain/fault.ts';
import { attributeName } from '../../domain/ids.ts';
import { accessAttributes } from '../model/kinds/access.ts';
import { ruleId } from '../model/kinds/policy.ts';
import type { RuleInput } from './rule-input.ts';
import { daysOutOfOrder, unknownAttribute } from './shared-faults.ts';

/** An access rule has its days in order, and asks for attributes that can be asked for. */
export function* accessRules({ focus, catalogue }: RuleInput): Generator<Fault> {
  for (const rule of focus.access) {
    const at = { kind: 'access', id: ruleId(rule) } as const;
    if (rule.licence !== undefined) {
      const { from, until } = rule.licence;
      yield* daysOutOfOrder({ ...at, path: ['licence', 'until'] }, from, until);
    }
    for (const member of ['years', 'groups'] as const) {
      const name = attributeName(accessAttributes[member]);
      const isKnown = name !== undefined && catalogue.attributes.has(name);
      if (rule[member] === undefined || isKnown) continue;
      yield unknownAttribute({ ...at, path: [member] }, accessAttributes[member]);
    }
  }
}

/**
 * A rule lets in people for whom the service is meant. Asked of rules that somebody writes, not of rules in use: a
 * service that is meant for fewer people from now on narrows them, it does not make them invalid.
 */
export function* accessWidthRules({ focus, register }: RuleInput): Generator<Fault> {
  for (const rule of focus.access) {
    const service = register.get('service', rule.service);
    if (service === undefined) continue;
    for (const [position, affiliation] of (rule.affiliations ?? []).entries()) {
      if (service.audience.includes(affiliation)) continue;
      yield {
        kind: 'access',
        id: ruleId(rule),
        path: ['affiliations', position],
        problem: `school ${rule.school} opens ${service.id} for ${affiliation}, but that service is meant for ${service.audience.join(', ')} only`,
        remedy: `leave ${affiliation} out, or add it to the audience of ${service.id}`,
      };
    }
  }
}
