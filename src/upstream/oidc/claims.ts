import { SluisError } from '../../domain/errors.ts';
import type { IdentityProvider } from '../../register/model/kinds/idp.ts';
import { isMapping } from '../../register/model/mapping.ts';
import { incomingAttributes, type IncomingAttributes } from '../attributes/incoming-attributes.ts';
import type { SentValue } from '../attributes/sent-attribute.ts';
import { namesInRecord } from '../attributes/used-names.ts';
import { claimsInside, membersInside } from './nested-claims.ts';

/** Claims that the IdP has and that are to be had elsewhere (OpenID Connect Core 1.0 section 5.6.2); nobody goes there. */
const claimNames = '_claim_names';

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
  ].concat(['acr', 'amr', 'ver', 'uti', 'rh', 'aio', claimNames, '_claim_sources']),
);

/** A person of a school has some tens of claims and, in Keycloak, at most some hundreds of attributes. */
const maximumClaims = 1000;
const maximumValues = 5000;

/** What a record says of claims that are no list of values. */
export interface ClaimForms {
  /** Names that may lie inside objects: `realm_access.roles`. */
  readonly nested: readonly string[];
  /** Of an object under such a name the keys are the values. */
  readonly keyed: ReadonlySet<string>;
}

const plain: ClaimForms = { nested: [], keyed: new Set() };

/** Only what the record names is looked for inside objects: whatever else is in there stays unread. */
export function claimForms(idp: IdentityProvider): ClaimForms {
  return {
    nested: namesInRecord(idp).filter((name) => name.includes('.')),
    keyed: new Set([...(idp.valueForms ?? [])].filter(([, form]) => form === 'keys').map(([name]) => name)),
  };
}

/**
 * Claims of an id_token or of userinfo as incoming attributes. Texts, numbers and booleans count, alone or in a list;
 * objects and nested lists came, and cannot be read, unless the IdP's record names what is in them; a null says nothing.
 *
 * Throws `oidc.claims_excessive` when there is more than any honest IdP sends.
 */
export function incomingClaims(
  claims: Readonly<Record<string, unknown>>,
  { nested, keyed }: ClaimForms = plain,
): IncomingAttributes {
  const ofPerson = Object.entries(claims).filter(([name]) => !protocolClaims.has(name));
  if (ofPerson.length > maximumClaims) throw excessive();
  const told = Object.fromEntries(ofPerson);
  const inside = nested.flatMap((name) => claimsInside(told, name).map((claim) => [name, claim] as const));
  return incomingAttributes(
    [...ofPerson, ...inside].map(([name, claim]) => ({ name, values: sentValues(claim, keyed.has(name)) })),
    { elsewhere: namesOf(claims[claimNames]), onlySearched: membersInside(told) },
  );
}

function namesOf(elsewhere: unknown): readonly string[] {
  const names = isMapping(elsewhere) ? Object.keys(elsewhere) : [];
  if (names.length > maximumClaims) throw excessive();
  return names;
}

function sentValues(claim: unknown, isKeyed: boolean): readonly SentValue[] {
  const items: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  const values = isKeyed ? items.flatMap(withKeysOf) : items;
  if (values.length > maximumValues) throw excessive();
  return values.filter((item) => item !== null && item !== undefined).map(sentValue);
}

/** `{ pupil: true, teacher: false }` says one thing, and no two. */
function withKeysOf(item: unknown): readonly unknown[] {
  if (!isMapping(item)) return [item];
  return Object.keys(item).filter((key) => item[key] !== false && item[key] !== null);
}

function sentValue(item: unknown): SentValue {
  if (typeof item === 'string') return { text: item, isText: true };
  const isText = typeof item === 'boolean' || Number.isSafeInteger(item);
  return { text: isText ? String(item) : JSON.stringify(item), isText };
}

function excessive(): SluisError {
  return new SluisError('oidc.claims_excessive', 'the IdP sent more claims than any real login does');
}
