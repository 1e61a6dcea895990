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
interface Claim extends BroughtAnswer {
  /** Milliseconds since the epoch. */
  readonly usedAt: number;
}

const claimRecord: RecordForm<Claim> = {
  read: (fields) => ({
    handle: brandedOf(requestHandle, fields['handle']),
    digest: textOf(fields['digest']),
    usedAt: wholeNumberOf(fields['usedAt']),
  }),
  write: (claim) => ({ ...claim }),
};

export interface AcceptedAnswer extends BroughtAnswer {
  readonly idp: IdpId;
  readonly assertionId: string;
  /** Milliseconds since the epoch. */
  readonly replayableUntil: number;
}

/**
 * What was used up, by which answer, and when. Two claims make an answer the one that counts: on its visit and on its
 * assertion. Both are made for one answer to one visit, so the same answer finds them its own when it comes again, at
 * the same time or a little later, and no other answer ever does.
 */
export interface UsedAnswers {
  /** Both claims at once. `false`: another answer was first, or this one was used too long ago. */
  claim(answer: AcceptedAnswer): Promise<boolean>;
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
  const isRepeat = ({ usedAt }: Claim): boolean => clock.now() - usedAt <= repeatSeconds * 1000;

  /** Of any number of callers at the same time all get the claim of the first. */
  const firstClaim = async (key: string, own: Claim, seconds: number): Promise<Claim | undefined> =>
    (await store.putIfAbsent(key, recordBytes(claimRecord, own), seconds))
      ? own
      : readRecord(claimRecord, await store.get(key));

  return {
    async claim({ handle, digest, idp, assertionId, replayableUntil }) {
      const now = clock.now();
      const own = { handle, digest, usedAt: now };
      const replaySeconds = Math.max(1, Math.ceil((replayableUntil - now) / 1000));
      const [ofVisit, ofAssertion] = await Promise.all([
        firstClaim(visitKey(handle), own, visitSeconds),
        firstClaim(`replay:${idp}:${assertionId}`, own, replaySeconds),
      ]);
      return [ofVisit, ofAssertion].every(
        (claim) => claim !== undefined && isSameAnswer(claim, own) && isRepeat(claim),
      );
    },
    async mayCount(answer) {
      const claim = readRecord(claimRecord, await store.get(visitKey(answer.handle)));
      return claim === undefined || (isSameAnswer(claim, answer) && isRepeat(claim));
    },
  };
}

function isSameAnswer(one: BroughtAnswer, other: BroughtAnswer): boolean {
  return one.handle === other.handle && one.digest === other.digest;
}
