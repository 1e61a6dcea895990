import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { example } from '../../../testkit/federation/example-federation.ts';
import { createDatabase } from '../../../testkit/services/postgres.ts';
import { runInProcess } from './run-in-process.ts';

let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-terminal-'));
  env = { DATABASE_URL: await createDatabase(inject('postgres18Url')) };
  await writeFile(join(folder, 'all.yaml'), example);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** Starts a command in a terminal of its own, as `npm run sluis` does, and types. */
function atTerminal(program: string, typed: string) {
  const line = `node ${program} apply ${folder} --author ada --reason 'a test'`;
  const { status, stdout } = spawnSync('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    env: { PATH: process.env['PATH'], HOME: folder, TERM: 'xterm', ...env },
    input: typed,
    encoding: 'utf8',
    timeout: 28_000,
  });
  return { status, shown: stdout };
}

it.each([
  ['src/cli/sluis.ts', 'n\n'],
  ['bootstrap/sluis.mjs', 'n\n'],
  ['bootstrap/sluis.mjs', '\u0004'],
])('%s asks at the terminal, and %j is a no', async (program, typed) => {
  const { status, shown } = atTerminal(program, typed);
  expect(shown).toMatch(/\+ board waterland[^]*Apply this\? \[y\/N\][^]*\n.*nothing was changed/);
  expect(status).toBe(1);
  expect((await runInProcess(['list', 'board'], env)).out).toBe('');
});

it('a yes through the launcher is a yes', async () => {
  const { status, shown } = atTerminal('bootstrap/sluis.mjs', 'y\n');
  expect(shown).toContain('applied as revision 1');
  expect(status).toBe(0);
  expect((await runInProcess(['list', 'board'], env)).out).toContain('waterland');
});
