import type { BroughtAnswer } from '../domain/brought-answer.ts';
import type { Clock } from '../domain/clock.ts';
import { requestHandle, type IdpId, type RequestHandle } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import {
  brandedOf,
  readRecord,
  recordBytes,
  textOf,
  wholeNumberOf,
  type RecordForm,
} from './sealed-records.ts';

/** Seconds in which a page that submits twice, or a browser that sends once more, brings the same answer again. */
export const repeatSeconds = 10;

/** Who was first to use a visit or an assertion. */
interface Use extends BroughtAnswer {
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
}

const useRecord: RecordForm<Use> = {
  read: (fields) => ({
    handle: brandedOf(requestHandle, fields['handle']),
    digest: textOf(fields['digest']),
    usedAt: wholeNumberOf(fields['usedAt']),
  }),
  write: (use) => ({ ...use }),
};

export interface AcceptedAnswer extends BroughtAnswer {
  readonly idp: IdpId;
  readonly assertionId: string;
  /** Milliseconds since the epoch. */
  readonly replayableUntil: number;
}

/**
 * What was used up, by which answer, and when. Two first uses make an answer the one that counts: of its visit and of its
 * assertion. Both are kept for one answer to one visit, so the same answer finds them its own when it comes again, at
 * the same time or a little later, and no other answer ever does.
 */
export interface UsedAnswers {
  /** Uses both at once. `false`: another answer was first, or this one was used too long ago. */
  use(answer: AcceptedAnswer): Promise<boolean>;
  /** Whether the visit of this answer is free, or was used by this very answer and just now. */
  mayCount(answer: BroughtAnswer): Promise<boolean>;
}

export function createUsedAnswers(options: {
  readonly store: EphemeralStore;
  readonly clock: Clock;
  /** For how long a visit may be answered. */
  readonly visitSeconds: number;
}): UsedAnswers {
  const { store, clock, visitSeconds } = options;
  const visitKey = (handle: RequestHandle): string => `used:${handle}`;
  const isRepeat = ({ usedAt }: Use): boolean => clock.now() - usedAt <= repeatSeconds * 1000;

  /** Of any number of callers at the same time all get the use of the first. */
  const firstUse = async (key: string, own: Use, seconds: number): Promise<Use | undefined> =>
    (await store.putIfAbsent(key, recordBytes(useRecord, own), seconds))
      ? own
      : readRecord(useRecord, await store.get(key));

  return {
    async use({ handle, digest, idp, assertionId, replayableUntil }) {
      const now = clock.now();
      const own = { handle, digest, usedAt: now };
      const replaySeconds = Math.max(1, Math.ceil((replayableUntil - now) / 1000));
      const [ofVisit, ofAssertion] = await Promise.all([
        firstUse(visitKey(handle), own, visitSeconds),
        firstUse(`replay:${idp}:${assertionId}`, own, replaySeconds),
      ]);
      return [ofVisit, ofAssertion].every(
        (use) => use !== undefined && isSameAnswer(use, own) && isRepeat(use),
      );
    },
    async mayCount(answer) {
      const use = readRecord(useRecord, await store.get(visitKey(answer.handle)));
      return use === undefined || (isSameAnswer(use, answer) && isRepeat(use));
    },
  };
}

function isSameAnswer(one: BroughtAnswer, other: BroughtAnswer): boolean {
  return one.handle === other.handle && one.digest === other.digest;
}
