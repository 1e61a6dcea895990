import { SluisError } from '../../domain/errors.ts';
import { attributeName, type AttributeName, type SchoolId } from '../../domain/ids.ts';
import type { IdentityProvider, School } from '../../domain/register.ts';
import type { IncomingValues } from './forbidden-names.ts';

const brinShape = /^\d{2}[A-Z]{2}(?:\d{2})?$/;
const branchShape = /^\d{2}[A-Z]{2}\d{2}$/;
const schoolBrin = attributeName('school_brin');
const schoolBranch = attributeName('school_branch');

export interface SchoolScope {
  readonly idp: IdentityProvider;
  /** The IdP's schools that are in the register, in the order of the IdP's list. */
  readonly schools: readonly School[];
}

/**
 * Which schools the person is at, by verified attributes only, and never one that the IdP may not speak for
 * (invariant 7). The IdP's `schoolFrom` says where to look; without it the BRIN attributes of the catalogue do.
 *
 * Throws `identity.school_out_of_scope` when any asserted value means no school of this IdP, and
 * `identity.school_missing` when several schools are possible and none is asserted.
 */
export function assertedSchools(
  scope: SchoolScope,
  incoming: IncomingValues,
  own: ReadonlyMap<AttributeName, readonly string[]>,
): readonly School[] {
  const asserted =
    scope.idp.schoolFrom === undefined ? byBrin(scope, own) : byNamedAttribute(scope, incoming);
  if (asserted.size > 0) return scope.schools.filter((school) => asserted.has(school.id));
  const [only, ...others] = scope.schools;
  if (only !== undefined && others.length === 0 && scope.idp.schools.length === 1) return [only];
  throw new SluisError('identity.school_missing', 'the IdP has several schools and asserted none', {
    whoseTurn: 'school',
  });
}

function byNamedAttribute(scope: SchoolScope, incoming: IncomingValues): ReadonlySet<SchoolId> {
  const { schoolFrom } = scope.idp;
  if (schoolFrom === undefined) return new Set();
  const values = incoming.get(schoolFrom.attribute) ?? [];
  const { values: known } = schoolFrom;
  if (known === undefined) return union(values.map((value) => schoolsWithBrin(scope, value)));
  return union(values.map((value) => scope.schools.filter((school) => school.id === known.get(value))));
}

/** A branch that is asserted beside the institution says which of its schools it is. */
function byBrin(
  scope: SchoolScope,
  own: ReadonlyMap<AttributeName, readonly string[]>,
): ReadonlySet<SchoolId> {
  const institutions = union(valuesOf(own, schoolBrin).map((value) => schoolsWithBrin(scope, value)));
  const branches = valuesOf(own, schoolBranch)
    .map(canonical)
    .filter((value) => branchShape.test(value));
  const narrowed = union(branches.map((value) => schoolsWithBrin(scope, value)));
  if (narrowed.size === 0) return institutions;
  if (institutions.size > 0 && ![...narrowed].every((id) => institutions.has(id))) throw outOfScope();
  return narrowed;
}

function valuesOf(own: ReadonlyMap<AttributeName, readonly string[]>, name: AttributeName | undefined) {
  return name === undefined ? [] : (own.get(name) ?? []);
}

/**
 * BRIN4 means every school of the IdP with that BRIN4. BRIN6 means the school with exactly that branch or, where
 * there is none, the school that is registered as the whole institution.
 */
function schoolsWithBrin(scope: SchoolScope, value: string): readonly School[] {
  const brin = canonical(value);
  if (!brinShape.test(brin)) return [];
  const exact = scope.schools.filter((school) => canonical(school.brin) === brin);
  const institution = brin.slice(0, 4);
  if (brin.length === 4) {
    return scope.schools.filter((school) => canonical(school.brin).startsWith(institution));
  }
  return exact.length > 0 ? exact : scope.schools.filter((school) => canonical(school.brin) === institution);
}

function canonical(brin: string): string {
  return brin.trim().toUpperCase();
}

/** Every asserted value must mean at least one school of this IdP. */
function union(perValue: readonly (readonly School[])[]): ReadonlySet<SchoolId> {
  if (perValue.some((schools) => schools.length === 0)) throw outOfScope();
  return new Set(perValue.flat().map((school) => school.id));
}

function outOfScope(): SluisError {
  return new SluisError(
    'identity.school_out_of_scope',
    'the IdP asserted a school that is not one of its own',
    {
      whoseTurn: 'school',
    },
  );
}
