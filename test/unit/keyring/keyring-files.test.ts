import { X509Certificate } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKeyringFiles } from '../../../src/keyring/keyring-files.ts';
import { readKeyring } from '../../../src/keyring/read-keyring.ts';
import { expectFailure } from '../../../testkit/values/refusals.ts';
import { making, useKeyFolders } from './key-folder.ts';

const names = [
  'cookies.json',
  'lasting.json',
  'oidc.json',
  'pseudonym.json',
  'saml.json',
  'sealing.json',
  'signing.json',
];
const folders = useKeyFolders();
const contentsOf = (folder: string) => Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));

describe('key files', () => {
  it('are never overwritten', async () => {
    const folder = await folders.copy();
    const before = await contentsOf(folder);
    expect(await createKeyringFiles(folder, making)).toEqual([]);
    expect(await contentsOf(folder)).toEqual(before);
  });

  it('that are empty or broken are not replaced either, but refused when read', async () => {
    const folder = await folders.copy();
    await writeFile(join(folder, 'pseudonym.json'), '');
    expect(await createKeyringFiles(folder, making)).toEqual([]);
    expect(await readFile(join(folder, 'pseudonym.json'), 'utf8')).toBe('');
    await expectFailure(readKeyring(folder, making.randomness), 'keyring.invalid');
  });

  it('that are links are not written through', async () => {
    const folder = await folders.copy();
    const elsewhere = join(await folders.empty(), 'elsewhere.json');
    const other = await folders.empty();
    await symlink(elsewhere, join(other, 'cookies.json'));
    for (const name of names.slice(1)) await writeFile(join(other, name), await readFile(join(folder, name)));
    expect(await createKeyringFiles(other, making)).toEqual([]);
    await expect(readFile(elsewhere)).rejects.toThrow('ENOENT');
  });

  it('are readable by their owner only, in a folder that nobody else enters', async () => {
    const folder = folders.complete();
    expect((await readdir(folder)).toSorted()).toEqual(names);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const name of names) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  });

  it('are completed one by one after a stop half way, and the parts of it do no harm', async () => {
    const folder = await folders.empty();
    const complete = folders.complete();
    for (const name of ['signing.json', 'saml.json', 'oidc.json', 'lasting.json', 'pseudonym.json']) {
      await writeFile(join(folder, name), await readFile(join(complete, name)), { mode: 0o600 });
    }
    await writeFile(join(folder, 'sealing.json.0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a11'), '{"half":');
    expect((await createKeyringFiles(folder, making)).toSorted()).toEqual(['cookies.json', 'sealing.json']);
    const keyring = await readKeyring(folder, making.randomness);
    const original = await readKeyring(complete, making.randomness);
    expect(keyring.uncheckedPseudonym.root).toEqual(original.uncheckedPseudonym.root);
    expect(keyring.cookies).not.toEqual(original.cookies);
  });

  it('are the same for two makers at the same time: one wins, whole', async () => {
    const folder = join(await folders.empty(), 'deep', 'keys');
    const made = await Promise.all([createKeyringFiles(folder, making), createKeyringFiles(folder, making)]);
    expect(made.flat().toSorted()).toEqual(names);
    expect((await readdir(folder)).toSorted()).toEqual(names);
    await readKeyring(folder, making.randomness);
  });

  it('are other ones in every folder', async () => {
    const folder = await folders.empty();
    for (const name of ['signing.json', 'saml.json', 'oidc.json']) {
      await writeFile(join(folder, name), await readFile(join(folders.complete(), name)));
    }
    await createKeyringFiles(folder, making);
    const [one, other] = [await contentsOf(folder), await contentsOf(folders.complete())];
    for (const index of [0, 1, 3, 5]) expect(one[index]).not.toBe(other[index]);
  });

  it('keep the rights of a folder that is already there', async () => {
    const folder = join(await folders.empty(), 'shared');
    await mkdir(folder);
    await chmod(folder, 0o750);
    for (const name of names) await writeFile(join(folder, name), '{}');
    await createKeyringFiles(folder, making);
    expect((await stat(folder)).mode & 0o777).toBe(0o750);
  });
});

describe('the keyring that comes of them', () => {
  it('holds an active key of both algorithms, and a certificate for three years from the clock', async () => {
    const {
      signing,
      saml,
      oidc,
      uncheckedPseudonym: pseudonym,
      uncheckedLasting: lasting,
      cookies,
    } = await readKeyring(folders.complete(), making.randomness);
    expect(signing.map(({ alg, use }) => ({ alg, use }))).toEqual([
      { alg: 'ES256', use: 'sig' },
      { alg: 'RS256', use: 'sig' },
    ]);
    for (const pair of [saml.signing[0], oidc.clientAssertion[0]]) {
      const certificate = new X509Certificate(pair.certificatePem);
      expect(Date.parse(certificate.validTo)).toBe(making.clock.now() + 3 * 365 * 86_400_000);
      expect(Date.parse(certificate.validFrom)).toBe(making.clock.now() - 86_400_000);
    }
    const pairs = [saml.signing[0], saml.decryption[0], oidc.clientAssertion[0]];
    const keysOfPairs = pairs.map(({ certificatePem }) => new X509Certificate(certificatePem).publicKey);
    expect(new Set(keysOfPairs.map((one) => one.export({ format: 'pem', type: 'spki' }))).size).toBe(3);
    const keys = [pseudonym.root, pseudonym.account, pseudonym.ledgerProof, pseudonym.sector(1)];
    expect(keys.map((key) => key?.length)).toEqual([32, 32, 32, 32]);
    expect(new Set(keys.map((key) => key?.toString('hex'))).size).toBe(4);
    expect(pseudonym.sector(2)).toBeUndefined();
    expect(cookies).toHaveLength(1);
    expect(lasting.currentVersion).toBe(1);
    expect([...lasting.fingerprints.keys()]).toEqual([1]);
  });
});
