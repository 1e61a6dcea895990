import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { createPostgresPersonStore } from '../../src/storage/postgres/person-store.ts';
import { newEntry } from '../ledger/new-entry.ts';
import { randomEntryId, randomHandle } from '../support/ids.ts';
import { queryDatabase } from '../support/postgres.ts';
import { describeKeptApart } from './kept-apart-conformance.ts';
import { describeOnEveryPostgres, openDatabase } from './postgres-servers.ts';
import type { ProvisionalCase } from './provisional-case.ts';
import { describeProvisionalRoots } from './provisional-conformance.ts';

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
