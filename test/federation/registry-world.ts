import { systemRandomness } from '../../src/domain/randomness.ts';
import { applyRecords } from '../../src/federation/apply.ts';
import { createRegistry } from '../../src/federation/create-registry.ts';
import type { Registry } from '../../src/federation/registry.ts';
import { createPostgresLedgerStore } from '../../src/storage/postgres/ledger-store.ts';
import { createPostgresRegisterStore } from '../../src/storage/postgres/register-store.ts';
import { createPostgresScheduleStore } from '../../src/storage/postgres/schedule-store.ts';
import type { LedgerStore, RecordKind, RegisterStore, ScheduleStore } from '../../src/storage/stores.ts';
import { catalogue } from '../config/federation-example.ts';
import { openDatabase } from '../storage/postgres-servers.ts';
import { createManualClock, type ManualClock } from '../support/manual-clock.ts';
import { createRecordingLogger } from '../support/recording-logger.ts';
import { wantedRecords } from './example-records.ts';

export interface RegistryWorld {
  readonly url: string;
  readonly registry: Registry;
  readonly store: RegisterStore;
  readonly schedule: ScheduleStore;
  readonly ledger: LedgerStore;
  readonly clock: ManualClock;
  readonly logger: ReturnType<typeof createRecordingLogger>;
  /** Body of a record as the register has it. */
  body(kind: RecordKind, id: string): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

/** A registry on a database of its own that holds the example federation. */
export async function openRegistryWorld(serverUrl: string): Promise<RegistryWorld> {
  const { url, postgres } = await openDatabase(serverUrl);
  const clock = createManualClock();
  const store = createPostgresRegisterStore(postgres);
  const schedule = createPostgresScheduleStore(postgres);
  const wanted = wantedRecords();
  await applyRecords({ store, clock, catalogue, wanted, prune: false, author: 'start', reason: 'start' });
  const registry = createRegistry({ store, schedule, catalogue, clock, randomness: systemRandomness });
  return {
    url,
    registry,
    store,
    schedule,
    ledger: createPostgresLedgerStore(postgres),
    clock,
    logger: createRecordingLogger(),
    body: async (kind, id) => {
      const body = (await registry.find({ kind, id }))?.body;
      if (typeof body !== 'object' || body === null) throw new Error(`there is no ${kind} ${id}`);
      return { ...body };
    },
    close: () => postgres.close(),
  };
}
