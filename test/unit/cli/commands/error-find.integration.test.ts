import { beforeAll, describe, expect, inject, it } from 'vitest';
import { errorId, idpId, serviceId } from '../../../../src/domain/ids.ts';
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
  await createPostgresLedgerStore(postgres).keepErrors(
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
});
