import type { AttributeCatalogue } from '../../domain/attributes.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { KeptAttributes } from './incoming-attributes.ts';
import { incomingNames } from './incoming-names.ts';

/** True where an IdP sent something under a name that nothing here looks at: it is dropped, whatever it is. */
export function hasUnused(
  { values, unreadable }: KeptAttributes,
  idp: IdentityProvider,
  catalogue: AttributeCatalogue,
): boolean {
  const used = usedNames(idp, catalogue);
  return [...values.keys(), ...unreadable].some((name) => !used.has(name));
}

function usedNames(idp: IdentityProvider, catalogue: AttributeCatalogue): ReadonlySet<string> {
  const namesOf = incomingNames(idp, catalogue);
  return new Set([...indispensableNames(idp), ...[...catalogue.attributes.values()].flatMap(namesOf)]);
}

/** Incoming names that the record of an IdP has itself. */
export function namesInRecord(idp: IdentityProvider): readonly string[] {
  return [...new Set([...indispensableNames(idp), ...idp.attributeMap.keys()])];
}

/** Names without which nobody can sign in: the identifier, the affiliation and the school. */
export function indispensableNames({
  identifier,
  affiliation,
  schoolFrom,
}: IdentityProvider): readonly string[] {
  return [
    ...identifier.attributes,
    affiliation.attribute,
    ...(schoolFrom === undefined ? [] : [schoolFrom.attribute]),
  ];
}
