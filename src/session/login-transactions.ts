import type { BroughtAnswer } from '../domain/brought-answer.ts';
import type { Clock } from '../domain/clock.ts';
import type { RequestHandle, TransactionId } from '../domain/ids.ts';
import type { WrittenRefusal } from '../domain/ledger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { createArrivalTickets, type NumberedAnswer } from './arrival-tickets.ts';
import { readRecord, recordBytes } from './sealed-records.ts';
import {
  arrivalRecord,
  pendingRecord,
  writtenRefusalRecord,
  type Arrival,
  type PendingVisit,
} from './session-records.ts';
import { createUsedAnswers, repeatSeconds, type AcceptedAnswer } from './used-answers.ts';

/** Seconds in which somebody has to be back from the school. */
export const visitSeconds = 15 * 60;
/** Answers that may be tried for one visit: a person's own mistakes fit, a padding oracle (thousands) does not. */
export const mostAnswersPerVisit = 10;

/**
 * What a login remembers on its way. Each record is used once; a step that comes without the step before it finds
 * nothing. The same answer may be brought again for a few seconds, and leads to no second login: of all its tickets one
 * is redeemed. Nothing here is bound to a browser by itself: a ticket goes only into the redirect of the browser that
 * brought the answer, and `login/` asks for the cookie of the browser that began.
 */
export interface LoginTransactions {
  rememberVisit(visit: PendingVisit): Promise<void>;
  /**
   * The visit that waits for this answer, or that this very answer used within the last seconds. Looks without using it
   * up, so that garbage which names a pending visit does no harm.
   */
  findVisit(answer: BroughtAnswer): Promise<PendingVisit | undefined>;
  /**
   * Counts an answer to a visit before it is looked at, atomically, and says which number it is; `undefined` when there
   * were too many. Garbage alone does not use up a visit, but whoever tries again and again must not learn from the
   * differences: CBC-encrypted assertions can be read that way (Jager and Somorovsky, "How to Break XML Encryption", CCS 2011).
   */
  countAnswer(handle: RequestHandle): Promise<number | undefined>;
  /**
   * Uses up the visit and the assertion, atomically each: of any number of answers at the same time exactly one gets
   * `true`, however often it was brought, and again for some seconds. Throws when the store is away: fails closed.
   */
  useOnce(answer: AcceptedAnswer): Promise<boolean>;
  /**
   * For an answer that can be read once only, as an OpenID Connect code: whether it is brought for the first time within
   * the last seconds, atomically.
   */
  isBroughtFirst(answer: BroughtAnswer): Promise<boolean>;
  /** It was not of use, and may be tried again at once. */
  forgetBrought(answer: BroughtAnswer): Promise<void>;
  /** Keeps a verified answer; returns the ticket that the browser has to bring. `undefined`: one was redeemed already. */
  rememberArrival(answer: NumberedAnswer, arrival: Arrival): Promise<string | undefined>;
  /** A new ticket in the place of the one before, for an arrival that still waits. */
  newTicket(answer: NumberedAnswer): Promise<string | undefined>;
  /** Uses up the ticket. `redeemed`: one of the visit was used before, this one or another. */
  takeArrival(ticket: string): Promise<Arrival | 'redeemed' | undefined>;
  /** Keeps an answer while the person picks one of several schools. */
  holdForPick(arrival: Arrival): Promise<void>;
  heldForPick(transaction: TransactionId): Promise<Arrival | undefined>;
  takeHeldForPick(transaction: TransactionId): Promise<Arrival | undefined>;
  /** Keeps under which error id this login was refused, in the place of an earlier refusal. */
  rememberRefusal(transaction: TransactionId, written: WrittenRefusal): Promise<void>;
  newestRefusal(transaction: TransactionId): Promise<WrittenRefusal | undefined>;
}

export function createLoginTransactions(options: {
  readonly store: EphemeralStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): LoginTransactions {
  const { store, clock, randomness } = options;
  const visitKey = (handle: RequestHandle): string => `visit:${handle}`;
  const broughtKey = ({ handle, digest }: BroughtAnswer): string => `brought:${handle}:${digest}`;
  const used = createUsedAnswers({ store, clock, visitSeconds });
  const tickets = createArrivalTickets({ store, randomness, visitSeconds });
  const pickKey = (transaction: TransactionId): string => `pick:${transaction}`;
  const refusedKey = (transaction: TransactionId): string => `refused:${transaction}`;

  return {
    rememberVisit: (visit) =>
      store.put(visitKey(visit.pending.handle), recordBytes(pendingRecord, visit), visitSeconds),
    async findVisit(answer) {
      const [visit, mayCount] = await Promise.all([
        store.get(visitKey(answer.handle)),
        used.mayCount(answer),
      ]);
      return mayCount ? readRecord(pendingRecord, visit) : undefined;
    },
    async countAnswer(handle) {
      const number = await store.increment(`answers:${handle}`, visitSeconds);
      return number <= mostAnswersPerVisit ? number : undefined;
    },
    async useOnce(answer) {
      const [isUsable, isPending] = await Promise.all([
        used.use(answer),
        // whatever comes of it, nothing but the same answer can want the visit now
        store.renew(visitKey(answer.handle), repeatSeconds),
      ]);
      return isUsable && isPending;
    },
    isBroughtFirst: (answer) => store.putIfAbsent(broughtKey(answer), new Uint8Array([1]), repeatSeconds),
    forgetBrought: (answer) => store.delete(broughtKey(answer)),
    rememberArrival: tickets.mint,
    newTicket: tickets.mintAgain,
    takeArrival: tickets.redeem,
    holdForPick: (arrival) =>
      store.put(pickKey(arrival.transaction), recordBytes(arrivalRecord, arrival), visitSeconds),
    async heldForPick(transaction) {
      return readRecord(arrivalRecord, await store.get(pickKey(transaction)));
    },
    async takeHeldForPick(transaction) {
      return readRecord(arrivalRecord, await store.take(pickKey(transaction)));
    },
    rememberRefusal: (transaction, written) =>
      store.put(refusedKey(transaction), recordBytes(writtenRefusalRecord, written), visitSeconds),
    async newestRefusal(transaction) {
      return readRecord(writtenRefusalRecord, await store.get(refusedKey(transaction)));
    },
  };
}
