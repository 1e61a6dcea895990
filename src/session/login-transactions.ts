import type { Clock } from '../domain/clock.ts';
import type { IdpId, RequestHandle, TransactionId } from '../domain/ids.ts';
import { unguessable, type Randomness } from '../domain/randomness.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { readRecord, recordBytes } from './sealed-records.ts';
import { arrivalRecord, pendingRecord, type Arrival, type PendingVisit } from './session-records.ts';

/** Seconds in which somebody has to be back from the school. */
export const visitSeconds = 15 * 60;
/** Answers that may be tried for one visit: a person's own mistakes fit, a padding oracle (thousands) does not. */
export const mostAnswersPerVisit = 10;
/** Seconds between the school's answer and the redirect that follows at once. */
const arrivalSeconds = 2 * 60;

/**
 * What a login remembers on its way. Each record is used once; a step that comes without the step before it finds
 * nothing. Nothing here is bound to a browser by itself: a ticket goes only into the redirect of the browser that
 * brought the answer, and `login/` asks for the cookie of the browser that began.
 */
export interface LoginTransactions {
  rememberVisit(visit: PendingVisit): Promise<void>;
  /** Looks without using it up, so that garbage which names a pending visit does no harm. */
  findVisit(handle: RequestHandle): Promise<PendingVisit | undefined>;
  /**
   * Counts an answer to a visit before it is looked at, atomically; `false` when there were too many. Garbage alone
   * does not use up a visit, but whoever tries again and again must not learn from the differences: CBC-encrypted
   * assertions can be read that way (Jager and Somorovsky, "How to Break XML Encryption", CCS 2011).
   */
  mayAnswer(handle: RequestHandle): Promise<boolean>;
  /**
   * Uses up the visit and the assertion, atomically each: of any number of identical answers at the same time
   * exactly one gets `true`. Throws when the store is away: fails closed.
   */
  useOnce(answer: {
    readonly handle: RequestHandle;
    readonly idp: IdpId;
    readonly assertionId: string;
    readonly replayableUntil: number;
  }): Promise<boolean>;
  /** Keeps a verified answer; returns the ticket that the browser has to bring. */
  rememberArrival(arrival: Arrival): Promise<string>;
  takeArrival(ticket: string): Promise<Arrival | undefined>;
  /** Keeps an answer while the person picks one of several schools. */
  holdForPick(arrival: Arrival): Promise<void>;
  heldForPick(transaction: TransactionId): Promise<Arrival | undefined>;
  takeHeldForPick(transaction: TransactionId): Promise<Arrival | undefined>;
}

export function createLoginTransactions(options: {
  readonly store: EphemeralStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): LoginTransactions {
  const { store, clock, randomness } = options;
  const visitKey = (handle: RequestHandle): string => `visit:${handle}`;
  const pickKey = (transaction: TransactionId): string => `pick:${transaction}`;

  return {
    rememberVisit: (visit) =>
      store.put(visitKey(visit.pending.handle), recordBytes(pendingRecord, visit), visitSeconds),
    async findVisit(handle) {
      return readRecord(pendingRecord, await store.get(visitKey(handle)));
    },
    async mayAnswer(handle) {
      return (await store.increment(`answers:${handle}`, visitSeconds)) <= mostAnswersPerVisit;
    },
    async useOnce({ handle, idp, assertionId, replayableUntil }) {
      const seconds = Math.max(1, Math.ceil((replayableUntil - clock.now()) / 1000));
      const [visit, firstUse] = await Promise.all([
        store.take(visitKey(handle)),
        store.putIfAbsent(`replay:${idp}:${assertionId}`, new Uint8Array([1]), seconds),
      ]);
      return visit !== undefined && firstUse;
    },
    async rememberArrival(arrival) {
      const ticket = unguessable(randomness);
      await store.put(`arrival:${ticket}`, recordBytes(arrivalRecord, arrival), arrivalSeconds);
      return ticket;
    },
    async takeArrival(ticket) {
      return readRecord(arrivalRecord, await store.take(`arrival:${ticket}`));
    },
    holdForPick: (arrival) =>
      store.put(pickKey(arrival.transaction), recordBytes(arrivalRecord, arrival), visitSeconds),
    async heldForPick(transaction) {
      return readRecord(arrivalRecord, await store.get(pickKey(transaction)));
    },
    async takeHeldForPick(transaction) {
      return readRecord(arrivalRecord, await store.take(pickKey(transaction)));
    },
  };
}
