import { SluisError } from '../../domain/errors.ts';
import {
  incomingAttributes,
  type IncomingAttributes,
  type SentValue,
} from '../attributes/incoming-attributes.ts';

/** Claims that belong to the protocol and say nothing about the person. */
const protocolClaims = new Set(
  [
    'iss',
    'sub',
    'aud',
    'exp',
    'iat',
    'nbf',
    'jti',
    'nonce',
    'azp',
    'at_hash',
    'c_hash',
    's_hash',
    'sid',
    'auth_time',
  ].concat(['acr', 'amr', 'ver', 'uti', 'rh', 'aio']),
);

/** A person of a school has some tens of claims and, in Keycloak, at most some hundreds of attributes. */
const maximumClaims = 1000;
const maximumValues = 5000;

/**
 * Claims of an id_token or of userinfo as incoming attributes. Texts, numbers and booleans count, alone or in a list;
 * objects and nested lists came, and cannot be read; a null says nothing.
 *
 * Throws `oidc.claims_excessive` when there is more than any honest IdP sends.
 */
export function incomingClaims(claims: Readonly<Record<string, unknown>>): IncomingAttributes {
  const entries = Object.entries(claims).filter(([name]) => !protocolClaims.has(name));
  if (entries.length > maximumClaims) throw excessive();
  return incomingAttributes(entries.map(([name, claim]) => ({ name, values: sentValues(claim) })));
}

function sentValues(claim: unknown): readonly SentValue[] {
  const items: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  if (items.length > maximumValues) throw excessive();
  return items.filter((item) => item !== null && item !== undefined).map(sentValue);
}

function sentValue(item: unknown): SentValue {
  if (typeof item === 'string') return { text: item, isText: true };
  const isText = typeof item === 'boolean' || Number.isSafeInteger(item);
  return { text: isText ? String(item) : JSON.stringify(item), isText };
}

function excessive(): SluisError {
  return new SluisError('oidc.claims_excessive', 'the IdP sent more claims than any real login does');
}
