import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { School } from '../../register/model/kinds/school.ts';
import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { SluisError } from '../../domain/errors.ts';
import { canonicalBrin, institutionOf, isBranch, isBrin } from '../../domain/brin.ts';
import { assertedBrins, schoolAmbiguous } from './asserted-brins.ts';
import type { KeptAttributes } from './incoming-attributes.ts';
import type { Notify } from './notices.ts';

/** Words of the catalogue for what says the school. */
const institution = 'school_brin';
const branch = 'school_branch';

export interface SchoolScope {
  readonly idp: IdentityProvider;
  readonly catalogue: AttributeCatalogue;
  /** The IdP's schools that are in the register, in the order of the IdP's list. */
  readonly schools: readonly School[];
}

/**
 * Which schools the person is at, by verified attributes only, and never one that the IdP may not speak for
 * (invariant 7). The IdP's `schoolFrom` says where to look; without it the BRIN of the institution does. A branch
 * says which school of an institution, unless `schoolFrom` has words of its own for schools.
 *
 * Every BRIN that is asserted has to be one of the IdP's, wherever `schoolFrom` looks. Something malformed is told,
 * and refused where it could have decided; nothing of what an IdP says about organisations is kept.
 *
 * Throws `identity.school_out_of_scope` when any asserted value means no school of this IdP, `identity.school_ambiguous`
 * when one name came twice with different values, and `identity.school_missing` when several schools are possible and none
 * is asserted.
 */
export function assertedSchools(
  scope: SchoolScope,
  incoming: KeptAttributes,
  notify: Notify,
): readonly School[] {
  const { schoolFrom } = scope.idp;
  const { institutions, branches } = assertedBrins(scope.idp, scope.catalogue, incoming);
  const atInstitutions = schoolsWithBrins(scope, institutions.brins, institution);
  const atBranches = schoolsWithBrins(scope, branches.brins, branch);
  if (schoolFrom === undefined && institutions.malformed) throw outOfScope(institution);
  const named = schoolFrom === undefined ? atInstitutions : byNamedAttribute(scope, incoming);
  const isBranchHeard = schoolFrom?.values === undefined;
  const schools = possibleSchools(scope, isBranchHeard ? narrowed(named, atBranches) : named);
  // what cannot be read might have said which of them
  if (isBranchHeard && schools.length > 1 && branches.malformed) throw outOfScope(branch);
  for (const { attribute, malformed } of [institutions, branches]) {
    if (malformed && attribute !== undefined) notify({ reason: 'malformed', attribute });
  }
  return schools;
}

function byNamedAttribute(
  { idp, schools }: SchoolScope,
  { values: incoming, unreadable, repeated }: KeptAttributes,
): ReadonlySet<School> {
  const name = idp.schoolFrom?.attribute ?? '';
  if (repeated.has(name)) throw schoolAmbiguous(name);
  if (unreadable.has(name)) throw outOfScope(name);
  const values = incoming.get(name) ?? [];
  const known = idp.schoolFrom?.values;
  if (known === undefined) return schoolsWithBrins({ schools }, values, name);
  return union(
    values.map((value) => schools.filter((school) => school.id === known.get(value))),
    name,
  );
}

/** A branch takes the place of all other schools of its institution, and has to be one of those that were named. */
function narrowed(named: ReadonlySet<School>, branches: ReadonlySet<School>): ReadonlySet<School> {
  if (named.size === 0) return branches;
  if ([...branches].some((school) => !named.has(school))) throw outOfScope(branch);
  const institutions = new Set([...branches].map(({ brin }) => institutionOf(brin)));
  return new Set(
    [...named].filter((school) => branches.has(school) || !institutions.has(institutionOf(school.brin))),
  );
}

function possibleSchools({ idp, schools }: SchoolScope, asserted: ReadonlySet<School>): readonly School[] {
  if (asserted.size > 0) return schools.filter((school) => asserted.has(school));
  const [only, ...others] = schools;
  if (only !== undefined && others.length === 0 && idp.schools.length === 1) return [only];
  throw new SluisError('identity.school_missing', 'the IdP has several schools and asserted none', {
    details: { attribute: idp.schoolFrom?.attribute ?? institution },
  });
}

function schoolsWithBrins(
  { schools }: Pick<SchoolScope, 'schools'>,
  values: readonly string[],
  attribute: string,
): ReadonlySet<School> {
  return union(
    values.map((value) => schoolsWithBrin(schools, canonicalBrin(value))),
    attribute,
  );
}

/**
 * BRIN4 means every school of the IdP with that BRIN4. BRIN6 means the school with exactly that branch or, where
 * there is none, the school that is registered as the whole institution.
 */
function schoolsWithBrin(schools: readonly School[], brin: string): readonly School[] {
  if (!isBrin(brin)) return [];
  if (!isBranch(brin)) return schools.filter((school) => institutionOf(school.brin) === brin);
  const exact = schools.filter((school) => school.brin === brin);
  return exact.length > 0 ? exact : schools.filter((school) => school.brin === institutionOf(brin));
}

/** Every asserted value must mean at least one school of this IdP. */
function union(perValue: readonly (readonly School[])[], attribute: string): ReadonlySet<School> {
  if (perValue.some((schools) => schools.length === 0)) throw outOfScope(attribute);
  return new Set(perValue.flat());
}

function outOfScope(attribute: string): SluisError {
  return new SluisError(
    'identity.school_out_of_scope',
    'the IdP asserted a school that is not one of its own',
    { details: { attribute } },
  );
}
