import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import type { Attribute, AttributeCatalogue } from '../../domain/attributes.ts';

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
  const names = new Set(organisations.flatMap(({ incoming }) => incoming));
  const map = new Map(
    [...attributeMap].filter(([name, own]) => !names.has(name) || attributes.get(own)?.organisation === true),
  );
  return (attribute) => [
    ...attribute.incoming.filter((name) => !map.has(name)),
    ...[...map].filter(([, own]) => own === attribute.name).map(([name]) => name),
  ];
}
