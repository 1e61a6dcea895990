import { sealedRowsOf } from './sealed-rows.ts';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { readCatalogue } from '../config/read-catalogue.ts';
import { createSecretReader } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { systemClock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import { systemRandomness } from '../domain/randomness.ts';
import { drain, listen } from '../http/listen.ts';
import { serverLimits } from '../http/server-limits.ts';
import { createKeyringFiles } from '../keyring/keyring-files.ts';
import { readKeyring } from '../keyring/read-keyring.ts';
import { prepareSchoolSearch } from '../search/school-search.ts';
import { systemNetwork } from '../outgoing/system-network.ts';
import { startScheduler } from '../register/changes/scheduler.ts';
import { openRegisterView } from '../register/replica/register-view.ts';
import { repeat } from '../register/stored/repeat.ts';
import { createLogger } from '../telemetry/logger.ts';
import { createBroker } from './broker.ts';
import { createContext, type AppContext } from './context.ts';
import { deliverMessages } from './deliver-messages.ts';
import { openKeys } from './open-keys.ts';
import { openStores } from './open-stores.ts';
import { objectorsOf } from './people.ts';
import { applyFirstFiles, upgradeRegister, warnOfBoards, type FirstFiles } from './prepare-register.ts';
import { schedulerParts } from './scheduler-parts.ts';

export interface RunOptions {
  readonly settings: Settings;
  readonly env: NodeJS.ProcessEnv;
  readonly firstFiles?: FirstFiles;
}

export interface RunningBroker {
  readonly stopped: Promise<void>;
  /**
   * Says at `/health/ready` that it drains, goes on serving for the drain time so that a load balancer can turn away, and
   * then ends everything that was started, the database last. Asked again it waits no longer.
   */
  stop(): Promise<void>;
}

/** What a start needs of the process that it is a part of. */
interface Lifecycle {
  readonly logger: Logger;
  readonly draining: () => boolean;
  /** Steps that undo what was started; the last one is taken first. */
  readonly atStop: (step: () => Promise<void>) => void;
}

/** One node from its start to its end. Whatever fails half way, what was started before is stopped again. */
export async function runBroker(options: RunOptions): Promise<RunningBroker> {
  const logger = createLogger({ level: options.settings.logLevel });
  const undo: (() => Promise<void>)[] = [];
  const undoAll = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) {
      await step().catch((error: unknown) => {
        logger.error('broker.stop_failed', { error });
      });
    }
  };
  let draining = false;
  try {
    await start(options, { logger, draining: () => draining, atStop: (step) => void undo.push(step) });
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

/** Settings → stores → keys → register → context → first files → scheduler, routes → listen. */
async function start({ settings, env, firstFiles }: RunOptions, lifecycle: Lifecycle): Promise<void> {
  const { logger, draining, atStop } = lifecycle;
  const { keysFolder } = settings;
  const [clock, randomness] = [systemClock, systemRandomness];
  if (env['SLUIS_GENERATE_KEYS'] === '1') await createKeyringFiles(keysFolder, { clock, randomness });
  const unchecked = await readKeyring(keysFolder, randomness);
  const catalogue = await readCatalogue(settings.configFolder);
  const { stores, keyFingerprints } = await openStores(settings, logger, atStop);
  const { keyring, keyCheck } = await openKeys({
    unchecked,
    keysFolder,
    store: keyFingerprints,
    sealedRows: sealedRowsOf(stores),
    clock,
    logger,
  });
  const objectors = objectorsOf({
    keys: keyring.pseudonym,
    keyCheck,
    catalogue,
    people: stores.people,
    register: stores.register,
  });
  await upgradeRegister(stores.register, objectors, logger);
  const register = await openRegisterView({
    store: stores.register,
    clock,
    logger,
    onSnapshot: (snapshot) => prepareSchoolSearch(snapshot.schools()),
  });
  atStop(() => register.close());
  const context = createContext({
    settings,
    catalogue,
    keyring,
    keyCheck,
    stores,
    register,
    readSecret: createSecretReader({ keysFolder, env }),
    clock,
    randomness,
    network: systemNetwork,
    logger,
    draining,
    atStop,
  });
  if (firstFiles !== undefined) {
    await applyFirstFiles({ files: firstFiles, store: stores.register, registry: context.registry, logger });
    await register.refresh();
  }
  warnOfBoards(register.current(), logger);
  const scheduler = startScheduler(schedulerParts(context));
  atStop(() => scheduler.close());
  deliverMessages(context);
  atStop(repeat(() => lookAround(context), { pauseMilliseconds: 30_000, firstPause: false }).stop);
  await serve(context, settings.port, atStop);
  const { revision } = register.current();
  logger.info('broker.ready', { origin: settings.issuer, port: settings.port, revision });
}

async function serve(context: AppContext, port: number, atStop: Lifecycle['atStop']): Promise<void> {
  const server = createServer(serverLimits, createBroker(context));
  await listen(server, port);
  atStop(() => drain(server));
}

/** What goes wrong at the first sign-in, and is to be seen before. */
async function lookAround({ secretWatch, certificateWatch, outboxWatch }: AppContext): Promise<void> {
  await secretWatch.look();
  await certificateWatch.look();
  await outboxWatch.look();
}
