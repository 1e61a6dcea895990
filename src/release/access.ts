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
  if (isKeptOut(rule, 'years', question)) return 'year_not_in_access';
  if (isKeptOut(rule, 'groups', question)) return 'group_not_in_access';
  return undefined;
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

/** Closed when in doubt: a pupil of whom we cannot read the year or group is kept out. */
function isKeptOut(
  rule: AccessRule,
  member: 'years' | 'groups',
  { catalogue, attributes }: AccessQuestion,
): boolean {
  const allowed = rule[member];
  if (allowed === undefined) return false;
  const name = attributeName(accessAttributes[member]);
  const attribute = name && catalogue.attributes.get(name);
  if (attribute === undefined) return true;
  const supplied = attributes.get(attribute.name) ?? [];
  if (attribute.type !== 'list' && supplied.length > 1) return true;
  return !supplied.some((value) => value.trim() !== '' && allowed.includes(value.trim()));
}
