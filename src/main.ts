import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { createRightsWhenDue } from './api/rights-when-due.ts';
import { createBroker } from './broker/broker.ts';
import { objectorsOf } from './broker/objectors.ts';
import { openKeys } from './broker/open-keys.ts';
import { databaseFault } from './cli/database-fault.ts';
import { federationRecords, readFederationAddition } from './register/files/federation-files.ts';
import { readCatalogue } from './config/read-catalogue.ts';
import { createSecretReader } from './config/secrets.ts';
import type { Settings } from './config/settings.ts';
import type { AttributeCatalogue } from './domain/attributes.ts';
import { systemClock } from './domain/clock.ts';
import { SluisError } from './domain/errors.ts';
import type { Logger } from './domain/logger.ts';
import { systemRandomness } from './domain/randomness.ts';
import { applyRecords } from './register/changes/apply.ts';
import { createRegistry } from './register/changes/create-registry.ts';
import type { Objectors } from './register/changes/objectors.ts';
import { openRegisterView } from './register/replica/register-view.ts';
import { startScheduler } from './register/changes/scheduler.ts';
import { upgradeRecords, upgradesOfForms } from './register/changes/upgrade-records.ts';
import { upgradeOfObjections } from './register/changes/upgrade-objections.ts';
import { serverLimits } from './http/server-limits.ts';
import { createKeyringFiles } from './keyring/keyring-files.ts';
import { readKeyring } from './keyring/read-keyring.ts';
import { prepareSchoolSearch } from './login/school-search.ts';
import { systemNetwork } from './outgoing/system-network.ts';
import { createMemoryEphemeralStore } from './storage/memory/ephemeral-store.ts';
import { startEmbeddedPostgres } from './storage/postgres/embedded.ts';
import { createPostgresKeyFingerprintStore } from './storage/postgres/key-fingerprint-store.ts';
import { createPostgresLedgerStore } from './storage/postgres/ledger-store.ts';
import { migrate } from './storage/postgres/migrate.ts';
import { createPostgresPersonStore } from './storage/postgres/person-store.ts';
import { openPostgres } from './storage/postgres/pool.ts';
import { createPostgresRegisterStore } from './storage/postgres/register-store.ts';
import { createPostgresScheduleStore } from './storage/postgres/schedule-store.ts';
import { connectRedisEphemeralStore } from './storage/redis/ephemeral-store.ts';
import type { EphemeralStore } from './storage/stores/ephemeral-store.ts';
import type { RegisterStore } from './storage/stores/register-store.ts';
import { createLogger } from './telemetry/logger.ts';

/** Milliseconds: every call to a store ends within them; requests under way at the end have as long as the second. */
const storeTimeoutMs = 2_000;
const drainTimeoutMs = 10_000;
const mostConnections = 10;

export interface RunOptions {
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  /** Federation files to apply before serving. */
  readonly applyFolder?: string;
  /** Leave a register that already holds something as it is. */
  readonly applyOnlyWhenEmpty?: boolean;
}

export interface RunningBroker {
  readonly stopped: Promise<void>;
  /**
   * Says at `/health/ready` that it drains, goes on serving for the drain time so that a load balancer can turn away, and
   * then ends everything that was started, the database last. Asked again it waits no longer.
   */
  stop(): Promise<void>;
}

/** Undoes what was started, the last first. */
type Undo = () => Promise<void>;

/** Settings → stores → parts → listen. Whatever fails half way, what was started before is stopped again. */
export async function runBroker(options: RunOptions): Promise<RunningBroker> {
  const logger = createLogger({ level: options.settings.logLevel });
  const undo: Undo[] = [];
  const undoAll = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => {
        logger.error('broker.stop_failed', { error });
      });
    }
  };
  let draining = false;
  try {
    await start(options, logger, undo, () => draining);
  } catch (error) {
    await undoAll();
    throw error;
  }
  const { promise: stopped, resolve } = Promise.withResolvers<undefined>();
  const hurry = new AbortController();
  const stop = async (): Promise<void> => {
    if (draining) hurry.abort();
    else {
      draining = true;
      logger.info('broker.draining');
      const drainMillis = options.settings.drainSeconds * 1000;
      await pause(drainMillis, undefined, { signal: hurry.signal }).catch(() => undefined);
      logger.info('broker.stopping');
      await undoAll();
      resolve(undefined);
    }
    await stopped;
  };
  return { stopped, stop };
}

