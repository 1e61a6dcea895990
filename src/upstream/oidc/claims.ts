import { SluisError } from '../../domain/errors.ts';

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

/** A person of a school has some tens of claims and, at Entra ID, at most some hundreds of groups. */
const maximumClaims = 200;
const maximumValues = 1000;
const maximumLength = 2048;

/**
 * Claims of an id_token or of userinfo as incoming values: name → list of texts. Texts, numbers and booleans
 * count, alone or in a list; objects, nested lists and nulls do not. Texts are trimmed and in NFC; an empty one,
 * or one with control characters or broken Unicode, is dropped; the same value twice counts once.
 *
 * Throws `oidc.claims_excessive` when there is more than any honest IdP sends.
 */
export function incomingClaims(
  claims: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, readonly string[]> {
  const entries = Object.entries(claims);
  if (entries.length > maximumClaims) throw excessive();
  const incoming = new Map<string, readonly string[]>();
  for (const [name, claim] of entries) {
    if (protocolClaims.has(name)) continue;
    const values = textsOf(claim);
    if (values.length > 0) incoming.set(name, values);
  }
  return incoming;
}

function textsOf(claim: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(claim) ? claim : [claim];
  if (items.length > maximumValues) throw excessive();
  return [...new Set(items.map(textOf).filter((text) => text !== undefined))];
}

function textOf(item: unknown): string | undefined {
  if (typeof item === 'boolean' || Number.isSafeInteger(item)) return String(item);
  if (typeof item !== 'string') return undefined;
  if (item.length > maximumLength) throw excessive();
  const text = item.normalize('NFC').trim();
  return text === '' || !isCleanText(text) ? undefined : text;
}

/** No control characters, and no half of a surrogate pair: such a text is not what somebody typed. */
export function isCleanText(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}

function excessive(): SluisError {
  return new SluisError('oidc.claims_excessive', 'the IdP sent more claims than any real login does');
}
