import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { migrate } from '../../../../../src/storage/postgres/migrate.ts';
import { openPostgres } from '../../../../../src/storage/postgres/pool.ts';
import { createDatabase, queryDatabase } from '../../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../../testkit/machine/recording-logger.ts';
import { describeOnEveryPostgres } from '../../../../../testkit/services/postgres-servers.ts';

const folder = 'src/storage/postgres/migrations/';

/** A database as it was before handles were kept per board. */
async function earlierDatabase(serverUrl: string): Promise<string> {
  const url = await createDatabase(serverUrl);
  const names = (await readdir(folder)).toSorted();
  const until = names.findIndex((name) => name.endsWith('-handle-per-board.sql'));
  await queryDatabase(url, 'create schema sluis');
  await queryDatabase(
    url,
    'create table sluis.migration (number integer primary key, name text, digest text, applied_at timestamptz default now())',
  );
  for (const [index, name] of names.slice(0, until).entries()) {
    const sql = await readFile(folder + name, 'utf8');
    await queryDatabase(url, sql);
    const digest = createHash('sha256').update(sql).digest('hex');
    await queryDatabase(
      url,
      `insert into sluis.migration (number, name, digest) values (${String(index + 1)}, '${name}', '${digest}')`,
    );
  }
  return url;
}

async function upgrade(url: string): Promise<void> {
  const postgres = openPostgres({
    url,
    timeoutMs: 10_000,
    maxConnections: 1,
    logger: createRecordingLogger(),
  });
  await migrate(postgres);
  await postgres.close();
}

describeOnEveryPostgres('handles that were there before they were kept per board', (serverUrl) => {
  it('go to each board that has entries or an objection with them, and nowhere else', async () => {
    const url = await earlierDatabase(serverUrl());
    const [moved, objecting, unnamed, erased] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const entry = (person: string, board: string) =>
      queryDatabase(
        url,
        `insert into sluis.disclosure (id, at, person, kind, school, board, supplier, service, released, withheld,
           agreement, agreement_version, policy_version, subject_proof)
         values (gen_random_uuid(), now(), '${person}', 'pupil', 'a-school', '${board}', 'leesboom', 'reader', '[]', '[]',
           'an-agreement', 1, 1, 'a made-up proof')`,
      );
    await queryDatabase(
      url,
      `insert into sluis.person_handle values ('moved', '${moved}'), ('objecting', '${objecting}'), ('unnamed', '${unnamed}')`,
    );
    for (const [person, board] of [
      [moved, 'waterland'],
      [moved, 'waterland'],
      [moved, 'zeeland'],
      [erased, 'waterland'],
    ] as const) {
      await entry(person, board);
    }
    await queryDatabase(url, `insert into sluis.register_revision values (1, 'a test', 'a test', now())`);
    await queryDatabase(
      url,
      `insert into sluis.record_version values
         ('school', 'de-kade', 1, 1, false, '{"id":"de-kade","board":"elders"}'),
         ('school', 'de-kade', 2, 1, false, '{"id":"de-kade","board":"zeeland"}'),
         ('objection', 'een', 1, 1, false, '{"id":"een","school":"de-kade","person":"${objecting}"}'),
         ('objection', 'een', 2, 1, true, null),
         ('objection', 'twee', 1, 1, false, '{"id":"twee","school":"de-kade","person":"${moved}"}')`,
    );

    await upgrade(url);
    expect(
      await queryDatabase(url, 'select root, board, handle from sluis.person_handle order by root, board'),
    ).toEqual([
      { root: 'moved', board: 'waterland', handle: moved },
      { root: 'moved', board: 'zeeland', handle: moved },
      { root: 'objecting', board: 'zeeland', handle: objecting },
    ]);
  });
});
