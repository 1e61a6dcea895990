import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { boardId, personHandle, schoolId } from '../../../../src/domain/ids.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { writeExampleSecrets } from '../../../../testkit/federation/example-secrets.ts';
import { createKeyringFiles } from '../../../../src/keyring/keyring-files.ts';
import { createPseudonyms } from '../../../../src/pseudonym/pseudonyms.ts';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import { openPostgres, type Postgres } from '../../../../src/storage/postgres/pool.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { openedKeys } from '../opened-keys.ts';
import { runInProcess } from '../run-in-process.ts';

let folder: string;
let url: string;
let env: NodeJS.ProcessEnv;
let postgres: Postgres;
let handle: string;
const because = ['--author', 'ada', '--reason', 'a letter'];
const waterland = required(boardId('waterland'));
const typed = 'canary-name-id';
const sluis = (words: readonly string[], input = '') => runInProcess(words, env, input);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-people-'));
  await createKeyringFiles(folder, { clock: systemClock, randomness: systemRandomness });
  await writeExampleSecrets(folder);
  url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url, SLUIS_KEYS: folder };
  await writeFile(join(folder, 'all.yaml'), example);
  await sluis(['apply', folder, '--yes', ...because]);
  postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 2, logger: createRecordingLogger() });
  const pseudonyms = createPseudonyms({
    ...(await openedKeys(postgres, folder)),
    store: createPostgresPersonStore(postgres),
    clock: systemClock,
    randomness: systemRandomness,
    portableStaleDays: 30,
  });
  const school = { id: required(schoolId('de-regenboog')), board: waterland, objectionBoards: [waterland] };
  const identifier = { namespace: 'regenboog', value: `14:${typed}`, portable: false };
  const { root } = await pseudonyms.identify([identifier], school);
  handle = await pseudonyms.handleOf(root, waterland);
  await queryDatabase(
    url,
    `insert into sluis.disclosure (id, at, person, affiliation, school, board, supplier, service, released, withheld,
       agreement, agreement_version, policy_version, subject_proof)
     values (gen_random_uuid(), now(), '${handle}', 'pupil', 'de-regenboog', 'waterland', 'leesboom', 'leesboom-reader',
       '[]', '[]', 'waterland-leesboom', 1, 1, 'a made-up proof')`,
  );
});
afterAll(async () => {
  await postgres.close();
  await rm(folder, { recursive: true });
});

describe('sluis person find', () => {
  it('finds a pupil by what the login sends, and knows nobody else', async () => {
    expect(await sluis(['person', 'find', 'de-regenboog', ...because], `${typed}\n`)).toMatchObject({
      code: 0,
      out: `person ${handle} at board waterland\n`,
    });
    const unknown = await sluis(['person', 'find', 'de-regenboog', ...because], 'canary-somebody-else\n');
    expect(unknown).toMatchObject({ code: 1, out: '', said: expect.stringContaining('nobody is known') });
    expect(unknown.said).not.toContain('canary');
  });

  it('says what it asks for, and asks for each by name', async () => {
    const words = ['person', 'find', 'de-kade', ...because];
    const several = await sluis(words, 'canary-one-line\n');
    expect(several).toMatchObject({ code: 2, said: expect.stringContaining('tid=… and oid=…') });
    const complete = await sluis(words, 'oid=canary-oid\ntid=canary-tid\n');
    expect(complete).toMatchObject({ code: 1, said: expect.stringContaining('nobody is known') });
    const sector = await sluis([...words, '--sector', 'po'], 'canary');
    expect(sector).toMatchObject({ code: 2, said: expect.stringContaining('--eckid') });
    const noEckId = await sluis([...words, '--eckid', '--sector', 'po'], 'canary-no-eckid');
    expect(noEckId).toMatchObject({ code: 2, said: expect.stringContaining('is no ECK iD') });
    for (const { said } of [several, complete, sector, noEckId]) expect(said).not.toContain('canary');
    expect(await sluis(['person', 'find', 'de-kade'], 'x')).toMatchObject({ code: 2 });
    expect(await sluis(['person', 'find', 'nergens', ...because], 'x')).toMatchObject({ code: 2 });
  });
});

describe('objections', () => {
  it('are added by handle and by identifier, listed without whose they are, and refused for nobody', async () => {
    const add = ['objection', 'add', 'de-regenboog'];
    const about = ['--claim', 'given_name', ...because];
    const nobody = '00000000-0000-4000-8000-000000000000';
    const refused = await sluis([...add, nobody, ...about]);
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("is nobody's handle") });
    expect(await sluis([...add, handle, ...about])).toMatchObject({ code: 0 });
    expect(await sluis([...add, ...about], 'canary-never-here\n')).toMatchObject({ code: 0 });
    const { out } = await sluis(['objection', 'list', 'de-regenboog']);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(out).toMatch(/^objection \S+ · de-regenboog · claim given_name at every service\n/);
    expect(out).not.toMatch(new RegExp(`${handle}|canary`));
    expect((await sluis(['objection', 'list', 'de-kade'])).out).toBe('');
    const found = await sluis(['person', 'find', 'de-regenboog', ...because], `${typed}\n`);
    expect(found.out.split('\n').filter((line) => line.startsWith('objection '))).toHaveLength(1);
  });

  it('that are nobody’s any more are marked', async () => {
    const body = { id: 'former', school: 'de-kade', person: '00000000-0000-4000-8000-000000000000' };
    await queryDatabase(
      url,
      `insert into sluis.register_revision select max(revision) + 1, 'ada', 'a letter', now() from sluis.register_revision;
       insert into sluis.record values ('objection', 'former', 1, false);
       insert into sluis.record_version select 'objection', 'former', 1, max(revision), false, '${JSON.stringify(body)}'
         from sluis.register_revision`,
    );
    expect((await sluis(['objection', 'list', 'de-kade'])).out).toContain('acts for nobody');
  });
});

describe('sluis person erase', () => {
  it('shows first, then erases at that board once, and keeps the objection', async () => {
    const erase = ['person', 'erase', 'waterland', handle, ...because];
    const elsewhere = await sluis(['person', 'erase', 'zeeland', handle, ...because]);
    expect(elsewhere).toMatchObject({ code: 1, said: expect.stringContaining('names nobody') });
    const dry = await sluis([...erase, '--dry-run']);
    expect(dry).toMatchObject({
      code: 0,
      out: '1 entries of board waterland will no longer be linked to anybody\n',
    });
    expect(await sluis(erase)).toMatchObject({ code: 2, said: expect.stringContaining('--yes') });
    expect(await sluis([...erase, '--yes'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('erased'),
    });
    expect(await sluis([...erase, '--yes'])).toMatchObject({ code: 1 });
    const people = createPostgresPersonStore(postgres);
    expect(await people.rootOf(required(personHandle(handle)), waterland)).toBeUndefined();
    expect((await sluis(['objection', 'list', 'de-regenboog'])).out.trim().split('\n')).toHaveLength(2);
    const trail = await queryDatabase(
      url,
      `select type, author, stated_reason from sluis.audit_event where type = 'person.erased'`,
    );
    expect(trail).toEqual([{ type: 'person.erased', author: 'cli:ada', stated_reason: 'a letter' }]);
    expect(JSON.stringify(await queryDatabase(url, 'select * from sluis.audit_event'))).not.toContain(
      'canary',
    );
  });
});
