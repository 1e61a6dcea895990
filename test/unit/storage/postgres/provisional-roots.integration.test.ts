import { createPostgresLedgerStore } from '../../../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import { newEntry } from '../../../../testkit/values/new-entry.ts';
import { randomEntryId, randomHandle } from '../../../../testkit/values/ids.ts';
import { queryDatabase } from '../../../../testkit/services/postgres.ts';
import { describeKeptApart } from '../../../contracts/kept-apart-conformance.ts';
import { describeOnEveryPostgres, openDatabase } from '../../../../testkit/services/postgres-servers.ts';
import type { ProvisionalCase } from '../../../contracts/provisional-case.ts';
import { describeProvisionalRoots } from '../../../contracts/provisional-conformance.ts';

describeOnEveryPostgres('provisional roots', (serverUrl) => {
  const open = async (): Promise<ProvisionalCase> => {
    const { url, postgres } = await openDatabase(serverUrl());
    const [people, ledger] = [createPostgresPersonStore(postgres), createPostgresLedgerStore(postgres)];
    return {
      people,
      fromBefore: async (root) => {
        await queryDatabase(url, `delete from sluis.person_root where root = '${root}'`);
      },
      async disclosed(root, board) {
        const { subject, ...entry } = newEntry({
          person: await people.handleOf(root, board, randomHandle()),
          board,
        });
        await ledger.append({ ...entry, id: randomEntryId(), at: 1_788_000_000_000, subjectProof: subject });
      },
      close: () => postgres.close(),
    };
  };
  describeProvisionalRoots(open);
  describeKeptApart(open);
});
