import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { boards, operatorAgreement } from '../../../../testkit/federation/schools.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { fillRegister } from '../../../../testkit/world/fill-register.ts';
import { runInProcess } from '../run-in-process.ts';

let root: string;
let env: NodeJS.ProcessEnv;
let postgres: ReturnType<typeof openPostgres>;
let store: ReturnType<typeof createPostgresRegisterStore>;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluis-boards-'));
  const url = await createDatabase(inject('postgres15Url'));
  env = { DATABASE_URL: url, SLUIS_KEYS: join(root, 'keys') };
  const logger = createRecordingLogger();
  postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 1, logger });
  store = createPostgresRegisterStore(postgres);
});
afterEach(async () => {
  await postgres.close();
  await rm(root, { recursive: true });
});

const { waterland } = boards;
const ended = { ...operatorAgreement, validUntil: '2021-01-01' };
/** The example, in which the board says this of its agreement with the operator. */
const saying = (said: string) => example.replace(/, operatorAgreement: \{[^}]*\}/, said);
const silent = saying('');
const write = (text: string) => writeFile(join(root, 'all.yaml'), text);
const sluis = (...words: readonly string[]) => runInProcess(words, env);
const apply = (...options: readonly string[]) =>
  sluis('apply', root, '--yes', '--author', 'ada', '--reason', 'because', ...options);
/** Without what is said about secrets, which are not on this machine. */
const warningsOf = ({ said }: { readonly said: string }) =>
  said
    .split('\n')
    .filter((line) => line.startsWith('warning: ') && !line.includes('nobody looked at the secrets'));
const warned = (problem: string) => [
  expect.stringMatching(
    new RegExp(`^warning: .*all\\.yaml:2:\\d+ boards\\[0\\](?:\\.operatorAgreement)?: ${problem}`),
  ),
];

/** The register has the example, with the board as an earlier version wrote it, or with what it is to say. */
async function registerHas(agreed?: unknown): Promise<void> {
  await write(example);
  await apply('--create');
  const { id, name } = waterland;
  const body = { id, name, ...(agreed === undefined ? {} : { operatorAgreement: agreed }) };
  await fillRegister(store, [{ kind: 'board', id, body }]);
}

async function agreedInRegister(): Promise<unknown> {
  const [found] = await store.find([{ kind: 'board', id: waterland.id }]);
  return Object(found?.body).operatorAgreement;
}

describe('a board that says nothing of an agreement with the operator', () => {
  it('is named as a warning by everything that reads its file, and is one without when it is new', async () => {
    await write(silent);
    for (const valid of [await sluis('validate', root), await apply('--create')]) {
      expect(valid.code).toBe(0);
      expect(warningsOf(valid)).toHaveLength(1);
      expect(warningsOf(valid)[0]).toContain('boards[0]');
    }
    expect(await agreedInRegister()).toBe('none');
  });

  it('stays as it is where it is of before, and is warned of each time', async () => {
    await registerHas();
    await write(silent);
    for (const unchanged of [
      await sluis('validate', root, '--register'),
      await apply('--dry-run'),
      await apply(),
    ]) {
      expect(unchanged.code).toBe(0);
      expect(warningsOf(unchanged)).toEqual(warned('has no operatorAgreement'));
    }
    await write(silent.replace(waterland.name, 'Stichting Waterland'));
    expect(warningsOf(await apply())).toEqual(warned('has no operatorAgreement'));
    expect(await agreedInRegister()).toBeUndefined();
  });

  it.each([
    ['has ended', ended],
    ['is none', 'none'],
  ])('keeps the one that %s: no file opens again what that closed', async (_how, agreed) => {
    await registerHas(agreed);
    await write(silent);
    expect((await apply()).code).toBe(0);
    await write(silent.replace(waterland.name, 'Stichting Waterland'));
    expect((await apply()).code).toBe(0);
    expect(await agreedInRegister()).toEqual(agreed);
  });
});

describe('a board that says something of it', () => {
  it.each([
    ['none', ', operatorAgreement: none', 'is none, so nobody signs in'],
    [
      'too little',
      `, operatorAgreement: { hash: ${operatorAgreement.hash}, validFrom: 2020-01-01, covers: [login, portal] }`,
      'does not cover pseudonyms, ledger, so nobody signs in',
    ],
  ])('is warned of: %s', async (_what, said, problem) => {
    await write(saying(said));
    for (const valid of [await sluis('validate', root), await apply('--create'), await apply()]) {
      expect(valid.code).toBe(0);
      expect(warningsOf(valid)).toEqual(warned(problem));
    }
  });

  it('passes without a word when it covers all of a sign-in', async () => {
    await registerHas();
    await write(example);
    for (const valid of [await sluis('validate', root), await apply()]) {
      expect(warningsOf(valid)).toEqual([]);
    }
    expect(await agreedInRegister()).toEqual(operatorAgreement);
  });
});
