import { institutionOf, isBranch } from '../../domain/brin.ts';
import type { School } from './kinds/school.ts';
import type { AttributeName } from '../../domain/ids.ts';
import { schoolIdClaim } from '../../domain/made-claims.ts';

/** What the register says of a school under each attribute that names an organisation. */
const registered = {
  /** Never leaves as it is: suppliers get what their pseudonym sector knows the school by. */
  [schoolIdClaim]: ({ id }: School): string => id,
  school_name: ({ name }: School): string => name,
  /** The institution: BRIN4, also where the school is registered as a branch. */
  school_brin: ({ brin }: School): string => institutionOf(brin),
  /** The branch: BRIN6. A school that is registered as a whole institution has none. */
  school_branch: ({ brin }: School): string | undefined => (isBranch(brin) ? brin : undefined),
};

const ofSchool: ReadonlyMap<string, (school: School) => string | undefined> = new Map(
  Object.entries(registered),
);

/** The attributes that name an organisation: no IdP's word about them ever leaves. */
export const organisationAttributes: readonly string[] = [...ofSchool.keys()];

/** What leaves under an attribute that names an organisation; `undefined` where the register has nothing to say. */
export function registeredValue(attribute: AttributeName, school: School): string | undefined {
  return ofSchool.get(attribute)?.(school);
}
