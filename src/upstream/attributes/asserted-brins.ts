import { canonicalBrin, isBrin } from '../../domain/brin.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { AttributeCatalogue } from '../../domain/attributes.ts';
import { attributeName, type AttributeName } from '../../domain/ids.ts';
import type { IncomingValues } from './forbidden-names.ts';
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
 */
export function assertedBrins(
  idp: IdentityProvider,
  catalogue: AttributeCatalogue,
  incoming: IncomingValues,
): { readonly institutions: AssertedBrins; readonly branches: AssertedBrins } {
  const namesOf = incomingNames(idp, catalogue);
  const under = (own: AttributeName | undefined): AssertedBrins => {
    const attribute = own && catalogue.attributes.get(own);
    const names = attribute === undefined ? [] : namesOf(attribute);
    const values = names
      .filter((name) => name !== idp.schoolFrom?.attribute)
      .flatMap((name) => incoming.get(name) ?? [])
      .map(canonicalBrin);
    return { attribute: own, brins: values.filter(isBrin), malformed: !values.every(isBrin) };
  };
  return {
    institutions: under(attributeName('school_brin')),
    branches: under(attributeName('school_branch')),
  };
}
