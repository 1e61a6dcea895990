import type { Stores } from '../../src/app/context.ts';
import { createPostgresAccountStore } from '../../src/storage/postgres/account-store.ts';
import { createPostgresAnnouncementStore } from '../../src/storage/postgres/announcement-store.ts';
import { createPostgresDocumentStore } from '../../src/storage/postgres/document-store.ts';
import { createPostgresDraftStore } from '../../src/storage/postgres/draft-store.ts';
import { createPostgresFactorStore } from '../../src/storage/postgres/factor-store.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { createPostgresOutboxStore } from '../../src/storage/postgres/outbox-store.ts';
import { createPostgresPersonStore } from '../../src/storage/postgres/person-store.ts';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import { createPostgresRelyingPartyStore } from '../../src/storage/postgres/relying-party-store.ts';
import { createPostgresScheduleStore } from '../../src/storage/postgres/schedule-store.ts';
import { connectRedisEphemeralStore } from '../../src/storage/redis/ephemeral-store.ts';
import type { Postgres } from '../../src/storage/postgres/pool.ts';

/** The stores of a world, all on one PostgreSQL and one Redis. */
export async function openWorldStores(
  postgres: Postgres,
  redis: Parameters<typeof connectRedisEphemeralStore>[0],
): Promise<Stores> {
  return {
    ephemeral: await connectRedisEphemeralStore(redis),
    register: createPostgresRegisterStore(postgres),
    schedule: createPostgresScheduleStore(postgres),
    people: createPostgresPersonStore(postgres),
    ledger: createPostgresLedgerStore(postgres),
    announcements: createPostgresAnnouncementStore(postgres),
    documents: createPostgresDocumentStore(postgres),
    drafts: createPostgresDraftStore(postgres),
    outbox: createPostgresOutboxStore(postgres),
    factors: createPostgresFactorStore(postgres),
    relyingParties: createPostgresRelyingPartyStore(postgres),
    accounts: createPostgresAccountStore(postgres),
  };
}
