import type { RevisionMeta } from './records.ts';
import type { Store } from './store.ts';

/** For which RP ID the passkeys of this database were made. */
export interface RelyingPartyStore extends Store {
  /** `undefined`: no passkey was ever added. */
  relyingPartyId(): Promise<string | undefined>;
  /** Atomic. Answers the one that counts: the one that was there, or else this one from now on. */
  fix(relyingPartyId: string, why: RevisionMeta): Promise<string>;
  /** Atomic, with the events. From now on this one counts; the earlier ones stay as evidence. */
  replace(relyingPartyId: string, why: RevisionMeta): Promise<void>;
  /** How many there are. */
  countPasskeys(): Promise<number>;
}
