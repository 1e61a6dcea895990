import { z } from 'zod';
import { isKeyPair, isSigningKey } from './key-material.ts';

const key32 = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes as base64url')
  .transform((text) => Buffer.from(text, 'base64url'));
const version = z.int().min(1).max(65_535);

/** Keys by version. Two of one version would leave it to chance under which key a pseudonym is derived. */
const versionedKeys = z
  .array(z.strictObject({ version, key: key32 }))
  .min(1)
  .refine((keys) => isDistinct(keys.map((key) => key.version)), { error: 'one version twice' });

function isDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length;
}

/** `signing.json`: keys that sign tokens. `next` is published and not yet used; `retired` is published until old tokens are gone. */
export const signingFile = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        state: z.enum(['active', 'next', 'retired']),
        jwk: z
          .looseObject({ kid: z.string().min(1), alg: z.enum(['ES256', 'RS256']), kty: z.string() })
          .refine(isSigningKey, { error: 'no private key of the kind that alg names' }),
      }),
    )
    .min(1)
    .refine((keys) => isDistinct(keys.map(({ jwk }) => jwk.kid)), { error: 'one kid twice' }),
});

const pair = z
  .strictObject({
    privateKeyPem: z.string().includes('PRIVATE KEY'),
    certificatePem: z.string().includes('BEGIN CERTIFICATE'),
  })
  .refine(isKeyPair, { error: 'no RSA key with the certificate of that same key' });

/** `saml.json`: keys towards SAML IdPs; the first of each list is in use. */
export const samlFile = z.strictObject({
  signing: z.tuple([pair], pair),
  decryption: z.tuple([pair], pair),
});

/** `oidc.json`: keys that prove the broker to OpenID Connect IdPs; the first is in use. */
export const oidcFile = z.strictObject({ clientAssertion: z.tuple([pair], pair) });

/** `sealing.json`: keys for what rests in Redis. */
export const sealingFile = z.strictObject({
  currentVersion: version,
  keys: versionedKeys,
  nameKey: key32,
});

/** `lasting.json`: keys for what is kept for years; the current one seals, all open. Without them it is lost. */
export const lastingFile = z.strictObject({ currentVersion: version, keys: versionedKeys });

/** `pseudonym.json`: must be backed up and never be lost: without it every pupil gets a new pseudonym. */
export const pseudonymFile = z.strictObject({
  root: key32,
  currentSectorVersion: version,
  sector: versionedKeys,
  account: key32,
  ledgerProof: key32,
});

/** `cookies.json`: keys that sign cookies; the first signs. */
export const cookiesFile = z.strictObject({ keys: z.tuple([z.string().min(32)], z.string().min(32)) });
