import 'reflect-metadata';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { X509CertificateGenerator } from '@peculiar/x509';
import { exportJWK, generateKeyPair } from 'jose';
import { keyFileNames } from '../party/key-files.ts';
import { readOrMake } from './file-once.ts';

const samlSchools = ['regenboog', 'zeeland'] as const;
const secretHolders = ['kade-entra', 'leesboom-reader', 'rekenrijk-practice'] as const;
const yearMillis = 365 * 24 * 3600_000;

export interface KeyFolders {
  readonly keysFolder: string;
  readonly partyKeysFolder: string;
}

/** Makes what is missing of the demo's keys and secrets; keeps what is there. The folders must exist. */
export async function makeDemoKeys({ keysFolder, partyKeysFolder }: KeyFolders): Promise<void> {
  for (const holder of secretHolders) {
    const file = join(keysFolder, keyFileNames.clientSecret(holder));
    await readOrMake(file, () => Promise.resolve(randomBytes(32).toString('base64url')));
  }
  for (const school of samlSchools) {
    await readOrMake(join(partyKeysFolder, keyFileNames.samlSchool(school)), () => makeSamlKeys(school));
  }
  const jwksFile = (owner: string) => join(partyKeysFolder, keyFileNames.signingKeys(owner));
  await readOrMake(jwksFile('kade'), () => makeSigningKeys('RS256'));
  await readOrMake(jwksFile('rekenrijk-dashboard'), () => makeSigningKeys('ES256'));
}

/** An RSA key pair with a self-signed certificate, as SAML metadata wants it. */
async function makeSamlKeys(school: string): Promise<string> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const now = Date.now();
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=Sluis demo ${school}`,
      notBefore: new Date(now - 24 * 3600_000),
      notAfter: new Date(now + 10 * yearMillis),
      signingAlgorithm: algorithm,
      keys,
    },
    crypto,
  );
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  const lines = pkcs8.match(/.{1,64}/g) ?? [];
  const privateKeyPem = ['-----BEGIN PRIVATE KEY-----', ...lines, '-----END PRIVATE KEY-----', ''].join('\n');
  return JSON.stringify({ privateKeyPem, certificate: Buffer.from(certificate.rawData).toString('base64') });
}

async function makeSigningKeys(algorithm: 'RS256' | 'ES256'): Promise<string> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: algorithm, use: 'sig', kid: randomUUID() };
  return JSON.stringify({ keys: [key] });
}
