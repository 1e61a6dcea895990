import type { Attribute, AttributeCatalogue } from '../domain/attributes.ts';
import type { CalendarDay } from '../domain/clock.ts';
import { attributeName, type AttributeName } from '../domain/ids.ts';
import { groupNameAttribute, groupYearAttribute } from '../domain/made-claims.ts';
import type { ReleasedClaim } from '../domain/release.ts';
import { schoolYearOf } from '../domain/school-year.ts';

/** A teacher has some tens of groups; more than this is a directory of everything that somebody is a member of. */
const mostGroups = 100;
const longestName = 200;
const controlCharacter = /\p{Cc}/u;

/** The attribute that a claim is a telling of, besides its own name: what closes that one closes this one. */
export function toldOf({ type }: Attribute): AttributeName | undefined {
  return type === 'groups' ? attributeName(groupNameAttribute) : undefined;
}

/**
 * False where the names of groups are more, or longer, than any school's, or no texts that somebody typed. Asked of all
 * that was supplied, before transforms: otherwise a school that allows fewer groups would open the claim.
 */
export function areGroupNames(values: readonly string[]): boolean {
  return (
    values.length <= mostGroups &&
    values.every(
      (value) => value.length <= longestName && value.isWellFormed() && !controlCharacter.test(value),
    )
  );
}

/**
 * Says of released groups in which school year they are, and how far the person is at school where that is released as a
 * claim of its own: a claim about groups opens nothing that another gate has closed.
 */
export function withSchoolYear(
  released: readonly ReleasedClaim[],
  { attributes }: AttributeCatalogue,
  today: CalendarDay,
): readonly ReleasedClaim[] {
  const year = yearOf(released, attributes);
  return released.map((claim) =>
    attributes.get(claim.name)?.type === 'groups'
      ? {
          ...claim,
          ofEachGroup: { schoolYear: schoolYearOf(today), ...(year === undefined ? {} : { year }) },
        }
      : claim,
  );
}

/** As it leaves as a claim; none where that is no single text that fits into a group. */
function yearOf(
  released: readonly ReleasedClaim[],
  attributes: AttributeCatalogue['attributes'],
): string | undefined {
  const claim = released.find(({ name }) => name === groupYearAttribute);
  if (claim === undefined || attributes.get(claim.name)?.type !== 'text') return undefined;
  return areGroupNames(claim.values) ? claim.values[0] : undefined;
}
