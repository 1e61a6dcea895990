import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { freePort } from '../../../../testkit/machine/free-port.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-cli-'));
  env = { DATABASE_URL: await createDatabase(inject('postgres15Url')) };
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const write = (from = '', to = '') =>
  writeFile(
    join(folder, 'all.yaml'),
    example.replace(from, () => to),
  );
const because = ['--reason', 'because'];
const apply = (...options: readonly string[]) => runSluis(['apply', folder, ...because, ...options], env);

describe('sluis apply, told as a story', () => {
  it('shows the difference and changes nothing without a yes', async () => {
    await write();
    const { code, out, said } = await apply();
    expect(code).toBe(2);
    expect(out).toContain('+ policy de-regenboog/leesboom-reader');
    expect(said).toContain('give --yes');
    expect((await runSluis(['register', 'history', 'board', 'waterland'], env)).code).toBe(1);
  });

  it('shows the difference in a dry run, without a question and without a change', async () => {
    const { code, out, said } = await runSluis(['apply', folder, '--dry-run', '--yes'], env);
    const unseen = expect.stringMatching(/^warning: nobody looked at the secrets: .*SLUIS_KEYS.*\n$/);
    expect({ code, said }).toEqual({ code: 0, said: unseen });
    expect(out).toContain('+ policy de-regenboog/leesboom-reader');
    expect((await runSluis(['register', 'history', 'board', 'waterland'], env)).code).toBe(1);
  });

  it('changes all of it with a yes, and nothing a second time', async () => {
    expect(await apply('--yes', '--author', 'an operator')).toMatchObject({
      code: 0,
      out: expect.stringContaining('applied as revision 1'),
    });
    expect(await apply('--yes')).toMatchObject({ code: 0, out: expect.stringContaining('nothing to do') });
  });

  it('names the fields that change, and remembers who, when and why', async () => {
    await write('name: Stichting Waterland Onderwijs', 'name: Stichting Nieuw Waterland');
    const { out } = await apply('--yes', '--author', 'somebody', '--reason', 'a new name');
    expect(out).toContain('name: "Stichting Waterland Onderwijs" → "Stichting Nieuw Waterland"');
    const history = await runSluis(['register', 'history', 'board', 'waterland'], env);
    expect(history.code).toBe(0);
    expect(history.out).toMatch(/version 1, revision 1, .*, cli:an operator: /);
    expect(history.out).toMatch(/version 2, revision 2, .*, cli:somebody: a new name/);
  });

  it('warns where everybody gets another pseudonym', async () => {
    await write('attributes: [nameid]', 'attributes: [uid]');
    expect((await apply()).out).toContain('! idp regenboog-saml: everybody gets another pseudonym');
  });

  it('takes a file that builds on what the register holds, but not with --prune', async () => {
    const part = await mkdtemp(join(tmpdir(), 'sluis-cli-part-'));
    const school =
      '{ id: de-vlieger, board: waterland, name: De Vlieger, town: Broek, brin: 98ZZ, sector: po }';
    await writeFile(join(part, 'school.yaml'), `schools:\n  - ${school}\n`);
    expect(await runSluis(['apply', part, '--prune', '--yes', ...because], env)).toMatchObject({
      code: 2,
      said: expect.stringContaining('board waterland does not exist'),
    });
    expect(await runSluis(['apply', part, '--yes', ...because], env)).toMatchObject({
      code: 0,
      out: expect.stringContaining('+ school de-vlieger'),
    });
    await rm(part, { recursive: true });
  });

  it('refuses faulty files as a whole', async () => {
    await write('brin: 99AA', 'brin: 9');
    expect(await apply('--yes')).toMatchObject({ code: 2, out: '' });
  });

  it('ends what is no longer in the files with --prune only', async () => {
    await writeFile(join(folder, 'all.yaml'), example.replace(/policies:\n(?: .*\n)+/, ''));
    expect((await apply()).out).not.toContain('- policy');
    expect(await apply('--prune', '--yes')).toMatchObject({
      code: 0,
      out: expect.stringContaining('- policy de-regenboog/leesboom-reader'),
    });
    const history = await runSluis(['register', 'history', 'policy', 'de-regenboog/leesboom-reader'], env);
    expect(history.out).toMatch(/ended\s*$/);
  });
});

describe('other commands', () => {
  it('an empty ledger is no fault', async () => {
    expect(await runSluis(['ledger', 'list', '--school', 'de-kade'], env)).toMatchObject({
      code: 0,
      out: '',
    });
  });

  it('a database that is away is a fault: 1, and no secret in what is said', async () => {
    const away = { DATABASE_URL: `postgres://sluis:hunter2@127.0.0.1:${String(await freePort())}/sluis` };
    const { code, out, said } = await runSluis(['ledger', 'list'], away);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(said).not.toContain('hunter2');
  });
});
