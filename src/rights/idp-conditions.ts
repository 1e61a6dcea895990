import type { Finding } from '../domain/fault.ts';
import type { IdentityProvider } from '../register/model/kinds/idp.ts';
import { newAmong } from './comparison.ts';
import type { ChangeOf } from './condition.ts';
import { forOperator } from './refusals.ts';
import { areSchoolsOf, schoolsNamedBy } from './whose.ts';

/**
 * References to secrets point into the operator's key folder and environment, and what they point at is sent to the
 * IdP: whoever acts for a board may keep the one that is there, for the issuer that is there, and bring in none. One
 * secret may be that of an application which the operator registered for many boards.
 */
export function noNewSecretReference({ old, next }: ChangeOf<'idp'>): Finding | undefined {
  const secret = secretOf(next);
  if (secret === undefined || newAmong([secretOf(old)], [secret]).length === 0) return undefined;
  return forOperator('only the operator may refer to secrets', ['protocol', 'clientSecret']);
}

export function secretSentWhereItWas({ old, next }: ChangeOf<'idp'>): Finding | undefined {
  if (secretOf(next) === undefined) return undefined;
  const was = oidcOf(old);
  const is = oidcOf(next);
  if (is?.issuer !== was?.issuer) {
    return forOperator('the secret that is in use would be sent to another issuer', ['protocol', 'issuer']);
  }
  if (newAmong([was?.discovery], [is?.discovery]).length > 0) {
    return forOperator('the secret that is in use would be sent elsewhere', ['protocol', 'discovery']);
  }
  return undefined;
}

/**
 * A key of the broker is nobody's secret, and what it signs is of use to the addressed IdP alone. But an application which the
 * operator registered for many boards gets access tokens for people of each, and a document of another host than the issuer's
 * could have them sent to whom it likes.
 */
export function discoveredAtItsIssuer({ old, next }: ChangeOf<'idp'>): Finding | undefined {
  const is = oidcOf(next);
  if (is?.discovery === undefined || secretOf(next) !== undefined) return undefined;
  const was = oidcOf(old);
  const isOfIssuer = URL.parse(is.discovery.url)?.host === URL.parse(is.issuer)?.host;
  const isAsBefore = was?.issuer === is.issuer && newAmong([was.discovery], [is.discovery]).length === 0;
  if (isOfIssuer || isAsBefore) return undefined;
  return forOperator('only the operator lets another host than the issuer’s tell about an IdP', [
    'protocol',
    'discovery',
  ]);
}

/**
 * People are named by (namespace, value), so whoever speaks in a namespace speaks for everybody who was ever named in
 * it: with the namespace of an IdP that is gone, a board could sign in as the pupils of another.
 */
export function namespaceOfOwnPeople({ old, next, party, register }: ChangeOf<'idp'>): Finding | undefined {
  const namespace = next?.identifier.namespace;
  if (namespace === undefined || namespace === old?.identifier.namespace) return undefined;
  const former = register.before.everReferringTo('idp', `namespace ${namespace}`);
  if (former.every((body) => areSchoolsOf(party.id, schoolsNamedBy('idp', body), register))) return undefined;
  return forOperator('this namespace names people of another board, or did so before', [
    'identifier',
    'namespace',
  ]);
}

function oidcOf(
  idp: IdentityProvider | undefined,
): Extract<IdentityProvider['protocol'], { kind: 'oidc' }> | undefined {
  return idp?.protocol.kind === 'oidc' ? idp.protocol : undefined;
}

function secretOf(idp: IdentityProvider | undefined): unknown {
  return oidcOf(idp)?.clientSecret;
}
