import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from '../../testkit/machine/project-files.ts';
import { readCompose } from './compose-file.ts';
import { identityOf, secretOwners } from './installation.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-secrets-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const make = (name: string) =>
  run('docker/make-secrets.sh', [join(folder, name)], {
    env: { PATH: process.env['PATH'], ...secretOwners() },
  });
const secret = (name: string, file: string) => readFile(join(folder, name, file), 'utf8');

describe('docker/make-secrets.sh', () => {
  it('never touches what is there, not even a link to nowhere', async () => {
    await mkdir(join(folder, 'taken'));
    await symlink('nowhere', join(folder, 'dangling'));
    await expect(make('taken')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing was changed'),
    });
    await expect(make('dangling')).rejects.toMatchObject({ code: 1 });
    expect(await readdir(join(folder, 'taken'))).toEqual([]);
    expect((await readdir(folder)).toSorted()).toEqual(['dangling', 'taken']);
  });

  it('makes every secret of the compose file, for its one reader, and a folder for the keys', async () => {
    await make('first');
    const { secrets, services } = readCompose();
    const files = Object.values(secrets).map(({ file }) => file.replace('./secrets/', ''));
    expect((await readdir(join(folder, 'first'))).toSorted()).toEqual([...files, 'keys'].toSorted());
    for (const [name, { file }] of Object.entries(secrets)) {
      const readers = Object.entries(services).filter(([, service]) => service.secrets.includes(name));
      const found = await stat(join(folder, 'first', file.replace('./secrets/', '')));
      expect([name, found.mode & 0o777]).toEqual([name, 0o400]);
      for (const [reader] of readers) expect(found).toMatchObject(identityOf(reader));
    }
    expect((await stat(join(folder, 'first'))).mode & 0o777).toBe(0o700);
    const keys = await stat(join(folder, 'first', 'keys'));
    expect(keys.mode & 0o777).toBe(0o700);
    expect(keys).toMatchObject(identityOf('keys'));
  });

  it('makes other secrets each time, of 256 bits, and says none of them', async () => {
    const { stdout, stderr } = await make('second');
    const files = ['postgres-admin-password', 'database-password', 'redis-url'];
    const made = await Promise.all(
      ['first', 'second'].flatMap((name) => files.map((file) => secret(name, file))),
    );
    const values = made.map((text) => /[0-9a-f]{64}/.exec(text)?.[0]);
    expect(new Set(values)).toHaveLength(6);
    expect(values.some((value) => value === undefined || `${stdout}${stderr}`.includes(value))).toBe(false);
  });

  it('gives both sides the same database password, and Redis only a hash of its own', async () => {
    const password = (await secret('first', 'database-password')).trim();
    expect(await secret('first', 'database-url')).toBe(`postgres://sluis:${password}@postgres:5432/sluis\n`);
    const redisPassword = new URL(await secret('first', 'redis-url')).password;
    expect(await secret('first', 'redis-acl')).not.toContain(redisPassword);
  });

  it('gives the broker the rights in Redis that docs/STORAGE.md names, and no other', async () => {
    const documented = /~sluis:\*` and\s+the commands `([A-Z ]+)`/.exec(read('docs/STORAGE.md'))?.[1];
    const [, broker = ''] =
      /^user sluis reset on #[0-9a-f]{64} ~sluis:\*(.*)$/m.exec(await secret('first', 'redis-acl')) ?? [];
    const granted = broker.trim().split(' ');
    expect(granted.toSorted()).toEqual(
      documented
        ?.split(' ')
        .map((command) => `+${command.toLowerCase()}`)
        .toSorted(),
    );
  });
});
