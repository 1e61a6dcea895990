import type { IdentifierHash, LedgerEntryId, PersonRoot, SectorId } from '../../domain/ids.ts';
import type { RevisionMeta } from './records.ts';
import type { Store } from './store.ts';

/** Fingerprints of pseudonym keys by the name of the key: `root`, `ledgerProof`, `account`, `sector 1`. */
export type KeyFingerprints = ReadonlyMap<string, string>;

/** A release of which everything is stored that its proof was made of, but the keys. */
export interface ProvableRelease {
  readonly entry: LedgerEntryId;
  readonly subjectProof: string;
  readonly root: PersonRoot;
  /** Of the service, now or once. */
  readonly sector: SectorId;
}

/** With which pseudonym keys the database was made, and what it holds by which that can be found out. */
export interface KeyFingerprintStore extends Store {
  /** The newest of each name. */
  fingerprints(): Promise<KeyFingerprints>;
  /**
   * Atomic. Writes those that are not there. `false`: one of them is there with another value, and nothing was written.
   * Of nodes with different keys that start together one gets `true`, with all of its keys.
   */
  add(fingerprints: KeyFingerprints, why: RevisionMeta): Promise<boolean>;
  /** Atomic, with the events. From now on these count, whatever was there; the earlier ones stay as evidence. */
  replace(fingerprints: KeyFingerprints, why: RevisionMeta): Promise<void>;
  /** Versions of the sector key to which a sector is pinned, ascending. */
  pinnedVersions(): Promise<readonly number[]>;
  /** Some of the newest releases of sectors that are pinned to this version, of people who are not erased. */
  releasesUnder(version: number): Promise<readonly ProvableRelease[]>;
  hasReleases(): Promise<boolean>;
  hasPeople(): Promise<boolean>;
  /** Whether some person has one of these identifiers. */
  knowsAny(hashes: readonly IdentifierHash[]): Promise<boolean>;
}
