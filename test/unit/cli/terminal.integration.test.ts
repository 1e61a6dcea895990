import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

/** Starts a command in a terminal of its own, as `npm run sluis` does, and types once it asks. */
async function atTerminal(program: string, typed: string) {
  const line = `node ${program} apply ${folder} --author ada --reason 'a test'`;
  const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    env: { PATH: process.env['PATH'], HOME: folder, TERM: 'xterm', ...env },
    timeout: 28_000,
  });
  let shown = '';
  let isTyped = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
    if (isTyped || !shown.includes('[y/N]')) return;
    isTyped = true;
    child.stdin.write(typed);
  });
  const [status] = await once(child, 'close');
  return { status: Number(status), shown };
}

it.each([
  ['src/cli/sluis.ts', 'n\n'],
  ['bootstrap/sluis.mjs', 'n\n'],
  ['bootstrap/sluis.mjs', '\u0004'],
])('%s asks at the terminal, and %j is a no', async (program, typed) => {
  const { status, shown } = await atTerminal(program, typed);
  expect(shown).toMatch(/\+ board waterland[^]*Apply this\? \[y\/N\][^]*\n.*nothing was changed/);
  expect(status).toBe(1);
  expect((await runInProcess(['list', 'board'], env)).out).toBe('');
});

it('a yes through the launcher is a yes', async () => {
  const { status, shown } = await atTerminal('bootstrap/sluis.mjs', 'y\n');
  expect(shown).toContain('applied as revision 1');
  expect(status).toBe(0);
  expect((await runInProcess(['list', 'board'], env)).out).toContain('waterland');
});
