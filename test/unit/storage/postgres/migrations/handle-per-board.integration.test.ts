import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { queryDatabase } from '../../../../../testkit/services/postgres.ts';
import { describeOnEveryPostgres } from '../../../../../testkit/services/postgres-servers.ts';
import { databaseBefore, upgrade } from './earlier-database.ts';

describeOnEveryPostgres('handles that were there before they were kept per board', (serverUrl) => {
  it('go to each board that has entries or an objection with them, and nowhere else', async () => {
    const url = await databaseBefore('handle-per-board', serverUrl());
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
