import type { Clock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import type { Logger } from '../../domain/logger.ts';
import type { RegisterStore } from '../../storage/stores/register-store.ts';
import { repeat } from '../stored/repeat.ts';
import { singleFlight } from '../stored/single-flight.ts';
import type { Register, RegisterView } from './register.ts';
import { newerSnapshot, readSnapshot, type Snapshot } from './snapshot/snapshot.ts';

export interface OpenRegisterView extends RegisterView {
  /** Asks the store now; on return the snapshot is at least as new as the call. Throws when that cannot be had. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface RegisterViewOptions {
  readonly store: RegisterStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How often the store is asked for its revision, besides its hints. Below a second: see invariant 6. */
  readonly pollMilliseconds?: number;
  /** Hears of every new snapshot, the first one too, before anybody else sees it. Must not throw. */
  readonly onSnapshot?: (register: Register) => void;
}

/**
 * Opens this node's snapshot of the register and keeps it up to date, by hints of the store and by asking it twice a
 * second; only what changed is read then. While the store is away, or holds something that cannot be read, the old
 * snapshot stays and `confirmedAt` stands still.
 *
 * Throws what the store throws, or `register.invalid`, when there is no first snapshot.
 */
export async function openRegisterView(options: RegisterViewOptions): Promise<OpenRegisterView> {
  const { store, clock, logger } = options;
  let held = await firstHeld(store, clock);
  options.onSnapshot?.(held.snapshot.register);
  const newer = readingOnce(store, logger);
  const confirm = singleFlight(async () => {
    // The time of the question, not of the answer: what is said about it was true then.
    const confirmedAt = clock.now();
    const snapshot = await newer(held.snapshot);
    if (snapshot !== held.snapshot) options.onSnapshot?.(snapshot.register);
    held = { snapshot, confirmedAt };
  });
  const report = reportingOnce(confirm, logger);
  let latest = Promise.resolve();
  const keepUp = (): Promise<void> => (latest = report());
  const pauseMilliseconds = options.pollMilliseconds ?? 500;
  const polling = repeat(keepUp, { pauseMilliseconds, firstPause: true });
  const hints = await store
    .subscribe(() => void keepUp())
    .catch((error: unknown) => {
      logger.warn('register.no_hints', { component: 'federation', error });
      return undefined;
    });
  return {
    current: () => held.snapshot.register,
    confirmedAt: () => held.confirmedAt,
    refresh: confirm,
    close: async () => {
      await hints?.close();
      await polling.stop();
      // what a last hint began: whoever closes us closes the store next
      await latest;
    },
  };
}

/** What this node works with. */
interface Held {
  readonly snapshot: Snapshot;
  readonly confirmedAt: number;
}

async function firstHeld(store: RegisterStore, clock: Clock): Promise<Held> {
  const confirmedAt = clock.now();
  return { snapshot: await readSnapshot(store), confirmedAt };
}

/**
 * The newest snapshot, or the one before when it still is the newest. A revision that could not be read is not read
 * again: it stays what it is, and reading everything twice a second would take the time of logins.
 */
function readingOnce(store: RegisterStore, logger: Logger): (before: Snapshot) => Promise<Snapshot> {
  let unreadable: { readonly revision: number; readonly error: unknown } | undefined;
  return async (before) => {
    const revision = await store.revision();
    if (revision === before.register.revision) return before;
    if (unreadable?.revision === revision) throw unreadable.error;
    try {
      return await newerSnapshot(store, before, logger);
    } catch (error) {
      if (error instanceof SluisError && error.code === 'register.invalid') unreadable = { revision, error };
      throw error;
    }
  };
}

/** Never fails. Says when the register can no longer be confirmed, and when it can again; not twice a second. */
function reportingOnce(confirm: () => Promise<void>, logger: Logger): () => Promise<void> {
  let isConfirmed = true;
  return async () => {
    try {
      await confirm();
      if (!isConfirmed) logger.info('register.confirmed_again', { component: 'federation' });
      isConfirmed = true;
    } catch (error) {
      const code = error instanceof SluisError ? error.code : 'internal';
      if (isConfirmed) logger.error('register.not_confirmed', { component: 'federation', code, error });
      isConfirmed = false;
    }
  };
}
