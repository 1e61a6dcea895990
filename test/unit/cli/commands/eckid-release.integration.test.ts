import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { boardId, schoolId, type PersonRoot } from '../../../../src/domain/ids.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { createKeyringFiles } from '../../../../src/keyring/keyring-files.ts';
import { readKeyring } from '../../../../src/keyring/read-keyring.ts';
import { createPseudonyms, type Pseudonyms } from '../../../../src/pseudonym/pseudonyms.ts';
import { migrate } from '../../../../src/storage/postgres/migrate.ts';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import { openPostgres, type Postgres } from '../../../../src/storage/postgres/pool.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { trustedKeys } from '../../../../testkit/values/trusted-keys.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let folder: string;
let postgres: Postgres;
let pseudonyms: Pseudonyms;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-eckid-'));
  await createKeyringFiles(folder, { clock: systemClock, randomness: systemRandomness });
  const url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url, SLUIS_KEYS: folder };
  postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 2, logger: createRecordingLogger() });
  await migrate(postgres);
  pseudonyms = createPseudonyms({
    keys: (await readKeyring(folder, systemRandomness)).uncheckedPseudonym,
    keyCheck: trustedKeys,
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

const eckId = `https://ketenid.nl/201703/${'a1'.repeat(64)}`;
async function signInAt(board: string): Promise<PersonRoot> {
  const school = {
    id: required(schoolId(`school-of-${board}`)),
    board: required(boardId(board)),
    objectionBoards: [],
  };
  return (await pseudonyms.identify([{ namespace: 'eckid:po', value: eckId, portable: true }], school)).root;
}

describe('sluis eckid release', () => {
  it('refuses what is no ECK iD, and what nobody asserted', async () => {
    expect(await runSluis(['eckid', 'release', 'po'], env, 'nonsense')).toMatchObject({ code: 2 });
    expect(await runSluis(['eckid', 'release', 'po'], env, eckId)).toMatchObject({ code: 1 });
  });

  it('lets the next board assert it, and the pupil stays the same person', async () => {
    const root = await signInAt('waterland');
    await expect(signInAt('zeeland')).rejects.toMatchObject({ code: 'identity.foreign_board' });
    const asSomebodyWritesIt = ` ${eckId.toUpperCase().replace('HTTPS', 'http')}/\n`;
    const { code, said } = await runSluis(['eckid', 'release', 'po'], env, asSomebodyWritesIt);
    expect({ code, quotes: said.includes('ketenid') }).toEqual({ code: 0, quotes: false });
    expect(await signInAt('zeeland')).toBe(root);
  });
});
