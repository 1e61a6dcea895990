import { z } from 'zod';

const key32 = z
  .string()
  .regex(/^[A-Za-z0-9_-]{43}$/, 'must be 32 bytes as base64url')
  .transform((text) => Buffer.from(text, 'base64url'));
const version = z.int().min(1).max(65_535);

/** `signing.json`: keys that sign tokens. `next` is published and not yet used; `retired` is published until old tokens are gone. */
export const signingFile = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        state: z.enum(['active', 'next', 'retired']),
        jwk: z.looseObject({ kid: z.string().min(1), alg: z.enum(['ES256', 'RS256']), kty: z.string() }),
      }),
    )
    .min(1),
});

const pair = z.strictObject({
  privateKeyPem: z.string().includes('PRIVATE KEY'),
  certificatePem: z.string().includes('BEGIN CERTIFICATE'),
});

/** `saml.json`: keys towards SAML IdPs; the first of each list is in use. */
export const samlFile = z.strictObject({
  signing: z.tuple([pair], pair),
  decryption: z.tuple([pair], pair),
});

/** `sealing.json`: keys for what rests in Redis. */
export const sealingFile = z.strictObject({
  currentVersion: version,
  keys: z.array(z.strictObject({ version, key: key32 })).min(1),
  nameKey: key32,
});

/** `pseudonym.json`: must be backed up and never be lost: without it every pupil gets a new pseudonym. */
export const pseudonymFile = z.strictObject({
  root: key32,
  currentSectorVersion: version,
  sector: z.array(z.strictObject({ version, key: key32 })).min(1),
  account: key32,
  ledgerProof: key32,
});

/** `cookies.json`: keys that sign cookies; the first signs. */
export const cookiesFile = z.strictObject({ keys: z.tuple([z.string().min(32)], z.string().min(32)) });
