import { z } from 'zod';
import type { RecordType } from './record-type.ts';
import { secretReferenceValue } from './secret-reference.ts';
import { someOf, webAddressValue } from './values.ts';

const secrets = someOf(secretReferenceValue).refine((list) => list.length <= 2, {
  error: 'must have at most two elements: the old secret and the new one',
});

const secretBasic = z.strictObject({ method: z.literal('client_secret_basic'), secrets });
const secretPost = z.strictObject({ method: z.literal('client_secret_post'), secrets });
const none = z.strictObject({ method: z.literal('none') });

/** RFC 7518 section 6: members that only a private or a symmetric key has. */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const keyMember = z
  .unknown()
  .refine(isKeyMember, { error: 'must be a text or a list of texts: a public key has no other members' });

/**
 * Of a public key texts and lists of texts count (RFC 7517 section 4); `ext`, of Web Crypto, is true or false. Numbers
 * and mappings would come back from federation files as something else.
 */
function isKeyMember(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((each) => typeof each === 'string');
  return typeof value === 'string' || typeof value === 'boolean';
}

const publicKey = z
  .record(z.string(), keyMember)
  .refine((key) => typeof key['kty'] === 'string', { error: 'must be a JSON Web Key with kty' })
  .refine((key) => privateMembers.every((member) => !Object.hasOwn(key, member)), {
    error: 'must be a public key: it holds private members, so treat that key as leaked',
  });

const keys = someOf(publicKey);

/**
 * Whom a client assertion may name as its audience (`aud`): the issuer alone, so that one for us can be of use nowhere else; or
 * also the token endpoint (RFC 7523 section 3) and the endpoint that is called. What is new gets the first
 * (`Kind.defaultsWhenNew`), and the operator alone lets it have the second.
 */
const assertionAudience = z.enum(['issuer', 'issuer_or_endpoint']);
type AssertionAudience = z.output<typeof assertionAudience>;

type PrivateKeyJwt = {
  readonly method: 'private_key_jwt';
  readonly assertionAudience: AssertionAudience;
} & ({ readonly jwksUri: string } | { readonly jwks: { readonly keys: readonly Record<string, unknown>[] } });

/** Exactly one of the two: keys that the supplier publishes, or keys written here. */
const privateKeyJwt = z.codec(
  z.strictObject({
    method: z.literal('private_key_jwt'),
    jwksUri: webAddressValue.exactOptional(),
    jwks: z.strictObject({ keys }).exactOptional(),
    assertionAudience: assertionAudience.default('issuer_or_endpoint').meta({
      default: 'issuer',
      description:
        'What aud of a client assertion may be. Left out: issuer for what is new; what exists keeps what it has.',
    }),
  }),
  z.custom<PrivateKeyJwt>((value) => typeof value === 'object'),
  {
    decode: ({ method, jwksUri, jwks, assertionAudience: audience }, context) => {
      const common = { method, assertionAudience: audience };
      if (jwksUri !== undefined && jwks === undefined) return { ...common, jwksUri };
      if (jwks !== undefined && jwksUri === undefined) return { ...common, jwks };
      context.issues.push({
        code: 'custom',
        message: 'must have exactly one of jwksUri and jwks',
        input: method,
      });
      return z.NEVER;
    },
    encode: ({ method, assertionAudience: audience, ...keySource }) => ({
      method,
      assertionAudience: audience,
      ...keySource,
    }),
  },
);

/** Of a client that keeps a secret or a key: no public client. */
export const confidentialAuthenticationValue = z.discriminatedUnion('method', [
  secretBasic,
  secretPost,
  privateKeyJwt,
]);

export const clientAuthenticationValue = z.discriminatedUnion('method', [
  secretBasic,
  secretPost,
  privateKeyJwt,
  none,
]);

/** How a client proves itself. `none`: a public native client (RFC 8252), always with PKCE. */
export type ClientAuthentication = RecordType<typeof clientAuthenticationValue>;
