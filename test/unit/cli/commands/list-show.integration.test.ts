import { newVersionOf } from '../../../../src/register/changes/step.ts';
import { recordKinds } from '../../../../src/domain/record-kinds.ts';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { example } from '../../../../testkit/federation/example-federation.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { runInProcess } from '../run-in-process.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
const sluis = (...words: readonly string[]) => runInProcess(words, env);
/** More than a page of them. */
const boards = Array.from({ length: 1_200 }, (_, index) => `veel-${String(index).padStart(4, '0')}`);
const person = '11111111-1111-4111-8111-111111111111';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-list-'));
  const url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url };
  const many = boards.map((id) => `  - { id: ${id}, name: Veel }\n`).join('');
  await writeFile(join(folder, 'all.yaml'), example);
  await writeFile(join(folder, 'many.yaml'), `boards:\n${many}`);
  const applied = await sluis('apply', folder, '--yes', '--author', 'ada', '--reason', 'a test');
  expect(applied).toMatchObject({ code: 0 });
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 1, logger });
  const hashes = ['canary-hash'];
  const body = {
    id: 'objection-one',
    school: 'de-kade',
    claim: 'group',
    person,
    hashes,
    boards: ['waterland'],
  };
  await createPostgresRegisterStore(postgres).apply(
    1,
    [newVersionOf({ kind: 'objection', id: body.id, body })],
    {
      author: 'ada',
      reason: 'a test',
      at: 1,
    },
  );
  await postgres.close();
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

const lines = (text: string): readonly string[] => text.split('\n').slice(0, -1);

describe('sluis list', () => {
  it.each(recordKinds)('shows all of kind %s, for people and for programs', async (kind) => {
    const [shown, json] = [await sluis('list', kind), await sluis('list', kind, '--json')];
    expect([shown.code, json.code]).toEqual([0, 0]);
    const records = lines(json.out).map((line) =>
      z
        .object({ kind: z.literal(kind), id: z.string(), version: z.int(), body: z.object() })
        .parse(JSON.parse(line)),
    );
    expect(records).toHaveLength(lines(shown.out).length);
    expect(records.map(({ id }) => id)).toEqual(records.map(({ id }) => id).toSorted());
    lines(shown.out).forEach((line, index) => expect(line).toContain(records[index]?.id ?? 'none'));
    expect(shown.said).toBe(records.length === 0 ? `there is no record of kind ${kind}\n` : '');
    expect(shown.out + json.out).not.toMatch(/canary|11111111|"hashes"|"person"/);
  });

  it('shows each record once where there are several pages', async () => {
    const { out } = await sluis('list', 'board');
    expect(lines(out)).toEqual(
      [...boards.map((id) => `${id} · Veel`), 'waterland · Stichting Waterland Onderwijs'].toSorted(),
    );
  });

  it('ends with code 0 and no message when the reader of its output has gone', () => {
    const line = 'set -o pipefail; "$0" src/cli/sluis.ts list board | true';
    const { status, stderr } = spawnSync('bash', ['--norc', '-c', line, process.execPath], {
      env: { PATH: process.env['PATH'], ...env },
      encoding: 'utf8',
      timeout: 25_000,
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe('sluis show', () => {
  it('shows a record as files write it, and as JSON', async () => {
    const shown = await sluis('show', 'school', 'de-kade');
    expect(shown).toMatchObject({ code: 0, said: '' });
    expect(shown.out).toMatch(/^# school de-kade, version 1\n/);
    const json = await sluis('show', 'school', 'de-kade', '--json');
    expect(JSON.parse(json.out)).toEqual({
      kind: 'school',
      id: 'de-kade',
      version: 1,
      body: parse(shown.out),
    });
    expect(parse(shown.out)).toMatchObject({ id: 'de-kade', name: 'College De Kade', brin: '99AB' });
  });

  it('shows an objection without whose it is', async () => {
    const { code, out } = await sluis('show', 'objection', 'objection-one');
    expect(code).toBe(0);
    expect(parse(out)).toEqual({ id: 'objection-one', school: 'de-kade', claim: 'group' });
  });

  it('names the id that may have been meant', async () => {
    expect(await sluis('show', 'school', 'de-kadee')).toMatchObject({
      code: 1,
      out: '',
      said: 'there is no school de-kadee (Did you mean de-kade?)\n',
    });
    expect((await sluis('show', 'board', 'quite-another-thing')).said).not.toContain('Did you mean');
    for (const words of [
      ['register', 'history', 'school', 'de-kadee'],
      ['register', 'compare', 'school', 'de-kadee', '1', '2'],
      ['register', 'restore', 'school', 'de-kadee', '1', '--reason', 'a test'],
      ['ledger', 'list', '--school', 'de-kadee'],
      ['ledger', 'lacking', 'leesboom-readr'],
      ['objection', 'list', 'de-kadee'],
    ]) {
      const { out, said } = await sluis(...words);
      expect({ words, out }).toEqual({ words, out: '' });
      expect(lines(said)).toEqual([expect.stringMatching(/^there is no .* \(Did you mean .*\?\)/)]);
    }
  });
});
