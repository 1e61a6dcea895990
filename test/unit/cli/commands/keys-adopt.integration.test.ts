import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { z } from 'zod';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
let file: string;
let right: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-keys-'));
  file = join(folder, 'pseudonym.json');
  env = { DATABASE_URL: await createDatabase(inject('postgres15Url')), SLUIS_KEYS: folder };
  expect(await runSluis(['keys', 'init'], env)).toMatchObject({ code: 0 });
  right = await readFile(file, 'utf8');
});
afterAll(() => rm(folder, { recursive: true }));

const eckId = `https://ketenid.nl/201703/${'a1'.repeat(64)}`;
const release = () => runSluis(['eckid', 'release', 'po'], env, eckId);
const withOtherRoot = () =>
  writeFile(file, JSON.stringify({ ...JSON.parse(right), root: randomBytes(32).toString('base64url') }));

describe('a command that uses the pseudonym keys', () => {
  it('refuses other keys than those of the database, as a node does, and names file and key', async () => {
    expect(await release()).toMatchObject({ code: 1 });
    await withOtherRoot();
    for (const words of [['eckid', 'release', 'po'], ['serve']]) {
      const { code, said } = await runSluis(words, { ...env, SLUIS_LOG_LEVEL: 'silent' }, eckId);
      expect(code).toBe(2);
      expect(said).toContain(`${file}: key root is not the one that the database was made with`);
      expect(said).not.toContain('ledgerProof');
    }
    await writeFile(file, right);
    expect(await release()).toMatchObject({ code: 1 });
  });
});

describe('a node', () => {
  it('does not start with another lasting.json, nor without one', async () => {
    const lasting = join(folder, 'lasting.json');
    const known = await readFile(lasting, 'utf8');
    const key = randomBytes(32).toString('base64url');
    const serve = () => runSluis(['serve'], { ...env, SLUIS_LOG_LEVEL: 'silent' });
    await writeFile(lasting, JSON.stringify({ currentVersion: 1, keys: [{ version: 1, key }] }));
    const { code, said } = await serve();
    expect(code).toBe(2);
    expect(said).toContain(`${lasting}: key lasting 1 is not the one that the database was made with`);
    await rm(lasting);
    expect(await serve()).toMatchObject({ code: 2, said: expect.stringContaining('sluis keys init') });
    await writeFile(lasting, known);
    expect(await release()).toMatchObject({ code: 1 });
  });
});

describe('sluis keys adopt', () => {
  it('wants a reason', async () => {
    expect(await runSluis(['keys', 'adopt'], env)).toMatchObject({ code: 2 });
  });

  it('does nothing where the keys are known', async () => {
    const { code, out } = await runSluis(['keys', 'adopt', '--reason', 'to be sure'], env);
    expect({ code, out }).toEqual({ code: 0, out: '' });
  });

  it('takes other keys only with --replace, and keeps who said so and why', async () => {
    await withOtherRoot();
    const words = ['keys', 'adopt', '--author', 'Ada', '--reason', 'the old file is lost'];
    expect(await runSluis(words, env)).toMatchObject({ code: 2 });
    expect(await runSluis([...words, '--replace'], env)).toMatchObject({ code: 0, out: 'adopted root\n' });
    const rows = await queryDatabase(
      env['DATABASE_URL'] ?? '',
      'select name, author, reason from sluis.key_fingerprint order by number desc limit 1',
    );
    expect(z.array(z.unknown()).parse(rows)).toEqual([
      { name: 'root', author: 'cli:Ada', reason: 'the old file is lost' },
    ]);
    expect(await release()).toMatchObject({ code: 1 });
  });
});
