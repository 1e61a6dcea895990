import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';
import { leesboomReader } from '../../../../testkit/federation/parties.ts';
import { schools } from '../../../../testkit/federation/schools.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { runInProcess } from '../run-in-process.ts';

let root: string;
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sluis-linking-'));
  env = { DATABASE_URL: await createDatabase(inject('postgres15Url')), SLUIS_KEYS: join(root, 'keys') };
});
afterAll(() => rm(root, { recursive: true }));

const sluis = (...words: readonly string[]) => runInProcess(words, env);

it('validate and apply warn where a sensitive school switches on its own name', async () => {
  const [agreement] = exampleFederation().lists.agreements;
  const row = {
    service: 'leesboom-reader',
    claim: 'school_name',
    purposes: ['access'],
    affiliations: ['pupil'],
  };
  const federation = exampleFederation().with({
    schools: [{ ...schools.regenboog, sensitive: { reason: 'speciaal onderwijs' } }],
    services: [{ ...leesboomReader, claims: [{ name: 'school_name', purpose: 'access', required: false }] }],
    agreements: [{ ...agreement, annex: [row] }],
    policies: [
      { school: 'de-regenboog', service: 'leesboom-reader', enabled: true, claims: ['school_name'] },
    ],
  });
  await writeFile(join(root, 'all.yaml'), federation.yaml());
  const apply = ['apply', root, '--yes', '--create', '--author', 'ada', '--reason', 'because'];
  for (const words of [['validate', root], apply]) {
    const { code, said } = await sluis(...words);
    expect(code).toBe(0);
    expect(said).toMatch(
      /^warning: .*policies\[0\]\.claims\[0\]: switches on school_name, which counts as linking at de-regenboog/m,
    );
    expect(said).not.toContain('speciaal');
  }
});
