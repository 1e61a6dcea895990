import { systemClock } from '../domain/clock.ts';
import type { LastingSealer } from '../domain/sealer.ts';
import { createDocuments, type Documents } from '../documents/documents.ts';
import { createPostgresDocumentStore } from '../storage/postgres/document-store.ts';
import { createPostgresLedgerStore } from '../storage/postgres/ledger-store.ts';
import type { Postgres } from '../storage/postgres/pool.ts';

/** The documents as the management API reads them. */
export function openDocuments(postgres: Postgres, sealer: LastingSealer): Documents {
  const ledger = createPostgresLedgerStore(postgres);
  return createDocuments({
    store: createPostgresDocumentStore(postgres),
    sealer,
    audit: (event) => ledger.appendAudit(event),
    clock: systemClock,
  });
}
