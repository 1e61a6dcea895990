import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLookAtSecret, createSecretReader } from '../../../src/config/secrets.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-secrets-'));
});
afterAll(() => rm(folder, { recursive: true }));

const plain = '0123456789abcdefABCDEF.-_~012345';

describe('secrets that the register refers to', () => {
  it('come from the keys folder, from an absolute path, or from the environment', async () => {
    await writeFile(join(folder, 'one.secret'), 'made up\n');
    const read = createSecretReader({ keysFolder: folder, env: { ONE: 'also made up' } });
    expect(await read({ file: 'one.secret' })).toBe('made up');
    expect(await read({ file: join(folder, 'one.secret') })).toBe('made up');
    expect(await read({ env: 'ONE' })).toBe('also made up');
  });

  it('that cannot be read are named, as far as the reference goes', async () => {
    await writeFile(join(folder, 'empty.secret'), '\n');
    await mkdir(join(folder, 'a-folder'));
    await writeFile(join(folder, 'endless.secret'), 'x'.repeat(64 * 1024 + 1));
    await symlink('/dev/zero', join(folder, 'device.secret'));
    const read = createSecretReader({ keysFolder: folder, env: { EMPTY: '' } });
    const files = ['empty.secret', 'two.secret', 'a-folder', 'endless.secret', 'device.secret'];
    for (const reference of [...files.map((file) => ({ file })), { env: 'TWO' }, { env: 'EMPTY' }]) {
      await expect(read(reference)).rejects.toMatchObject({
        code: 'secret.unreadable',
        message: expect.stringContaining(Object.values(reference)[0] ?? ''),
      });
    }
  });

  it('never come from outside the keys folder by a relative name', async () => {
    const read = createSecretReader({ keysFolder: 'config', env: {} });
    for (const file of ['../package.json', 'demo/../../package.json', '..']) {
      await expect(read({ file })).rejects.toThrow(/lies outside the keys folder/);
    }
  });
});

describe('a look at a secret', () => {
  const look = (text: string, isBroker = true) =>
    createLookAtSecret(createSecretReader({ keysFolder: folder, env: { SECRET: text } }), { isBroker })({
      env: 'SECRET',
    });

  it.each([
    [plain, 'good'],
    [plain.slice(1), 'short'],
    [`${plain.slice(1)}/`, 'unplain'],
    [`${plain.slice(1)} `, 'unplain'],
    [`${plain}é`, 'unplain'],
    [`${plain}\n${plain}`, 'unplain'],
    ['p@ssword', 'short_and_unplain'],
  ])('tells how it is: %j is %s', async (text, state) => {
    expect(await look(text)).toBe(state);
  });

  it('tells that there is none', async () => {
    expect(await look('')).toBe('unreadable');
  });

  it('does not count the line end of a file', async () => {
    await writeFile(join(folder, 'lines.secret'), `${plain}\r\n`);
    const reader = createSecretReader({ keysFolder: folder, env: {} });
    expect(await createLookAtSecret(reader, { isBroker: false })({ file: 'lines.secret' })).toBe('good');
  });

  it('from a command does not know the environment of the broker, and knows its files', async () => {
    expect(await look('', false)).toBe('elsewhere');
    expect(await look(plain.slice(1), false)).toBe('short');
    const reader = createSecretReader({ keysFolder: folder, env: {} });
    expect(await createLookAtSecret(reader, { isBroker: false })({ file: 'none' })).toBe('unreadable');
  });
});
