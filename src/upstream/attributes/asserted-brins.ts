import { canonicalBrin, isBrin } from '../../domain/brin.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { SluisError } from '../../domain/errors.ts';
import { attributeName, type AttributeName } from '../../domain/ids.ts';
import type { KeptAttributes } from './incoming-attributes.ts';
import { incomingNames } from './incoming-names.ts';

/** What an IdP says of organisations under one attribute, where `schoolFrom` does not look. */
export interface AssertedBrins {
  readonly attribute: AttributeName | undefined;
  /** In capitals. */
  readonly brins: readonly string[];
  /** Something came that is no BRIN. */
  readonly malformed: boolean;
}

/**
 * The BRINs of institutions and of branches, under the names of the catalogue and of the IdP's own map. The
 * attribute that `schoolFrom` names is read on its own, and may have other words for schools.
 *
 * Throws `identity.school_ambiguous` when one name came several times with different values.
 */
export function assertedBrins(
  idp: IdentityProvider,
  catalogue: AttributeCatalogue,
  { values, unreadable, repeated }: KeptAttributes,
): { readonly institutions: AssertedBrins; readonly branches: AssertedBrins } {
  const namesOf = incomingNames(idp, catalogue);
  const under = (own: AttributeName | undefined): AssertedBrins => {
    const attribute = own && catalogue.attributes.get(own);
    const names = (attribute === undefined ? [] : namesOf(attribute)).filter(
      (name) => name !== idp.schoolFrom?.attribute,
    );
    const twice = names.find((name) => repeated.has(name));
    if (twice !== undefined) throw schoolAmbiguous(twice);
    const brins = names.flatMap((name) => values.get(name) ?? []).map(canonicalBrin);
    return {
      attribute: own,
      brins: brins.filter(isBrin),
      malformed: !brins.every(isBrin) || names.some((name) => unreadable.has(name)),
    };
  };
  return {
    institutions: under(attributeName('school_brin')),
    branches: under(attributeName('school_branch')),
  };
}

/** Two readers could believe different ones. */
export function schoolAmbiguous(attribute: string): SluisError {
  return new SluisError('identity.school_ambiguous', 'the school came twice, with different values', {
    details: { attribute },
  });
}
