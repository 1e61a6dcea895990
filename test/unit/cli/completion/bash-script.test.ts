import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runInProcess } from '../run-in-process.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-completion-'));
  await mkdir(join(folder, 'federation files'));
  // a folder that is called like a command is still a command where one belongs
  await mkdir(join(folder, 'register'));
  const { code, out } = await runInProcess(['completion', 'bash']);
  expect(code).toBe(0);
  await writeFile(join(folder, 'start'), `${out}\nsluis() { printf '<%s>' "$@"; echo; }\n`);
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** The words that bash makes of a line in which Tab is pressed. */
function typed(line: string): string {
  const { stdout } = spawnSync('bash', ['--rcfile', 'start', '-i'], {
    cwd: folder,
    input: `${line}\n`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], TERM: 'dumb', INPUTRC: '/dev/null' },
    timeout: 20_000,
  });
  return /^<.*>$/m.exec(stdout)?.[0] ?? stdout;
}

describe('the completion of bash', () => {
  it.each([
    ['sluis reg\this\tsch\tde-kade', '<register><history><school><de-kade>'],
    ['sluis apply fed\t', '<apply><federation files/>'],
    ['sluis apply federation --dry\t', '<apply><federation><--dry-run>'],
    ['sluis apply --yes fed\t', '<apply><--yes><federation files/>'],
    ['sluis apply --reason register fed\t', '<apply><--reason><register><federation files/>'],
    ['sluis serve --first-apply fed\t', '<serve><--first-apply><federation files/>'],
    ['sluis eckid release v\t', '<eckid><release><vo>'],
    ['sluis objection add de-kade --eckid --sector m\t', '<objection><add><de-kade><--eckid><--sector><mbo>'],
    ['sluis show api\tx --js\t', '<show><api-client><x><--json>'],
    ['sluis help led\t', '<help><ledger>'],
    ['sluis register compare school fed\t', '<register><compare><school><fed>'],
    ['sluis ledger list --school fed\t', '<ledger><list><--school><fed>'],
  ])('makes of %j', (line, words) => {
    expect(typed(line)).toBe(words);
  });
});

describe('the script of another shell', () => {
  it.each(['zsh', 'fish'])('%s knows every command and kind', async (shell) => {
    const { code, out } = await runInProcess(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['register history', 'eckid release', 'api-client', '--first-apply', 'dry-run']) {
      expect(out).toContain(shell === 'fish' ? word.replace(/^--/, '') : word);
    }
  });

  it('is one of those that there are', async () => {
    const { code, said } = await runInProcess(['completion', 'basch']);
    expect({ code, said }).toEqual({ code: 2, said: expect.stringContaining('bash, zsh, fish') });
  });
});
