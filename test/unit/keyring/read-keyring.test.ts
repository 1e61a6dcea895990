import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  X509Certificate,
} from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { readKeyring } from '../../../src/keyring/read-keyring.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { readJson, useKeyFolders, writeJson } from './key-folder.ts';

const folders = useKeyFolders();
const file = z.record(z.string(), z.unknown());
type KeyFile = z.infer<typeof file>;
const list = z.array(z.looseObject({}));
const key = 'canary-canary-canary-canary-canary-canary-1';
const versions = (...all: readonly number[]) => all.map((version) => ({ version, key }));
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const weakRsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey;
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;

/** One signing key changed, by its place. */
const jwk = (place: number, change: (jwk: KeyFile) => KeyFile) => (content: KeyFile) => ({
  keys: list
    .parse(content['keys'])
    .map((entry, index) => (index === place ? { ...entry, jwk: change(file.parse(entry['jwk'])) } : entry)),
});
const state = (place: number, now: string) => (content: KeyFile) => ({
  keys: list
    .parse(content['keys'])
    .map((entry, index) => (index === place ? { ...entry, state: now } : entry)),
});
const pair = (change: KeyFile) => (content: KeyFile) => ({
  ...content,
  signing: list.parse(content['signing']).map((entry) => ({ ...entry, ...change })),
});
const assertionPair = (change: KeyFile) => (content: KeyFile) => ({
  clientAssertion: list.parse(content['clientAssertion']).map((entry) => ({ ...entry, ...change })),
});
const set = (changes: KeyFile) => (content: KeyFile) => ({ ...content, ...changes });

