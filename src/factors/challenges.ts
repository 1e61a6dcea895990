import { createHash } from 'node:crypto';
import type { FactorPurpose } from '../domain/factors.ts';
import type { PortalAccountId } from '../domain/ids.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';

export const challengeSeconds = 300;
const randomLength = 32;

/** Whose answer to a challenge counts, and for what. */
export type ChallengeSubject =
  | { readonly account: PortalAccountId; readonly purpose: FactorPurpose | 'add_passkey' }
  /** A sign-in at which nobody has said who they are. */
  | { readonly browser: string };

export type TakenChallenge =
  | { readonly outcome: 'taken'; readonly note: string }
  /** It was made for somebody or something else. */
  | { readonly outcome: 'other_purpose' }
  /** It was used, is too old, or never was. */
  | { readonly outcome: 'challenge_gone' };

export interface Challenges {
  /** In base64url. `note` is what is to be known when the answer comes. */
  make(subject: ChallengeSubject, note?: string): Promise<string>;
  /** Atomic: of any number of callers one takes it. */
  take(subject: ChallengeSubject, challenge: string): Promise<TakenChallenge>;
}

/**
 * A challenge is 32 random bytes and the hash of its subject: what an authenticator signs names what it was asked for, so that an answer
 * proves nothing else whatever the store says.
 */
export function createChallenges(parts: {
  readonly store: EphemeralStore;
  readonly randomness: Randomness;
}): Challenges {
  return {
    async make(subject, note = '') {
      const challenge = Buffer.concat([parts.randomness.bytes(randomLength), hashOf(subject)]);
      const text = challenge.toString('base64url');
      await parts.store.put(keyOf(text), Buffer.from(note), challengeSeconds);
      return text;
    },
    async take(subject, challenge) {
      const isOurs = Buffer.from(challenge, 'base64url').subarray(randomLength).equals(hashOf(subject));
      if (!isOurs) return { outcome: 'other_purpose' };
      const note = await parts.store.take(keyOf(challenge));
      return note === undefined
        ? { outcome: 'challenge_gone' }
        : { outcome: 'taken', note: Buffer.from(note).toString() };
    },
  };
}

function keyOf(challenge: string): string {
  return `factor-challenge:${challenge}`;
}

function hashOf(subject: ChallengeSubject): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(partsOf(subject)))
    .digest();
}

/** In lists, whose order is theirs. */
function partsOf(subject: ChallengeSubject): readonly unknown[] {
  if ('browser' in subject) return ['browser', subject.browser];
  const { account, purpose } = subject;
  return typeof purpose === 'string'
    ? ['account', account, purpose]
    : ['account', account, 'publish', purpose.publish];
}
