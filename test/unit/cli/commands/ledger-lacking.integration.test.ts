import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { attributeName } from '../../../../src/domain/ids.ts';
import { createPostgresLedgerStore } from '../../../../src/storage/postgres/ledger-store.ts';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { randomEntryId, required } from '../../../../testkit/values/ids.ts';
import { newEntry } from '../../../../testkit/values/new-entry.ts';

let folder: string;
let env: NodeJS.ProcessEnv;

const write = (text: string) => writeFile(join(folder, 'all.yaml'), text);
const lacking = (...words: readonly string[]) => runSluis(['ledger', 'lacking', ...words], env);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-cli-'));
  env = { DATABASE_URL: await createDatabase(inject('postgres15Url')) };
  await write(example);
  expect(await runSluis(['apply', folder, '--yes', '--reason', 'a test'], env)).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

describe('sluis ledger lacking', () => {
  it.each([
    [['nobodys-service'], /there is no service nobodys-service/],
    [['Leesboom Reader'], /not a valid id/],
    [['leesboom-reader', '--days', '0'], /--days must be a number/],
    [['leesboom-reader'], /requires no claim/],
  ])('says what is wrong with %j', async (words, message) => {
    expect(await lacking(...words)).toMatchObject({ code: 2, said: expect.stringMatching(message) });
  });

  it('counts where a claim that the service requires stayed behind, and why, and names nobody', async () => {
    const requiring = example.replace('name: group, purpose: teaching', '$&, required: true');
    expect(requiring).not.toBe(example);
    await write(requiring);
    expect(await runSluis(['apply', folder, '--yes', '--reason', 'a test'], env)).toMatchObject({ code: 0 });
    expect(await lacking('leesboom-reader')).toMatchObject({
      code: 0,
      said: expect.stringContaining('no claim that the service requires was withheld'),
    });
    const logger = createRecordingLogger();
    const url = env['DATABASE_URL'] ?? '';
    const postgres = openPostgres({ url, timeoutMs: 5000, maxConnections: 1, logger });
    const store = createPostgresLedgerStore(postgres);
    const { subject: _subject, ...said } = newEntry();
    const group = { claim: required(attributeName('group')), reason: 'not_supplied' as const };
    for (let count = 0; count < 3; count += 1) {
      const id = randomEntryId();
      await store.append({ ...said, id, at: Date.now(), subjectProof: 'proof', withheld: [group] });
    }
    await postgres.close();
    const { out } = await lacking('leesboom-reader', '--school', said.school);
    expect(out).toMatch(
      new RegExp(`^\\d{4}-\\d\\d-\\d\\d ${said.school}: group withheld 3 times, not_supplied$`, 'm'),
    );
    expect(out).not.toContain(said.person);
    expect((await lacking('leesboom-reader', '--school', 'de-kade')).out).toBe('');
  });
});
