import { isSubjectName, type IdentityProvider } from '../model/kinds/idp.ts';
import { isEntraId } from './oidc-setting-rules.ts';

/** True where both call a person the same: the people of the one are those of the other. */
export function isSameMeaning(one: IdentityProvider, other: IdentityProvider): boolean {
  return isSameIdentifier(one, other) && isSame(givenBy(one), givenBy(other));
}

/** The order of the attributes is part of the value that they make. */
export function isSameIdentifier(
  { identifier: one }: IdentityProvider,
  { identifier: other }: IdentityProvider,
) {
  return isSame([one.namespace, ...one.attributes], [other.namespace, ...other.attributes]);
}

/** Whether two records are about one login: what each of them calls itself, and us. */
export function isSamePlace(
  { protocol: one }: IdentityProvider,
  { protocol: other }: IdentityProvider,
): boolean {
  return isSame(placeOf(one), placeOf(other));
}

function placeOf(protocol: IdentityProvider['protocol']): readonly string[] {
  return protocol.kind === 'saml'
    ? [protocol.kind, protocol.entityId]
    : [protocol.kind, protocol.issuer, protocol.clientId];
}

/**
 * Who makes up the name of a person that the protocol itself has: a persistent NameID is of one SAML IdP (SAML core 8.3.7), `sub` of
 * one issuer (OpenID Connect Core 2), and at Entra ID of one client. An attribute that the school fills moves with it to another
 * login.
 */
function givenBy({ identifier, protocol }: IdentityProvider): readonly string[] {
  if (!identifier.attributes.some(isSubjectName)) return [];
  const isOfClient = protocol.kind === 'saml' || isEntraId(protocol);
  return isOfClient ? placeOf(protocol) : [protocol.kind, protocol.issuer];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
