import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { example, wantedRecords } from '../../../../testkit/federation/example-federation.ts';
import { writeExampleSecrets } from '../../../../testkit/federation/example-secrets.ts';
import { leesboomReader } from '../../../../testkit/federation/parties.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { createKeyringFiles } from '../../../../src/keyring/keyring-files.ts';
import { systemClock } from '../../../../src/domain/clock.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { openDatabase } from '../../../../testkit/services/postgres-servers.ts';
import { fillRegister } from '../../../../testkit/world/fill-register.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let exported: string;
let env: NodeJS.ProcessEnv;
const because = ['--author', 'ada', '--reason', 'because'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-cli-'));
  exported = join(folder, 'exported');
  env = { DATABASE_URL: await createDatabase(inject('postgres15Url')), SLUIS_KEYS: join(folder, 'keys') };
  await createKeyringFiles(join(folder, 'keys'), { clock: systemClock, randomness: systemRandomness });
  await writeExampleSecrets(join(folder, 'keys'));
  await write();
  await apply();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const write = (from = '', to = '') =>
  writeFile(
    join(folder, 'all.yaml'),
    example.replace(from, () => to),
  );
const sluis = (...words: readonly string[]) => runSluis(words, env);
const apply = (...options: readonly string[]) => sluis('apply', folder, '--yes', ...because, ...options);
const textsIn = async (place: string) =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(place)).map(async (name) => [name, await readFile(join(place, name), 'utf8')] as const),
    ),
  );

describe('versions of the register, by commands', () => {
  it('are compared and restored', async () => {
    await write('name: College De Kade', 'name: De Kaap');
    await apply();
    const compared = await sluis('register', 'compare', 'school', 'de-kade', '1', '2');
    expect(compared).toMatchObject({ code: 0, out: 'name: "College De Kade" → "De Kaap"\n' });
    const unsaid = await sluis('register', 'restore', 'school', 'de-kade', '1', '--yes');
    expect(unsaid).toMatchObject({ code: 2, said: expect.stringContaining('--reason') });
    const unasked = await sluis('register', 'restore', 'school', 'de-kade', '1', ...because);
    expect(unasked).toMatchObject({ code: 2, said: expect.stringContaining('give --yes') });
    const restored = await sluis('register', 'restore', 'school', 'de-kade', '1', '--yes', ...because);
    expect(restored.out).toMatch(/~ school de-kade\n.*"De Kaap" → "College De Kade"\napplied as revision 3/);
    expect((await sluis('register', 'compare', 'school', 'de-kade', '1', '3')).out).toBe('the same\n');
    expect(await sluis('register', 'compare', 'school', 'de-kade', '1', '9')).toMatchObject({ code: 1 });
    expect(await sluis('register', 'restore', 'school', 'de-kade', '9', '--yes', ...because)).toMatchObject({
      code: 1,
    });
  });
});

describe('the identifier of a login that has signed somebody in, by commands', () => {
  it('changes only where the operator says that its people become strangers', async () => {
    await queryDatabase(
      String(env['DATABASE_URL']),
      "insert into sluis.used_namespace (namespace, since) values ('regenboog', now())",
    );
    await write('namespace: regenboog, attributes: [nameid]', 'namespace: regenboog, attributes: [uid]');
    const refused = await apply();
    expect(refused.code).toBe(2);
    expect(refused.said).toContain('up to 0 people');
    expect(refused.said).toContain('sluis apply --make-strangers regenboog-saml');
    expect((await apply('--make-strangers', 'kade-entra')).code).toBe(2);
    expect(await apply('--make-strangers', 'kade-entra', '--make-strangers', 'regenboog-saml')).toMatchObject(
      {
        code: 0,
      },
    );
    await write();
    expect((await apply('--make-strangers', 'regenboog-saml')).code).toBe(0);
  });
});

describe('the schedule of the register, by commands', () => {
  it('keeps a change for a day, shows it, and lets it be called off', async () => {
    await write('name: College De Kade', 'name: De Later');
    expect(await apply('--at', '2020-08-01')).toMatchObject({
      code: 2,
      said: expect.stringContaining('is in the past'),
    });
    expect(await apply('--at', 'tomorrow')).toMatchObject({
      code: 2,
      said: expect.stringContaining('--at must be'),
    });
    const kept = await apply('--at', '2099-08-01');
    expect(kept.out).toMatch(
      /~ school de-kade\n.*\n[-0-9a-f]{36}, due 2099-08-01T00:00:00\+02:00, waiting, cli:ada: /,
    );
    const [id = ''] = /[-0-9a-f]{36}/.exec(kept.out) ?? [];
    expect((await sluis('register', 'scheduled')).out).toContain(`${id}, due`);
    expect(await sluis('register', 'cancel', id, '--author', 'bea')).toMatchObject({ code: 0 });
    expect(await sluis('register', 'cancel', id, '--author', 'bea')).toMatchObject({ code: 1 });
    expect((await sluis('register', 'scheduled')).out).toContain('cancelled by cli:bea');
    await write();
  });
});