const broken: readonly [name: string, what: string, field: string, change: (content: KeyFile) => unknown][] =
  [
    ['signing.json', 'no keys', 'keys', set({ keys: [] })],
    ['signing.json', 'a key without kid', 'keys.0.jwk.kid', jwk(0, ({ kid: _kid, ...rest }) => rest)],
    ['signing.json', 'an unknown algorithm', 'keys.0.jwk.alg', jwk(0, set({ alg: 'none' }))],
    ['signing.json', 'a public key', 'keys.0.jwk', jwk(0, ({ d: _d, ...rest }) => rest)],
    [
      'signing.json',
      'a curve of another algorithm',
      'keys.0.jwk',
      jwk(0, (old) => ({ ...old, ...p384.export({ format: 'jwk' }) })),
    ],
    [
      'signing.json',
      'an RSA key that is too short',
      'keys.1.jwk',
      jwk(1, (old) => ({ ...old, ...weakRsa.export({ format: 'jwk' }) })),
    ],
    [
      'signing.json',
      'an RSA key under ES256',
      'keys.0.jwk',
      jwk(0, (old) => ({ ...old, ...otherRsa.export({ format: 'jwk' }) })),
    ],
    ['signing.json', 'a public half of another key', 'keys.0.jwk', jwk(0, set({ d: key }))],
    [
      'signing.json',
      'one kid twice',
      'keys',
      (content) => jwk(0, set({ kid: 'x' }))(jwk(1, set({ kid: 'x' }))(content)),
    ],
    ['signing.json', 'an unknown state', 'keys.0.state', state(0, 'lost')],
    ['signing.json', 'no active ES256 key', 'ES256', state(0, 'next')],
    ['signing.json', 'no active RS256 key', 'RS256', state(1, 'retired')],
    ['saml.json', 'no signing key', 'signing', set({ signing: [] })],
    ['saml.json', 'no decryption key', 'decryption', ({ decryption: _gone, ...rest }) => rest],
    [
      'saml.json',
      'a private key that is none',
      'signing.0',
      pair({ privateKeyPem: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----` }),
    ],
    [
      'saml.json',
      'a public key',
      'signing.0.privateKeyPem',
      pair({ privateKeyPem: '-----BEGIN PUBLIC KEY-----' }),
    ],
    [
      'saml.json',
      'a certificate that is none',
      'signing.0',
      pair({ certificatePem: `-----BEGIN CERTIFICATE-----\n${key}\n-----END CERTIFICATE-----` }),
    ],
    [
      'saml.json',
      'the certificate of another key',
      'signing.0',
      pair({ privateKeyPem: otherRsa.export({ type: 'pkcs8', format: 'pem' }) }),
    ],
    ['oidc.json', 'no key', 'clientAssertion', set({ clientAssertion: [] })],
    ['oidc.json', 'a field that nobody reads', 'file', set({ [key]: key })],
    [
      'oidc.json',
      'the certificate of another key',
      'clientAssertion.0',
      assertionPair({ privateKeyPem: otherRsa.export({ type: 'pkcs8', format: 'pem' }) }),
    ],
    [
      'oidc.json',
      'one key twice',
      'clientAssertion.1',
      (content) => ({
        clientAssertion: [content['clientAssertion'], content['clientAssertion']].flatMap((pairs) =>
          list.parse(pairs),
        ),
      }),
    ],
    ['sealing.json', 'no keys', 'keys', set({ keys: [] })],
    ['sealing.json', 'a current version without key', 'currentVersion', set({ currentVersion: 2 })],
    ['sealing.json', 'one version twice', 'keys', set({ keys: versions(1, 1) })],
    ['sealing.json', 'version 0', 'keys.1.version', set({ keys: versions(1, 0) })],
    ['sealing.json', 'a version that does not fit', 'keys.1.version', set({ keys: versions(1, 65_536) })],
    ['sealing.json', 'half a version', 'keys.1.version', set({ keys: versions(1, 1.5) })],
    [
      'sealing.json',
      'a key that is too short',
      'keys.0.key',
      set({ keys: [{ version: 1, key: key.slice(1) }] }),
    ],
    ['sealing.json', 'no name key', 'nameKey', ({ nameKey: _gone, ...rest }) => rest],
    ['lasting.json', 'no keys', 'keys', set({ keys: [] })],
    ['lasting.json', 'a current version without key', 'currentVersion', set({ currentVersion: 2 })],
    ['lasting.json', 'one version twice', 'keys', set({ keys: versions(1, 1) })],
    ['lasting.json', 'one key as two versions', 'keys.1', set({ keys: versions(1, 2) })],
    ['lasting.json', 'a version that does not fit', 'keys.0.version', set({ keys: versions(65_536) })],
    ['lasting.json', 'a field that nobody reads', 'file', set({ [key]: key })],
    ['pseudonym.json', 'no root key', 'root', ({ root: _gone, ...rest }) => rest],
    ['pseudonym.json', 'a root key that is too long', 'root', set({ root: `${key}A` })],
    ['pseudonym.json', 'a root key of other letters', 'root', set({ root: `+${key.slice(1)}` })],
    ['pseudonym.json', 'a number as account key', 'account', set({ account: 7 })],
    ['pseudonym.json', 'no proof key', 'ledgerProof', set({ ledgerProof: '' })],
    ['pseudonym.json', 'no sector keys', 'sector', set({ sector: [] })],
    ['pseudonym.json', 'one sector version twice', 'sector', set({ sector: versions(1, 2, 2) })],
    [
      'pseudonym.json',
      'a current version without key',
      'currentSectorVersion',
      set({ currentSectorVersion: 2 }),
    ],
    ['pseudonym.json', 'a field that nobody reads', 'file', set({ [key]: key })],
    ['cookies.json', 'no keys', 'keys', set({ keys: [] })],
    ['cookies.json', 'a key that can be guessed', 'keys.1', set({ keys: [key, 'secret'] })],
    ['cookies.json', 'a list', 'file', () => [key]],
    ['cookies.json', 'nothing', 'file', () => null],
  ];

describe('a key folder is refused with the file and the field, and without any key', () => {
  it.each(broken)('%s with %s: %s', async (name, _what, field, change) => {
    const folder = await folders.copy();
    await writeJson(folder, name, change(file.parse(await readJson(folder, name))));
    const { message, cause } = await expectFailure(readKeyring(folder, systemRandomness), 'keyring.invalid');
    expect(message).toContain(name);
    expect(message).toContain(field);
    expect(message).not.toMatch(/canary|PRIVATE|[\w-]{40}/);
    expect(cause).toBeUndefined();
  });

  it.each(['', '{', '{"root": "canary-canary', 'canary', '\u0000', '{}garbage'])(
    '%j as a file',
    async (text) => {
      const folder = await folders.copy();
      await writeFile(join(folder, 'pseudonym.json'), text);
      const { message, cause } = await expectFailure(
        readKeyring(folder, systemRandomness),
        'keyring.invalid',
      );
      expect(message).toMatch(/pseudonym\.json/);
      expect(message).not.toMatch(/canary/);
      expect(cause).toBeUndefined();
    },
  );

  it.each([
    'signing.json',
    'saml.json',
    'oidc.json',
    'sealing.json',
    'lasting.json',
    'pseudonym.json',
    'cookies.json',
  ])('without %s', async (name) => {
    const folder = await folders.copy();
    await rm(join(folder, name));
    const { message } = await expectFailure(readKeyring(folder, systemRandomness), 'keyring.invalid');
    expect(message).toMatch(new RegExp(`${name}.*ENOENT.*sluis keys init`));
  });
});

describe('a key that proves the broker to an IdP has no other use', () => {
  it.each(['signing', 'decryption'])('in saml.json, for %s', async (use) => {
    const folder = await folders.copy();
    const saml = file.parse(await readJson(folder, 'saml.json'));
    await writeJson(folder, 'oidc.json', { clientAssertion: saml[use] });
    const { message } = await expectFailure(readKeyring(folder, systemRandomness), 'keyring.invalid');
    expect(message).toMatch(/oidc\.json.*clientAssertion\.0/);
  });

  it('in signing.json', async () => {
    const folder = await folders.copy();
    const [pair] = list.parse(file.parse(await readJson(folder, 'oidc.json'))['clientAssertion']);
    const own = createPrivateKey(String(pair?.['privateKeyPem'])).export({ format: 'jwk' });
    const signing = file.parse(await readJson(folder, 'signing.json'));
    await writeJson(folder, 'signing.json', jwk(1, (old) => ({ ...old, ...own }))(signing));
    const { message } = await expectFailure(readKeyring(folder, systemRandomness), 'keyring.invalid');
    expect(message).toMatch(/oidc\.json.*clientAssertion\.0/);
  });
});

describe('a key for what lasts has no other use', () => {
  it.each([
    ['sealing.json', 'nameKey', set({ nameKey: key })],
    ['sealing.json', 'a version', set({ keys: versions(1) })],
    ['pseudonym.json', 'root', set({ root: key })],
    ['pseudonym.json', 'account', set({ account: key })],
    ['pseudonym.json', 'ledgerProof', set({ ledgerProof: key })],
    ['pseudonym.json', 'a sector', set({ sector: versions(1) })],
  ])('in %s as %s', async (name, _what, change) => {
    const folder = await folders.copy();
    await writeJson(folder, 'lasting.json', { currentVersion: 1, keys: versions(1) });
    await readKeyring(folder, systemRandomness);
    await writeJson(folder, name, change(file.parse(await readJson(folder, name))));
    const { message } = await expectFailure(readKeyring(folder, systemRandomness), 'keyring.invalid');
    expect(message).toMatch(/lasting\.json.*keys\.0/);
    expect(message).not.toContain('canary');
  });
});

describe('a keyring', () => {
  it('names a key for OpenID Connect IdPs by its own thumbprint and by that of its certificate', async () => {
    const { clientAssertion } = (await readKeyring(folders.complete(), systemRandomness)).oidc;
    const [{ kid, certificateThumbprint, certificatePem, publicJwk }] = clientAssertion;
    const { raw } = new X509Certificate(certificatePem);
    expect(kid).toBe(await calculateJwkThumbprint(createPublicKey(certificatePem).export({ format: 'jwk' })));
    expect(certificateThumbprint).toBe(createHash('sha256').update(raw).digest('base64url'));
    expect(Object.keys(publicJwk).sort()).toEqual(['e', 'kid', 'kty', 'n', 'use', 'x5c', 'x5t#S256']);
    expect(publicJwk).toMatchObject({
      kid,
      x5c: [raw.toString('base64')],
      'x5t#S256': certificateThumbprint,
    });
  });

  it('puts the signing key in use before the one that is announced and the one that was retired', async () => {
    const folder = await folders.copy();
    const { keys } = z.object({ keys: list }).parse(await readJson(folder, 'signing.json'));
    const [es, rs] = keys.map((entry) => file.parse(entry['jwk']));
    const others = ['retired', 'next'].map((now) => ({
      state: now,
      jwk: {
        ...generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
        alg: 'ES256',
        kid: now,
      },
    }));
    const active = [rs, es].map((own) => ({ state: 'active', jwk: own }));
    await writeJson(folder, 'signing.json', { keys: [...others, ...active] });
    const { signing } = await readKeyring(folder, systemRandomness);
    expect(signing.map(({ kid }) => kid)).toEqual([rs?.['kid'], es?.['kid'], 'next', 'retired']);
    expect(signing.every(({ use }) => use === 'sig')).toBe(true);
  });

  it('finds each version of the sector key, and gives new sectors the current one', async () => {
    const folder = await folders.copy();
    const content = file.parse(await readJson(folder, 'pseudonym.json'));
    const sector = [...list.parse(content['sector']), { version: 2, key }];
    await writeJson(folder, 'pseudonym.json', { ...content, sector, currentSectorVersion: 2 });
    const before = (await readKeyring(folders.complete(), systemRandomness)).uncheckedPseudonym;
    const { uncheckedPseudonym: pseudonym } = await readKeyring(folder, systemRandomness);
    expect(pseudonym.currentSectorVersion).toBe(2);
    expect(pseudonym.sector(1)).toEqual(before.sector(1));
    expect(pseudonym.sector(2)?.toString('base64url').slice(0, 42)).toBe(key.slice(0, 42));
  });
});
