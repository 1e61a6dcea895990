import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import type { School } from '../register/model/kinds/school.ts';
import type { AttributeCatalogue, AttributeValues } from '../domain/attributes.ts';
import { SluisError } from '../domain/errors.ts';
import type { AttributeName, SchoolId } from '../domain/ids.ts';
import type { SchoolIdentity } from '../domain/person.ts';
import { assertedAffiliation } from './attributes/asserted-affiliation.ts';
import { assertedSchools } from './attributes/asserted-schools.ts';
import { withListsApart } from './attributes/comma-lists.ts';
import { withoutNationalNumbers } from './attributes/forbidden-names.ts';
import type { Notify } from './attributes/notices.ts';
import { comparedAddress } from './attributes/invited-address.ts';
import { inOwnVocabulary } from './attributes/own-vocabulary.ts';
import { personIdentifiers } from './attributes/person-identifiers.ts';
import { hasUnused } from './attributes/used-names.ts';
import type { VerifiedAssertion } from './school-idp.ts';

export interface IdentityInput {
  readonly assertion: VerifiedAssertion;
  readonly idp: IdentityProvider;
  readonly catalogue: AttributeCatalogue;
  readonly schools: (id: SchoolId) => School | undefined;
  /** Attributes that some agreement of the asserted schools can use; the rest is not kept. */
  readonly usable: (schools: readonly SchoolId[]) => ReadonlySet<AttributeName>;
  /** Where the login accepts an invitation to the portal: whether an address is the one that was invited. */
  readonly isInvited?: ((asserted: string) => boolean) | undefined;
  /** Told what was left out, and why. */
  readonly notify?: Notify;
}

/**
 * From what an IdP said to who signed in, in our own words. The order matters: national numbers go first, so
 * that nothing after it can see them; affiliation and schools are settled before anything is kept.
 *
 * Throws `SluisError` with a code `identity.*`.
 */
export function toSchoolIdentity(input: IdentityInput): SchoolIdentity {
  const { assertion, idp, catalogue } = input;
  const notify = input.notify ?? (() => undefined);
  if (assertion.idpId !== idp.id) {
    throw new SluisError('identity.idp_mismatch', 'the assertion belongs to another IdP');
  }
  const { kept, dropped, forbiddenName, holdsNumber } = withoutNationalNumbers(
    assertion.attributes,
    catalogue.forbiddenIncoming,
  );
  const incoming = withListsApart(kept, idp);
  if (forbiddenName) notify({ reason: 'forbidden_name' });
  if (dropped.length > 0) notify({ reason: 'national_number' });
  if (hasUnused(incoming, idp, catalogue)) notify({ reason: 'unused' });
  const own = inOwnVocabulary(incoming, idp, catalogue, notify);
  const affiliation = assertedAffiliation(incoming, idp);
  const schools = assertedSchools({ idp, catalogue, schools: knownSchools(input) }, incoming, notify);
  const schoolIds = schools.map((school) => school.id);
  const subject =
    assertion.subject !== undefined && holdsNumber(assertion.subject) ? undefined : assertion.subject;
  return {
    idpId: idp.id,
    schools: schoolIds,
    affiliation,
    identifiers: personIdentifiers({ idp, catalogue, schools, subject, incoming, own, notify }),
    attributes: usableOnly(own, input.usable(schoolIds)),
    ...(input.isInvited && { comparedAddress: comparedAddress({ own, incoming, idp }, input.isInvited) }),
    ...(assertion.authenticatedAt === undefined ? {} : { authenticatedAt: assertion.authenticatedAt }),
    ...(assertion.sessionEndsAt === undefined ? {} : { sessionEndsAt: assertion.sessionEndsAt }),
  };
}

function knownSchools({ idp, schools }: IdentityInput): readonly School[] {
  return idp.schools.map((id) => schools(id)).filter((school) => school !== undefined);
}

function usableOnly(own: AttributeValues, usable: ReadonlySet<AttributeName>): AttributeValues {
  return new Map([...own].filter(([name]) => usable.has(name)));
}
