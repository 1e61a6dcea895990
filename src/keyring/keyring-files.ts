import { access, link, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
// x509's own container needs this polyfill to be there first
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import { dayMillis, type Clock } from '../domain/clock.ts';
import { unguessable, type Randomness } from '../domain/randomness.ts';
import type { CertifiedKeyPair } from './certified-key-pair.ts';

const certificateDays = 3 * 365;
const rsa = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 3072,
};

interface KeyMaking {
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/**
 * Makes the key files that a folder does not hold yet, readable by the owner only. Existing files are never
 * touched: a pseudonym key that is overwritten is a pseudonym lost for every pupil. Returns the names it made.
 */
export async function createKeyringFiles(folder: string, making: KeyMaking): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { randomness } = making;
  const contents: Readonly<Record<string, () => Promise<unknown>>> = {
    'signing.json': async () => ({
      keys: [
        { state: 'active', jwk: await signingJwk('ES256', randomness) },
        { state: 'active', jwk: await signingJwk('RS256', randomness) },
      ],
    }),
    'saml.json': async () => ({
      signing: [await certifiedKeyPair('Sluis SAML signing', making)],
      decryption: [await certifiedKeyPair('Sluis SAML encryption', making)],
    }),
    'oidc.json': async () => ({
      clientAssertion: [await certifiedKeyPair('Sluis OpenID Connect client', making)],
    }),
    'sealing.json': () =>
      Promise.resolve({
        currentVersion: 1,
        keys: [{ version: 1, key: unguessable(randomness) }],
        nameKey: unguessable(randomness),
      }),
    'lasting.json': () =>
      Promise.resolve({ currentVersion: 1, keys: [{ version: 1, key: unguessable(randomness) }] }),
    'pseudonym.json': () =>
      Promise.resolve({
        root: unguessable(randomness),
        currentSectorVersion: 1,
        sector: [{ version: 1, key: unguessable(randomness) }],
        account: unguessable(randomness),
        ledgerProof: unguessable(randomness),
      }),
    'cookies.json': () => Promise.resolve({ keys: [unguessable(randomness)] }),
  };
  const made: string[] = [];
  for (const [name, content] of Object.entries(contents)) {
    if (await writeOnce(join(folder, name), content, randomness)) made.push(name);
  }
  return made;
}

/** Written aside and linked into place: a crash leaves no half file, and of two makers one wins. */
async function writeOnce(
  file: string,
  content: () => Promise<unknown>,
  randomness: Randomness,
): Promise<boolean> {
  const aside = `${file}.${randomness.uuid()}`;
  try {
    if (await exists(file)) return false;
    const text = JSON.stringify(await content(), undefined, 2);
    // flushed before it gets its name: an empty key file after a power cut would never be replaced
    await writeFile(aside, `${text}\n`, { mode: 0o600, flag: 'wx', flush: true });
    await link(aside, file);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  } finally {
    await rm(aside, { force: true });
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function signingJwk(alg: 'ES256' | 'RS256', randomness: Randomness) {
  const { privateKey } = await generateKeyPair(alg, { extractable: true, modulusLength: 3072 });
  return {
    ...(await exportJWK(privateKey)),
    alg,
    use: 'sig',
    kid: randomness.bytes(12).toString('base64url'),
  };
}

async function certifiedKeyPair(
  commonName: string,
  { clock, randomness }: KeyMaking,
): Promise<CertifiedKeyPair> {
  // eslint-disable-next-line no-restricted-globals -- x509 wants the global's types; the generator is the same
  const keys = await crypto.subtle.generateKey(rsa, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: `01${randomness.bytes(15).toString('hex')}`,
    name: `CN=${commonName}`,
    notBefore: new Date(clock.now() - dayMillis),
    notAfter: new Date(clock.now() + certificateDays * dayMillis),
    signingAlgorithm: rsa,
    keys,
  });
  return { privateKeyPem: await exportPKCS8(keys.privateKey), certificatePem: certificate.toString('pem') };
}
