import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { example } from '../../../testkit/federation/example-federation.ts';
import { freePort } from '../../../testkit/machine/free-port.ts';
import { runInProcess } from './run-in-process.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
const sluis = (...words: readonly string[]) => runInProcess(words, env);

beforeAll(async () => {
  // not `tmpdir()`: the embedded PostgreSQL needs a folder that others may enter
  folder = await mkdtemp('/tmp/sluis-data-');
  await chmod(folder, 0o755);
  env = { SLUIS_DATA: join(folder, 'data'), SLUIS_KEYS: join(folder, 'keys') };
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('an embedded database that is not there yet', () => {
  it.each([
    ['list', 'school'],
    ['register', 'scheduled'],
    ['ledger', 'list'],
    ['export', '/tmp/sluis-data-never-written'],
    ['apply', '/tmp', '--dry-run'],
    ['apply', '/tmp', '--yes', '--reason', 'a test'],
  ])('is not made by sluis %s %s, which says what to set', async (...words) => {
    const before = await readdir(folder);
    const { code, out, said } = await sluis(...words);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(said).toContain(`the data folder ${join(folder, 'data')} holds none`);
    expect(said).toMatch(/DATABASE_URL.*\n.*SLUIS_DATA/s);
    expect(await readdir(folder)).toEqual(before);
  });

  it('is made by apply when it is told to, and is there from then on', async () => {
    const files = await mkdtemp(join(folder, 'federation-'));
    await writeFile(join(files, 'all.yaml'), example);
    const words = ['apply', files, '--yes', '--author', 'ada', '--reason', 'a test'];
    expect(await sluis(...words)).toMatchObject({ code: 2 });
    expect(await sluis(...words, '--create')).toMatchObject({ code: 0 });
    expect((await sluis('list', 'board')).out).toBe('waterland · Stichting Waterland Onderwijs\n');
  });
});

describe('a database that cannot be reached or read', () => {
  it('is named by host and port, without a secret', async () => {
    const port = String(await freePort());
    const away = { DATABASE_URL: `postgres://sluis:hunter2@127.0.0.1:${port}/sluis` };
    const { code, out, said } = await runInProcess(['list', 'school'], away);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(said).toContain(`database at 127.0.0.1:${port}`);
    expect(said).toContain('nothing listens there');
    expect(said).not.toContain('hunter2');
  });

  it('is named by its folder', async () => {
    const file = join(folder, 'a-file');
    await writeFile(file, '');
    const { code, said } = await runInProcess(['list', 'school'], { SLUIS_DATA: file });
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining(`read in ${file}`) });
  });

  it('is not taken for none where it is closed to this user, or was not finished', async () => {
    const data = await mkdtemp(join(folder, 'closed-'));
    const home = join(folder, 'elsewhere');
    await writeFile(join(data, 'embedded-postgres.json'), JSON.stringify({ home }));
    const { code, said } = await runInProcess(['list', 'school'], { SLUIS_DATA: data });
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining(`read in ${home}`) });
  });
});
