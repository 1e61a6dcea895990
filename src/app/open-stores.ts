import type { Settings } from '../config/settings.ts';
import { systemClock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.ts';
import { checkRelyingParty } from '../factors/relying-party.ts';
import { createMemoryEphemeralStore } from '../storage/memory/ephemeral-store.ts';
import { createPostgresAccountStore } from '../storage/postgres/account-store.ts';
import { createPostgresDocumentStore } from '../storage/postgres/document-store.ts';
import { databaseFault } from '../storage/postgres/database-fault.ts';
import { createPostgresAnnouncementStore } from '../storage/postgres/announcement-store.ts';
import { createPostgresKeyFingerprintStore } from '../storage/postgres/key-fingerprint-store.ts';
import { createPostgresDraftStore } from '../storage/postgres/draft-store.ts';
import { createPostgresFactorStore } from '../storage/postgres/factor-store.ts';
import { createPostgresLedgerStore } from '../storage/postgres/ledger-store.ts';
import { migrate } from '../storage/postgres/migrate.ts';
import { createPostgresOutboxStore } from '../storage/postgres/outbox-store.ts';
import { createPostgresPersonStore } from '../storage/postgres/person-store.ts';
import { openPostgres } from '../storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../storage/postgres/register-store.ts';
import { createPostgresRelyingPartyStore } from '../storage/postgres/relying-party-store.ts';
import { createPostgresScheduleStore } from '../storage/postgres/schedule-store.ts';
import { connectRedisEphemeralStore } from '../storage/redis/ephemeral-store.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import type { KeyFingerprintStore } from '../storage/stores/key-fingerprint-store.ts';
import type { Stores } from './context.ts';

/** Milliseconds: every call to a store ends within them. */
const timeoutMs = 2_000;
const maxConnections = 10;

/** Takes how what was just opened is closed again. */
type OnClose = (close: () => Promise<void>) => void;

export interface OpenStores {
  readonly stores: Stores;
  readonly keyFingerprints: KeyFingerprintStore;
}

/** The stores that the settings name, brought up to date; refuses a database whose passkeys are for another RP ID. Each is told to `onClose` as soon as it is open. */
export async function openStores(settings: Settings, logger: Logger, onClose: OnClose): Promise<OpenStores> {
  const url = settings.databaseUrl ?? (await embeddedDatabase(settings, logger, onClose));
  const postgres = openPostgres({ url, timeoutMs, maxConnections, logger });
  onClose(() => postgres.close());
  await migrate(postgres).catch((error: unknown) => {
    throw databaseFault(error, url);
  });
  const relyingParties = createPostgresRelyingPartyStore(postgres);
  await checkRelyingParty({ store: relyingParties, relyingPartyId: settings.relyingPartyId });
  const ephemeral = await openEphemeralStore(settings, logger);
  onClose(() => ephemeral.close());
  return {
    stores: {
      ephemeral,
      register: createPostgresRegisterStore(postgres),
      schedule: createPostgresScheduleStore(postgres),
      people: createPostgresPersonStore(postgres),
      ledger: createPostgresLedgerStore(postgres),
      announcements: createPostgresAnnouncementStore(postgres),
      documents: createPostgresDocumentStore(postgres),
      drafts: createPostgresDraftStore(postgres),
      outbox: createPostgresOutboxStore(postgres),
      factors: createPostgresFactorStore(postgres),
      relyingParties,
      accounts: createPostgresAccountStore(postgres),
    },
    keyFingerprints: createPostgresKeyFingerprintStore(postgres),
  };
}

async function embeddedDatabase({ dataFolder }: Settings, logger: Logger, onClose: OnClose): Promise<string> {
  const embedded = await startEmbeddedPostgres({ dataFolder, logger, clock: systemClock });
  onClose(() => embedded.stop());
  return embedded.url;
}

function openEphemeralStore({ redisUrl }: Settings, logger: Logger): Promise<EphemeralStore> {
  return redisUrl === undefined
    ? Promise.resolve(createMemoryEphemeralStore({ clock: systemClock }))
    : connectRedisEphemeralStore({ url: redisUrl, timeoutMs, logger });
}
