import { type AccessRule, accessAttributes } from '../register/model/kinds/access.ts';
import type { AttributeCatalogue, AttributeValues } from '../domain/attributes.ts';
import type { CalendarDay } from '../domain/clock.ts';
import { attributeName } from '../domain/ids.ts';
import type { Affiliation } from '../domain/person.ts';
import type { RefusalReason } from '../domain/release.ts';

/** What an access rule is asked about. */
export interface AccessQuestion {
  readonly today: CalendarDay;
  readonly affiliation: Affiliation;
  readonly catalogue: AttributeCatalogue;
  readonly attributes: AttributeValues;
}

/** Why the school's access rule keeps this person out of the service, if it does. No rule keeps nobody out. */
export function accessRefusal(
  rule: AccessRule | undefined,
  question: AccessQuestion,
): RefusalReason | undefined {
  if (rule === undefined) return undefined;
  const outsideLicence = licenceRefusal(rule, question.today);
  if (outsideLicence !== undefined) return outsideLicence;
  if (rule.affiliations?.includes(question.affiliation) === false) return 'affiliation_not_in_access';
  if (question.affiliation !== 'pupil') return undefined;
  return refusalBy(rule, 'years', question) ?? refusalBy(rule, 'groups', question);
}

/** Why the licence of an access rule keeps everybody out today, if it does. */
export function licenceRefusal(
  rule: AccessRule | undefined,
  today: CalendarDay,
): Extract<RefusalReason, 'licence_not_yet_valid' | 'licence_expired'> | undefined {
  if (rule?.licence === undefined) return undefined;
  if (today < rule.licence.from) return 'licence_not_yet_valid';
  return today > rule.licence.until ? 'licence_expired' : undefined;
}

const refusals = {
  years: { outside: 'year_not_in_access', unknown: 'year_not_supplied' },
  groups: { outside: 'group_not_in_access', unknown: 'group_not_supplied' },
} as const;

/** Closed when in doubt: a pupil of whom no year or group can be read is in none that we know, which is not in none. */
function refusalBy(
  rule: AccessRule,
  member: 'years' | 'groups',
  question: AccessQuestion,
): RefusalReason | undefined {
  const allowed = rule[member];
  if (allowed === undefined) return undefined;
  const known = knownValues(member, question);
  if (known.length === 0) return refusals[member].unknown;
  return known.some((value) => allowed.includes(value)) ? undefined : refusals[member].outside;
}

function knownValues(
  member: 'years' | 'groups',
  { catalogue, attributes }: AccessQuestion,
): readonly string[] {
  const name = attributeName(accessAttributes[member]);
  const attribute = name && catalogue.attributes.get(name);
  if (attribute === undefined) return [];
  const supplied = attributes.get(attribute.name) ?? [];
  if (attribute.type !== 'list' && supplied.length > 1) return [];
  return supplied.map((value) => value.trim()).filter((value) => value !== '');
}
