import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { Logger } from '../domain/logger.ts';
import type { RegisterStore } from '../storage/stores.ts';
import { buildRegister } from './build-register.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Register, RegisterView } from './register.ts';

export interface OpenRegisterView extends RegisterView {
  /** Asks the store now; on return the picture is at least as new as the call. Throws when that cannot be had. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface RegisterViewOptions {
  readonly store: RegisterStore;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How often the store is asked for its revision, besides its hints. Below a second: see invariant 6. */
  readonly pollMilliseconds?: number;
}

/**
 * Opens this node's picture of the register and keeps it up to date, by hints of the store and by asking it twice a
 * second. While the store is away, or holds something that cannot be read, the old picture stays and
 * `confirmedAt` stands still.
 *
 * Throws what the store or `buildRegister` throws when there is no first picture.
 */
export async function openRegisterView(options: RegisterViewOptions): Promise<OpenRegisterView> {
  const { store, clock, logger } = options;
  let picture = await loadRegister(store, clock);
  const confirm = oneAtATime(async () => {
    picture = await confirmed(picture, store, clock);
  });
  const keepUp = reportingOnce(confirm, logger);
  const polling = poll(keepUp, options.pollMilliseconds ?? 500);
  const hints = await store
    .subscribe(() => void keepUp())
    .catch((error: unknown) => {
      logger.warn('register.no_hints', { component: 'federation', error });
      return undefined;
    });
  return {
    current: () => picture.register,
    confirmedAt: () => picture.confirmedAt,
    refresh: confirm,
    close: async () => {
      await polling.stop();
      await hints?.close();
    },
  };
}

interface Picture {
  readonly register: Register;
  readonly confirmedAt: number;
}

async function loadRegister(store: RegisterStore, clock: Clock): Promise<Picture> {
  // The time of the question, not of the answer: what is said about it was true then.
  const confirmedAt = clock.now();
  const { revision, records } = await store.load();
  return { register: buildRegister(revision, records), confirmedAt };
}

async function confirmed(picture: Picture, store: RegisterStore, clock: Clock): Promise<Picture> {
  const confirmedAt = clock.now();
  if ((await store.revision()) === picture.register.revision) return { ...picture, confirmedAt };
  return await loadRegister(store, clock);
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

/** Runs the work again and again, with a pause between the end of one run and the start of the next. */
function poll(work: () => Promise<void>, pauseMilliseconds: number): { stop(): Promise<void> } {
  let isStopped = false;
  let running = Promise.resolve();
  const run = (): void => {
    running = work().finally(() => {
      if (!isStopped) timer = setTimeout(run, pauseMilliseconds);
    });
  };
  let timer = setTimeout(run, pauseMilliseconds);
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
