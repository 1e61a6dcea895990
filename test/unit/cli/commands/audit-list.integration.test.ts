import { beforeAll, describe, expect, inject, it } from 'vitest';
import { errorId, idpId, personHandle, schoolId, serviceId } from '../../../../src/domain/ids.ts';
import type { AuditEvent } from '../../../../src/domain/ledger.ts';
import { migrate } from '../../../../src/storage/postgres/migrate.ts';
import { createPostgresLedgerStore } from '../../../../src/storage/postgres/ledger-store.ts';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { required } from '../../../../testkit/values/ids.ts';

let env: NodeJS.ProcessEnv;

const long = Date.UTC(2026, 0, 5, 8, 30);
const handle = '11111111-2222-4333-8444-555555555555';
const rejected: AuditEvent = {
  type: 'login.rejected',
  at: long,
  reason: 'saml.audience',
  errorId: required(errorId('ABCDEFGH23')),
  idp: required(idpId('regenboog-saml')),
  school: required(schoolId('de-regenboog')),
  service: required(serviceId('leesboom-reader')),
};

beforeAll(async () => {
  const url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url };
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 1, logger });
  await migrate(postgres);
  const store = createPostgresLedgerStore(postgres);
  await store.appendAudit(rejected);
  await store.appendAudit({
    type: 'login.cancelled',
    at: long + 1_000,
    idp: required(idpId('kade-entra')),
    number: 12,
  });
  await store.appendAudit({
    type: 'person.found',
    at: Date.now() - 60_000,
    school: required(schoolId('de-kade')),
    person: required(personHandle(handle)),
  });
  await postgres.close();
});

const line =
  '2026-01-05T09:30:00+01:00 · login.rejected · saml.audience · ABCDEFGH23 · login regenboog-saml · school de-regenboog · service leesboom-reader';

describe('sluis audit list', () => {
  it.each([
    ['--error', 'abcde-fgh23'],
    ['--error', 'winkel garage 46', '--school', 'de-regenboog', '--from', '2026-01-05'],
    ['--school', 'de-regenboog', '--from', '2026-01-01'],
    ['--idp', 'regenboog-saml', '--from', '2026-01-05', '--until', '2026-01-06'],
    ['--service', 'leesboom-reader', '--from', '2026-01-05T08:30:00Z'],
    ['--code', 'saml.audience', '--from', '2026-01-01'],
  ])('shows what was refused, where and why: %s %s', async (...filter) => {
    expect(await runSluis(['audit', 'list', ...filter], env)).toEqual({
      code: 0,
      out: `${line}\n`,
      said: '',
    });
  });

  it('shows counts, and of the last day what else happened', async () => {
    expect(
      await runSluis(['audit', 'list', '--idp', 'kade-entra', '--from', '2026-01-01'], env),
    ).toMatchObject({
      out: '2026-01-05T09:30:01+01:00 · login.cancelled · login kade-entra · number 12\n',
    });
    const { out } = await runSluis(['audit', 'list'], env);
    expect(out).toMatch(/^\S+ · person\.found · school de-kade · person [\w-]+\n$/);
  });

  it('says since when there is nothing, and refuses words that it does not understand', async () => {
    expect(
      await runSluis(['audit', 'list', '--school', 'de-regenboog', '--from', '2026-01-06'], env),
    ).toEqual({ code: 0, out: '', said: 'nothing since 2026-01-06T00:00:00+01:00\n' });
    const today = ['audit', 'list', '--error', 'winkel garage 46', '--school', 'de-regenboog'];
    expect(await runSluis(today, env)).toMatchObject({
      code: 0,
      out: '',
      said: expect.stringMatching(/^nothing since .*T00:00:00/),
    });
    for (const wrong of [
      ['--from', 'yesterday'],
      ['--code', "'; drop"],
      ['--error', 'short'],
      ['--error', 'winkel garage 46', '--from', '2026-01-05'],
      ['--limit', '0'],
    ]) {
      expect(await runSluis(['audit', 'list', ...wrong], env)).toMatchObject({ code: 2, out: '' });
    }
  });
});
