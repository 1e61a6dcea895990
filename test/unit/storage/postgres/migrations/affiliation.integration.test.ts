import { expect, it } from 'vitest';
import { queryDatabase } from '../../../../../testkit/services/postgres.ts';
import { describeOnEveryPostgres } from '../../../../../testkit/services/postgres-servers.ts';
import { databaseBefore, upgrade } from './earlier-database.ts';

describeOnEveryPostgres('what was written while an affiliation was called a kind', (serverUrl) => {
  it('has the names of today in ledger, trail and shown errors, and nothing else changes', async () => {
    const url = await databaseBefore('affiliation', serverUrl());
    await queryDatabase(
      url,
      `insert into sluis.disclosure (id, at, person, kind, school, board, supplier, service, released, withheld,
         agreement, agreement_version, policy_version, subject_proof)
       values (gen_random_uuid(), now(), gen_random_uuid(), 'teacher', 'a-school', 'a-board', 'leesboom', 'reader', '[]',
         '[{"claim": "group", "reason": "kind_not_in_agreement"}, {"claim": "kind_not_in_agreement", "reason": "not_in_policy"}]',
         'an-agreement', 1, 1, 'a made-up proof')`,
    );
    await queryDatabase(
      url,
      `insert into sluis.audit_event (type, at, reason) values
         ('login.refused', now(), 'kind_not_in_audience'), ('login.failed', now(), 'identity.kind_unknown'),
         ('login.refused', now(), 'objection')`,
    );
    await queryDatabase(
      url,
      `insert into sluis.shown_error (id, at, code) values ('a', now(), 'identity.kind_ambiguous'), ('b', now(), 'internal')`,
    );

    await upgrade(url);

    expect(await queryDatabase(url, 'select affiliation, withheld from sluis.disclosure')).toEqual([
      {
        affiliation: 'teacher',
        withheld: [
          { claim: 'group', reason: 'affiliation_not_in_agreement' },
          { claim: 'kind_not_in_agreement', reason: 'not_in_policy' },
        ],
      },
    ]);
    expect(await queryDatabase(url, 'select reason from sluis.audit_event order by number')).toEqual([
      { reason: 'affiliation_not_in_audience' },
      { reason: 'identity.affiliation_unknown' },
      { reason: 'objection' },
    ]);
    expect(await queryDatabase(url, 'select code from sluis.shown_error order by id')).toEqual([
      { code: 'identity.affiliation_ambiguous' },
      { code: 'internal' },
    ]);
    await expect(queryDatabase(url, 'delete from sluis.disclosure')).rejects.toThrow('append only');
    await expect(queryDatabase(url, 'delete from sluis.audit_event')).rejects.toThrow('append only');
  });
});