describe('objections, by commands', () => {
  const person = '11111111-1111-4111-8111-111111111111';

  it('are added and ended, and stay out of what is exported', async () => {
    const root = 'R'.repeat(43);
    await queryDatabase(
      String(env['DATABASE_URL']),
      `insert into sluis.person_identifier values ('${root}', '${root}');
       insert into sluis.person_handle values ('${root}', 'waterland', '${person}')`,
    );
    expect(await sluis('objection', 'add', 'de-kade', person, ...because)).toMatchObject({ code: 2 });
    const wrong = await sluis('objection', 'add', 'nergens', person, '--claim', 'given_name', ...because);
    expect(wrong).toMatchObject({ code: 1, said: expect.stringContaining('school nergens does not exist') });
    const added = await sluis('objection', 'add', 'de-kade', person, '--claim', 'given_name', ...because);
    expect(added).toMatchObject({ code: 0, out: expect.stringMatching(/^\+ objection /) });
    const [id = ''] = /[-0-9a-f]{36}/.exec(added.out) ?? [];
    const { said } = await sluis('export', exported);
    expect(said).toContain('1 objections were not exported');
    expect(JSON.stringify(await textsIn(exported))).not.toContain(person);
    expect(await sluis('objection', 'end', id, ...because)).toMatchObject({ code: 0 });
  });
});

describe('sluis export', () => {
  it('writes files that apply cleanly, and the same bytes again', async () => {
    expect(await sluis('export', exported)).toMatchObject({ code: 0, said: '' });
    const first = await textsIn(exported);
    expect(Object.keys(first)).toContain('policies.yaml');
    expect(first['schools.yaml']).toMatch(
      /^# Written by sluis export\n# yaml-language-server: \$schema=federation.schema.json\nschools:\n  - board: waterland\n/,
    );
    const again = await sluis('apply', exported, '--prune', '--yes', ...because);
    expect(again.out).toContain('nothing to do');
    await sluis('export', exported);
    expect(await textsIn(exported)).toEqual(first);
    expect(await sluis('validate', exported)).toMatchObject({ code: 0 });
  });

  it('leaves no file of an earlier export behind that says what is no longer so', async () => {
    const end = { kind: 'policies' };
    await writeFile(join(exported, 'access.yaml'), `# Written by sluis export\n# ${end.kind}\n`);
    await sluis('export', exported);
    expect(await readdir(exported)).not.toContain('access.yaml');
  });

  it('refuses a folder with files of somebody else, unless it is told to', async () => {
    await writeFile(join(exported, 'notes.txt'), 'mine');
    const refused = await sluis('export', exported);
    expect(refused).toMatchObject({ code: 2, said: expect.stringContaining('notes.txt') });
    expect(await sluis('export', exported, '--force')).toMatchObject({ code: 0 });
    expect(await readFile(join(exported, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it.each(['/dev/null', '/dev/null/deeper', '/proc/nowhere', '/proc/nowhere/deeper'])(
    'says that it cannot write to %s, before it reads the register',
    async (place) => {
      const nothing = { DATABASE_URL: 'postgres://sluis@127.0.0.1:1/sluis' };
      const { code, out, said } = await runSluis(['export', place], nothing);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(said).toMatch(new RegExp(`^folder ${place} cannot be (?:read|written).*rights`));
    },
  );

  it('writes out what is in force of a service that was stored before its algorithm could be named', async () => {
    const { url, postgres } = await openDatabase(inject('postgres15Url'));
    const records = wantedRecords().filter(({ kind }) => ['supplier', 'sector'].includes(kind));
    const service = { kind: 'service', id: leesboomReader.id, body: leesboomReader } as const;
    await fillRegister(createPostgresRegisterStore(postgres), [...records, service]);
    await postgres.close();
    const place = join(folder, 'earlier');
    expect(await runSluis(['export', place], { DATABASE_URL: url })).toMatchObject({ code: 0 });
    expect(await readFile(join(place, 'services.yaml'), 'utf8')).toContain('idTokenAlgorithm: ES256');
  });

  it('has nothing to write of an empty register', async () => {
    const empty = { DATABASE_URL: await createDatabase(inject('postgres15Url')) };
    expect(await runSluis(['export', join(folder, 'nothing')], empty)).toMatchObject({ code: 1, out: '' });
  });
});

describe('a policy that was narrowed', () => {
  it('is warned of in the plan, stays as it is, and applies again from an export', async () => {
    await write(
      '{ service: leesboom-reader, claim: given_name, purposes: [access], affiliations: [pupil], transforms: [initial] }',
      '{ service: leesboom-reader, claim: group, purposes: [teaching], affiliations: [teacher] }',
    );
    expect((await apply()).out).toContain(
      '! policy de-regenboog/leesboom-reader: says more than was agreed from then on; no longer released, or not about all: given_name',
    );
    await sluis('export', exported, '--force');
    expect((await sluis('apply', exported, '--yes', ...because)).out).toContain('nothing to do');
  });
});
