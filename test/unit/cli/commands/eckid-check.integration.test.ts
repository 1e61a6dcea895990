import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { boardId, schoolId } from '../../../../src/domain/ids.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../../../src/keyring/keyring-files.ts';
import { createPseudonyms, type Pseudonyms } from '../../../../src/pseudonym/pseudonyms.ts';
import { createPostgresLedgerStore } from '../../../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import { openPostgres, type Postgres } from '../../../../src/storage/postgres/pool.ts';
import { lengthPrefixed } from '../../../../src/upstream/attributes/person-identifiers.ts';
import { writeExampleSecrets } from '../../../../testkit/federation/example-secrets.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { newEntry } from '../../../../testkit/values/new-entry.ts';
import { randomEntryId, required } from '../../../../testkit/values/ids.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { openedKeys } from '../opened-keys.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let url: string;
let env: NodeJS.ProcessEnv;
let postgres: Postgres;
let pseudonyms: Pseudonyms;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-check-'));
  url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url, SLUIS_KEYS: folder };
  await createKeyringFiles(folder, { clock: systemClock, randomness: systemRandomness });
  await writeExampleSecrets(folder);
  const files = await mkdtemp(join(folder, 'federation-'));
  await writeFile(join(files, 'all.yaml'), example);
  expect(await runSluis(['apply', files, '--yes', '--reason', 'a test'], env)).toMatchObject({ code: 0 });
  postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 2, logger: createRecordingLogger() });
  pseudonyms = createPseudonyms({
    ...(await openedKeys(postgres, folder)),
    store: createPostgresPersonStore(postgres),
    clock: systemClock,
    randomness: systemRandomness,
    portableStaleDays: 30,
  });
});
afterAll(async () => {
  await postgres.close();
  await rm(folder, { recursive: true });
});

const eckId = (digit: string) => `https://ketenid.nl/201703/${digit.repeat(128)}`;
const school = (board: string) => ({
  id: required(schoolId('de-regenboog')),
  board: required(boardId(board)),
  objectionBoards: [],
});

async function signIn(names: { own?: string; eck?: string }, board = 'waterland') {
  const identifiers = [
    ...(names.eck === undefined ? [] : [{ namespace: 'eckid:po', value: names.eck, portable: true }]),
    ...(names.own === undefined
      ? []
      : [{ namespace: 'regenboog', value: lengthPrefixed([names.own]), portable: false }]),
  ];
  return (await pseudonyms.identify(identifiers, school(board))).root;
}

/** Two people of before, of whom the ledger tells. */
async function conflictFromBefore(own: string, eck: string) {
  for (const root of [await signIn({ own }), await signIn({ eck })]) {
    await queryDatabase(url, `delete from sluis.person_root where root = '${root}'`);
    const { subject, ...entry } = newEntry({
      person: await pseudonyms.handleOf(root, required(boardId('waterland'))),
    });
    await createPostgresLedgerStore(postgres).append({
      ...entry,
      id: randomEntryId(),
      at: systemClock.now(),
      subjectProof: subject,
    });
  }
}

async function contents(): Promise<string> {
  const tables = ['person_identifier', 'portable_identifier', 'person_root', 'person_succession'];
  const rows = await Promise.all(
    [...tables, 'identifier_kept_apart', 'audit_event'].map((table) =>
      queryDatabase(url, `select * from sluis.${table} as t order by t::text`),
    ),
  );
  return JSON.stringify(rows);
}

describe('sluis eckid check', () => {
  it('counts what would come of each line, changes nothing, and quotes nothing', async () => {
    await signIn({ own: 'canary-known', eck: eckId('a') });
    await signIn({ own: 'canary-linked' });
    await signIn({ own: 'canary-moved' });
    await signIn({ eck: eckId('c') });
    await conflictFromBefore('canary-apart', eckId('d'));
    await signIn({ own: 'canary-one', eck: eckId('1') });
    await signIn({ own: 'canary-other', eck: eckId('2') });
    await signIn({ eck: eckId('e') }, 'zeeland');
    const before = await contents();
    const lines = [
      `canary-known\t${eckId('a')}`,
      ` canary-known \t${eckId('a').toUpperCase()}/ `,
      `canary-linked\t${eckId('b')}`,
      `canary-unseen\t${eckId('f')}`,
      `\t${eckId('a')}`,
      '',
      `canary-moved\t${eckId('c').replace('https', 'http')}`,
      `canary-apart\t${eckId('d')}`,
      `canary-one\t${eckId('2')}`,
      `canary-unseen\t${eckId('e')}`,
      'canary-known\tcanary-nonsense',
      'canary-known\t',
      'canary-known',
      `canary\tcanary\t${eckId('a')}`,
    ];
    const checked = await runSluis(['eckid', 'check', 'regenboog-saml'], env, lines.join('\r\n'));
    expect(checked.code).toBe(0);
    expect(checked.out.split('\n').map((line) => Number.parseInt(line, 10))).toEqual([
      3,
      2,
      1,
      1,
      1,
      1,
      2,
      2,
      Number.NaN,
    ]);
    expect(checked.out + checked.said).not.toMatch(/canary|ketenid/);
    expect(await contents()).toBe(before);
  });

  it('says what is missing', async () => {
    const check = (...words: readonly string[]) => runSluis(['eckid', 'check', ...words], env);
    expect(await check('nowhere')).toMatchObject({
      code: 2,
      said: expect.stringContaining('no IdP nowhere'),
    });
    expect(await check('regenboog-saml', '--school', 'elders')).toMatchObject({ code: 2 });
    expect(await check()).toMatchObject({ code: 2 });
  });
});
