import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';

let folder: string;
let env: NodeJS.ProcessEnv;
let databaseUrl: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluis-passkeys-'));
  databaseUrl = await createDatabase(inject('postgres15Url'));
  env = { DATABASE_URL: databaseUrl, SLUIS_KEYS: folder, SLUIS_LOG_LEVEL: 'silent' };
  expect(await runSluis(['keys', 'init'], env)).toMatchObject({ code: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

const at = (host: string) => ({ ...env, SLUIS_ISSUER: `https://${host}` });
const adopt = (host: string) =>
  runSluis(['passkeys', 'adopt', '--reason', 'another name', '--author', 'ada'], at(host));

describe('a node whose RP ID is another one than that of the passkeys', () => {
  it('does not start, and says what would happen and how it is meant', async () => {
    expect(await adopt('one.example')).toMatchObject({
      code: 0,
      said: expect.stringContaining('nothing was changed'),
    });
    await queryDatabase(
      databaseUrl,
      `insert into sluis.portal_relying_party (relying_party_id, at, author, reason)
        values ('one.example', now(), 'sluis', 'a passkey was added')`,
    );
    const { code, said } = await runSluis(['serve'], at('two.example'));
    expect(code).toBe(2);
    for (const words of [
      'SLUIS_PORTAL_RP_ID=one.example',
      'sluis passkeys adopt --reason',
      'recovery code',
    ]) {
      expect(said).toContain(words);
    }
    expect(await adopt('two.example')).toMatchObject({ code: 0, out: 'adopted two.example\n' });
    const other = await runSluis(['serve'], at('one.example'));
    expect(other).toMatchObject({ code: 2, said: expect.stringContaining('SLUIS_PORTAL_RP_ID=two.example') });
  });
});
