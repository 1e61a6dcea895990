import type { Agreement } from '../register/model/kinds/agreement.ts';
import { switchedOnFor, type ReleasePolicy } from '../register/model/kinds/policy.ts';
import type { Versioned } from '../register/model/versioned.ts';
import type { Attribute, Transform } from '../domain/attributes.ts';
import type { AttributeName } from '../domain/ids.ts';
import { agreedRows } from '../register/model/agreed.ts';
import type { ReleasedClaim, WithheldReason } from '../domain/release.ts';
import { areGroupNames, toldOf } from './groups.ts';
import type { RegisteredInput } from './sign-in.ts';
import { transformed } from './transform.ts';

/** A claim that agreement and school let leave, with what each permission makes of it. */
export interface PermittedClaim {
  readonly attribute: Attribute;
  readonly permissions: readonly (readonly Transform[])[];
}

/** The gates of one claim that are the same for everybody of an affiliation, or the first of them that is closed. */
export function permittedClaim(
  name: AttributeName,
  inForce: readonly Versioned<Agreement>[],
  policy: ReleasePolicy,
  input: RegisteredInput,
): PermittedClaim | WithheldReason {
  const attribute = input.catalogue.attributes.get(name);
  if (attribute === undefined || !mayLeave(attribute, input)) return 'forbidden_by_federation';
  const rows = inForce.flatMap(({ record }) => agreedRows(record, input.service, name));
  if (rows.length === 0) return 'not_in_agreement';
  const rowsForAffiliation = rows.filter((row) => row.affiliations.includes(input.affiliation));
  if (rowsForAffiliation.length === 0) return 'affiliation_not_in_agreement';
  const allowed = policy.claims.filter(
    (line) => line.name === name && switchedOnFor(line).includes(input.affiliation),
  );
  if (allowed.length === 0) return 'not_enabled_by_school';
  const permissions = rowsForAffiliation.flatMap((row) =>
    allowed.map((line) => [...row.transforms, ...line.transforms]),
  );
  return { attribute, permissions };
}

/** A claim that tells of another attribute leaves only where that one may leave in this federation. */
function mayLeave(attribute: Attribute, { catalogue }: RegisteredInput): boolean {
  const told = toldOf(attribute);
  if (!attribute.releasable || told === undefined) return attribute.releasable;
  return catalogue.attributes.get(told)?.releasable === true;
}

/** What each permission would release, for those whose transforms can be applied. */
export function readable(
  attribute: Attribute,
  supplied: readonly string[],
  permissions: readonly (readonly Transform[])[],
): readonly ReleasedClaim[] {
  if (!hasSeveral(attribute) && supplied.length > 1) return [];
  if (attribute.type === 'groups' && !areGroupNames(supplied)) return [];
  return permissions.flatMap((transforms): readonly ReleasedClaim[] => {
    const values = transformed(attribute, supplied, transforms);
    return values === undefined ? [] : [{ name: attribute.name, values, transforms }];
  });
}

function hasSeveral({ type }: Attribute): boolean {
  return type === 'list' || type === 'groups';
}
