import { beforeAll, describe, expect, inject, it } from 'vitest';
import { runSluis } from '../../../../testkit/machine/run-sluis.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { migrate } from '../../../../src/storage/postgres/migrate.ts';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { newVersionOf } from '../../../../src/register/changes/step.ts';

let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  const url = await createDatabase(inject('postgres18Url'));
  env = { DATABASE_URL: url };
  const postgres = openPostgres({
    url,
    timeoutMs: 5_000,
    maxConnections: 1,
    logger: createRecordingLogger(),
  });
  await migrate(postgres);
  const body = { id: 'leesboom-reader', name: 'Leesboom' };
  const meta = { author: 'test', reason: 'test', at: 1 };
  await createPostgresRegisterStore(postgres).apply(
    0,
    [newVersionOf({ kind: 'service', id: 'leesboom-reader', body })],
    meta,
  );
  await postgres.close();
});

const why = ['--reason', 'ticket 42', '--author', 'anna'];
const ofReader = ['--service', 'leesboom-reader'];
const sluis = (...words: readonly string[]) => runSluis(['announcement', ...words], env);

describe('sluis announcement', () => {
  it.each([
    ['about nothing', ['Storing', ...why]],
    ['about a service and everything', ['Storing', ...ofReader, '--all-sign-ins', ...why]],
    ['without a reason', ['Storing', ...ofReader]],
    ['with an address', ['Kijk op evil.example', ...ofReader, ...why]],
    ['with a mailbox in English', ['Storing', '--en', 'Mail a@b.example', ...ofReader, ...why]],
    ['for longer than a day', ['Storing', '--hours', '25', ...ofReader, ...why]],
  ])('posts nothing %s', async (_name, words) => {
    expect(await sluis('post', ...words)).toMatchObject({ code: 2, out: '' });
  });

  it('says of a service that is not there which one may be meant', async () => {
    const { code, said } = await sluis('post', 'Storing', '--service', 'leesboom-raeder', ...why);
    expect(code).toBe(1);
    expect(said).toContain('leesboom-reader');
    expect(await sluis('list')).toMatchObject({ code: 0, out: '', said: 'nothing is announced\n' });
  });

  it('posts, lists and removes, and tells the trail', async () => {
    const posted = await sluis('post', 'Storing', '--en', 'Trouble', '--hours', '2', ...ofReader, ...why);
    expect(posted).toMatchObject({ code: 0, out: expect.stringMatching(/^posted, until 20/) });
    expect(await sluis('post', 'Alles is traag', '--all-sign-ins', ...why)).toMatchObject({ code: 0 });
    const { out } = await sluis('list');
    expect(out).toMatch(
      /^all sign-ins · by the operator · \S+ until \S+ · Alles is traag\nservice leesboom-reader · by the operator · \S+ until \S+ · Storing · Trouble\n$/,
    );
    expect(await sluis('remove', ...ofReader, ...why)).toMatchObject({ code: 0, out: 'removed\n' });
    expect(await sluis('remove', ...ofReader, ...why)).toMatchObject({ code: 1, out: '' });
    const url = String(env['DATABASE_URL']);
    const events = await queryDatabase(
      url,
      'select type, service, author, stated_reason from sluis.audit_event order by number',
    );
    const who = { author: 'cli:anna', stated_reason: 'ticket 42' };
    expect(events).toEqual([
      { type: 'announcement.posted', service: 'leesboom-reader', ...who },
      { type: 'announcement.posted', service: null, ...who },
      { type: 'announcement.removed', service: 'leesboom-reader', ...who },
    ]);
  });
});
