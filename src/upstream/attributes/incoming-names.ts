import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import { catalogueNames, type Attribute, type AttributeCatalogue } from '../../domain/attributes.ts';

/** Tells the incoming names of an attribute. */
export type IncomingNames = (attribute: Attribute) => readonly string[];

/**
 * Under which names an IdP sends an attribute: the catalogue's, and on top of them the IdP's own map, which wins.
 * One thing it cannot do: call by another name what says of which organisation somebody is.
 */
export function incomingNames(
  { attributeMap }: Pick<IdentityProvider, 'attributeMap'>,
  { attributes }: AttributeCatalogue,
): IncomingNames {
  const organisations = [...attributes.values()].filter(({ organisation }) => organisation);
  const names = new Set(organisations.flatMap(catalogueNames));
  const map = new Map(
    [...attributeMap].filter(([name, own]) => !names.has(name) || attributes.get(own)?.organisation === true),
  );
  return (attribute) => [
    ...catalogueNames(attribute).filter((name) => !map.has(name)),
    ...[...map].filter(([, own]) => own === attribute.name).map(([name]) => name),
  ];
}

/**
 * The same names in the order in which they count: what came under the first is all that counts. Names in one turn count
 * together, so that two of them with different values contradict each other.
 */
export function incomingTurns(
  idp: Pick<IdentityProvider, 'attributeMap' | 'incomingOrder'>,
  catalogue: AttributeCatalogue,
): (attribute: Attribute) => readonly (readonly string[])[] {
  const namesOf = incomingNames(idp, catalogue);
  return (attribute) => {
    const names = namesOf(attribute);
    const first = (idp.incomingOrder?.get(attribute.name) ?? []).filter((name) => names.includes(name));
    const others = names.filter((name) => !first.includes(name));
    const last = (attribute.fallback ?? []).filter(
      (name) => others.includes(name) && idp.attributeMap.get(name) === undefined,
    );
    const together = others.filter((name) => !last.includes(name));
    return [...first.map((name) => [name]), together, ...last.map((name) => [name])];
  };
}
