import { keyFingerprint } from '../keyring/key-fingerprint.ts';
import type { PseudonymKeys } from '../keyring/keyring.ts';
import type {
  KeyFingerprints,
  KeyFingerprintStore,
  ProvableRelease,
} from '../storage/stores/key-fingerprint-store.ts';
import { deriveSubject } from './derive.ts';

export const accountKeyName = 'account';
const rootName = 'root';
const ledgerProofName = 'ledgerProof';

export interface EvidenceParts {
  readonly keys: PseudonymKeys;
  readonly store: KeyFingerprintStore;
  /** Under a proof key: the proof of a ledger entry that a `sub` belongs to it. */
  readonly proofUnder: (proofKey: Buffer) => (entry: ProvableRelease['entry'], subject: string) => string;
}

/** What the database says about the keys of the file, key by key, by names. */
export interface KeyEvidence {
  /** Fingerprints of the file's keys that have to be those of the database. */
  readonly own: KeyFingerprints;
  /** Sector versions to which a sector is pinned and that the file does not have. */
  readonly absent: readonly string[];
  /** The database has another fingerprint. */
  readonly differing: readonly string[];
  /** No fingerprint yet, and releases that these keys together did not make. */
  readonly disproven: readonly string[];
  /** No fingerprint yet, and nothing left by which to find out. */
  readonly unprovable: readonly string[];
  /** No fingerprint yet, and either proven or not used so far. */
  readonly fresh: readonly string[];
  /** People are there, and only somebody who is recognised can prove their key. */
  readonly rootUnproven: boolean;
}

function sectorKeyName(version: number): string {
  return `sector ${String(version)}`;
}

/**
 * A stored proof is HMAC(proof key, entry, `sub`), and `sub` is HMAC(sector key, sector, root); entry, sector and root are
 * stored. So one proof that comes out again proves the proof key and that version of the sector key. The `root` key made
 * the roots out of identifiers, which are stored nowhere: nothing in the database proves it.
 */
export async function findEvidence(parts: EvidenceParts): Promise<KeyEvidence> {
  const { keys, store } = parts;
  const known = await store.fingerprints();
  const versions = await store.pinnedVersions();
  const own = new Map([
    [rootName, keyFingerprint(keys.root, rootName)],
    [ledgerProofName, keyFingerprint(keys.ledgerProof, ledgerProofName)],
    ...versions.flatMap((version): [string, string][] => sectorFingerprint(keys, version)),
  ]);
  const missing = [...own.keys()].filter((name) => !known.has(name));
  const judged = await judgeByReleases(parts, versions, missing);
  const rootUnproven = missing.includes(rootName) && (await store.hasPeople());
  return {
    own,
    absent: versions.map(sectorKeyName).filter((name) => !own.has(name)),
    differing: [...own].filter(([name, value]) => (known.get(name) ?? value) !== value).map(([name]) => name),
    ...judged,
    fresh: rootUnproven || !missing.includes(rootName) ? judged.fresh : [rootName, ...judged.fresh],
    rootUnproven,
  };
}

export function sectorFingerprint(keys: PseudonymKeys, version: number): [string, string][] {
  const key = keys.sector(version);
  return key === undefined ? [] : [[sectorKeyName(version), keyFingerprint(key, sectorKeyName(version))]];
}

type Judged = Pick<KeyEvidence, 'disproven' | 'unprovable' | 'fresh'>;

/** The keys that releases can speak about, without `root`. */
async function judgeByReleases(
  parts: EvidenceParts,
  versions: readonly number[],
  missing: readonly string[],
): Promise<Judged> {
  const asked = missing.filter((name) => name !== rootName);
  if (asked.length === 0) return { disproven: [], unprovable: [], fresh: [] };
  const proven = new Set<string>();
  const disproven = new Set<string>();
  for (const version of versions) {
    const verdict = verdictOn(parts, version, await parts.store.releasesUnder(version));
    if (verdict === undefined) continue;
    for (const name of [sectorKeyName(version), ledgerProofName]) (verdict ? proven : disproven).add(name);
  }
  if (!(await parts.store.hasReleases()) && versions.length === 0) proven.add(ledgerProofName);
  const open = asked.filter((name) => !proven.has(name));
  return {
    disproven: open.filter((name) => disproven.has(name)),
    unprovable: open.filter((name) => !disproven.has(name)),
    fresh: asked.filter((name) => proven.has(name)),
  };
}

/** `undefined`: there is no release to tell by. */
function verdictOn(
  { keys, proofUnder }: EvidenceParts,
  version: number,
  releases: readonly ProvableRelease[],
): boolean | undefined {
  const key = keys.sector(version);
  if (key === undefined || releases.length === 0) return undefined;
  const proofOf = proofUnder(keys.ledgerProof);
  return releases.some(
    ({ entry, subjectProof, root, sector }) =>
      proofOf(entry, deriveSubject(key, sector, root)) === subjectProof,
  );
}
