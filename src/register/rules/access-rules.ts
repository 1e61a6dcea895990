import { accessAttributes, type AccessRule } from '../model/register.ts';
import { attributeName } from '../../domain/ids.ts';
import { daysOutOfOrder, missing, unknownAttribute } from './faults.ts';
import type { Incoherence, Picture } from './picture.ts';

/** An access rule is about a school and a service that exist, days in order, and attributes that can be asked for. */
export function* accessRules(picture: Picture): Generator<Incoherence> {
  for (const [index, rule] of picture.focus.access.entries()) {
    if (picture.index.schools.isMissing(rule.school)) {
      yield missing('access', index, ['school'], 'school', rule.school);
    }
    if (picture.index.services.isMissing(rule.service)) {
      yield missing('access', index, ['service'], 'service', rule.service);
    }
    if (rule.licence !== undefined) {
      const { from, until } = rule.licence;
      yield* daysOutOfOrder({ kind: 'access', index, path: ['licence', 'until'] }, from, until);
    }
    yield* pupilAttributes(picture, rule, index);
  }
}

function* pupilAttributes({ catalogue }: Picture, rule: AccessRule, index: number): Generator<Incoherence> {
  for (const member of ['years', 'groups'] as const) {
    const name = attributeName(accessAttributes[member]);
    const isKnown = name !== undefined && catalogue.attributes.has(name);
    if (rule[member] === undefined || isKnown) continue;
    yield unknownAttribute('access', index, [member], accessAttributes[member]);
  }
}

/**
 * A rule lets in people for whom the service is meant. Asked of rules that somebody writes, not of rules in use: a
 * service that is meant for fewer people from now on narrows them, it does not make them invalid.
 */
export function* accessWidthRules(picture: Picture): Generator<Incoherence> {
  for (const [index, rule] of picture.focus.access.entries()) {
    const service = picture.index.services.get(rule.service);
    if (service === undefined) continue;
    for (const [position, kind] of (rule.kinds ?? []).entries()) {
      if (service.audience.includes(kind)) continue;
      yield {
        kind: 'access',
        index,
        path: ['kinds', position],
        problem: `school ${rule.school} opens ${service.id} for ${kind}, but that service is meant for ${service.audience.join(', ')} only`,
        remedy: `leave ${kind} out, or add it to the audience of ${service.id}`,
      };
    }
  }
}