async function start(
  options: RunOptions,
  logger: Logger,
  undo: Undo[],
  draining: () => boolean,
): Promise<void> {
  const { settings, env } = options;
  if (env['SLUIS_GENERATE_KEYS'] === '1') {
    await createKeyringFiles(settings.keysFolder, { clock: systemClock, randomness: systemRandomness });
  }
  const unchecked = await readKeyring(settings.keysFolder, systemRandomness);
  const catalogue = await readCatalogue(settings.configFolder);
  const { keyFingerprints, ...stores } = await openStores(settings, logger, undo);
  const keys = await openKeys({
    unchecked,
    keysFolder: settings.keysFolder,
    store: keyFingerprints,
    clock: systemClock,
    logger,
  });
  const objectors = objectorsOf({ ...keys, keys: keys.keyring.pseudonym, catalogue, stores });
  await upgradeRegister(stores.register, objectors, logger);
  await applyFirst(options, stores.register, catalogue, logger);
  const register = await openRegisterView({
    store: stores.register,
    clock: systemClock,
    logger,
    onPicture: (picture) => prepareSchoolSearch(picture.schools()),
  });
  undo.push(() => register.close());
  const registering = {
    store: stores.register,
    schedule: stores.schedule,
    catalogue,
    destinations: settings.outgoingDestinations,
    objectors,
    clock: systemClock,
    randomness: systemRandomness,
    logger,
  };
  const faultsOfAuthor = createRightsWhenDue(createRegistry(registering));
  const scheduler = startScheduler({ ...registering, faultsOfAuthor });
  undo.push(() => scheduler.close());
  const app = createBroker({
    settings,
    ...keys,
    catalogue,
    register,
    stores,
    readSecret: createSecretReader({ keysFolder: settings.keysFolder, env }),
    clock: systemClock,
    randomness: systemRandomness,
    network: systemNetwork,
    logger,
    draining,
    atStop: (step) => undo.push(step),
  });
  const server = createServer(serverLimits, app);
  await listen(server, settings.port);
  undo.push(() => drain(server));
  logger.info('broker.ready', {
    origin: settings.issuer,
    port: settings.port,
    revision: register.current().revision,
  });
}

async function upgradeRegister(store: RegisterStore, objectors: Objectors, logger: Logger): Promise<void> {
  const upgrades = [...upgradesOfForms(), upgradeOfObjections(store, objectors)];
  await upgradeRecords({ store, clock: systemClock, logger, upgrades });
}

async function openStores(settings: Settings, logger: Logger, undo: Undo[]) {
  const url = settings.databaseUrl ?? (await embeddedDatabase(settings, logger, undo));
  const postgres = openPostgres({ url, timeoutMs: storeTimeoutMs, maxConnections: mostConnections, logger });
  undo.push(() => postgres.close());
  await migrate(postgres).catch((error: unknown) => {
    throw databaseFault(error, url);
  });
  const ephemeral = await openEphemeralStore(settings, logger);
  undo.push(() => ephemeral.close());
  return {
    ephemeral,
    register: createPostgresRegisterStore(postgres),
    schedule: createPostgresScheduleStore(postgres),
    people: createPostgresPersonStore(postgres),
    ledger: createPostgresLedgerStore(postgres),
    keyFingerprints: createPostgresKeyFingerprintStore(postgres),
  };
}

async function embeddedDatabase({ dataFolder }: Settings, logger: Logger, undo: Undo[]): Promise<string> {
  const embedded = await startEmbeddedPostgres({ dataFolder, logger, clock: systemClock });
  undo.push(() => embedded.stop());
  return embedded.url;
}

function openEphemeralStore({ redisUrl }: Settings, logger: Logger): Promise<EphemeralStore> {
  return redisUrl === undefined
    ? Promise.resolve(createMemoryEphemeralStore({ clock: systemClock }))
    : connectRedisEphemeralStore({ url: redisUrl, timeoutMs: storeTimeoutMs, logger });
}

async function applyFirst(
  { settings, applyFolder, applyOnlyWhenEmpty }: RunOptions,
  store: RegisterStore,
  catalogue: AttributeCatalogue,
  logger: Logger,
): Promise<void> {
  if (applyFolder === undefined) return;
  if (applyOnlyWhenEmpty === true && (await store.revision()) > 0) return;
  const rules = { catalogue, destinations: settings.outgoingDestinations };
  const files = await readFederationAddition(applyFolder, rules, store.find);
  const wanted = federationRecords(files);
  const { outcome, revision } = await applyRecords({
    store,
    clock: systemClock,
    ...rules,
    wanted,
    prune: false,
    author: 'sluis serve',
    reason: `applied from ${applyFolder} at the start`,
  });
  logger.info('register.applied', { reason: outcome, revision });
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${cause.code})`;
      reject(
        new SluisError('settings.invalid', `port ${port} ${why}. Set SLUIS_PORT to another one.`, { cause }),
      );
    });
    server.listen(port, () => {
      resolve();
    });
  });
}

/** No new requests; those under way may end, for a while. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => {
      server.closeAllConnections();
    }, drainTimeoutMs);
    server.close(() => {
      clearTimeout(hurry);
      resolve();
    });
    server.closeIdleConnections();
  });
}
