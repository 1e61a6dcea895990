import { beforeAll, describe, expect, inject, it } from 'vitest';
import { errorId, idpId, schoolId, serviceId } from '../../../../src/domain/ids.ts';
import { systemClock } from '../../../../src/domain/clock.ts';
import { migrate } from '../../../../src/storage/postgres/migrate.ts';
import { createPostgresLedgerStore } from '../../../../src/storage/postgres/ledger-store.ts';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { createDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';

let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url };
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url, timeoutMs: 5_000, maxConnections: 1, logger });
  await migrate(postgres);
  const store = createPostgresLedgerStore(postgres);
  const refused = {
    type: 'login.refused',
    reason: 'no_agreement',
    errorId: required(errorId('K7M2PPKVEG')),
  } as const;
  const school = required(schoolId('de-regenboog'));
  // the first and the last moment of a day in Amsterdam, and one of today
  for (const at of [Date.UTC(2026, 0, 4, 23), Date.UTC(2026, 0, 5, 22, 59, 59), systemClock.now()]) {
    await store.appendAudit({ ...refused, at, school });
  }
  await store.appendAudit({
    ...refused,
    at: Date.UTC(2026, 0, 5, 12),
    school: required(schoolId('de-kade')),
  });
  await store.keepErrors(
    [
      {
        id: required(errorId('ABCDEFGH23')),
        at: Date.UTC(2026, 0, 5, 8, 30),
        code: 'saml.audience',
        idp: required(idpId('regenboog-saml')),
        service: required(serviceId('leesboom-reader')),
      },
    ],
    10,
  );
  await postgres.close();
});

describe('sluis error find', () => {
  it.each(['ABCDEFGH23', 'abcdefgh23', 'ABCDE-FGH23'])('says what %s was about', async (spelled) => {
    expect(await runSluis(['error', 'find', spelled], env)).toEqual({
      code: 0,
      out: [
        '2026-01-05T09:30:00+01:00 · ABCDEFGH23 · saml.audience · login regenboog-saml · service leesboom-reader',
        'the assertion was not meant for us; whose turn it is: school\n',
      ].join('\n'),
      said: '',
    });
  });

  it('says so when it does not know it, or when it is no error id', async () => {
    expect(await runSluis(['error', 'find', 'ZZZZZZZZZZ'], env)).toMatchObject({ code: 1, out: '' });
    expect(await runSluis(['error', 'find', 'short'], env)).toMatchObject({ code: 2, out: '' });
    expect(await runSluis(['error', 'find'], env)).toMatchObject({ code: 2, out: '' });
  });

  it.each(['vis boom 42', 'Vis-boom-42', 'turnip book 42'])(
    'finds all that %s stood for at a school on a day',
    async (spoken) => {
      const at = ['--school', 'de-regenboog', '--day', '2026-01-05'];
      const { code, out } = await runSluis(['error', 'find', spoken, ...at], env);
      const line = 'K7M2PPKVEG · no_agreement · school de-regenboog';
      expect([code, out]).toEqual([
        0,
        `2026-01-05T23:59:59+01:00 · ${line}\n2026-01-05T00:00:00+01:00 · ${line}\n`,
      ]);
    },
  );

  it('looks for two words and a number today, unless a day is given', async () => {
    const { code, out } = await runSluis(['error', 'find', 'vis boom 42', '--school', 'de-regenboog'], env);
    expect([code, out.split('\n')]).toEqual([0, [expect.stringContaining('K7M2PPKVEG'), '']]);
  });

  it('says what is missing, or wrong, in two words and a number', async () => {
    const find = (...words: string[]) => runSluis(['error', 'find', ...words], env);
    const school = ['--school', 'de-regenboog'];
    expect(await find('vis boom 43', ...school)).toMatchObject({
      code: 1,
      out: '',
      said: expect.stringContaining('ten letters and digits below'),
    });
    expect(await find('vis boom 42', '--school', 'de-kade')).toMatchObject({ code: 1, out: '' });
    expect(await find('vis boom 42')).toMatchObject({ code: 2, said: expect.stringContaining('--school') });
    expect(await find('vis boum 42', ...school)).toMatchObject({
      code: 2,
      said: expect.stringContaining('boum is no word of an error id (Did you mean boom?)'),
    });
    expect(await find('vis boom 42', ...school, '--day', 'today')).toMatchObject({
      code: 2,
      said: expect.stringContaining('--day'),
    });
  });
});
