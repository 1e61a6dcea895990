import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import { lastingKeyName, type LastingKeys } from '../keyring/lasting-keys.ts';
import type { KeyFingerprints, KeyFingerprintStore } from '../storage/stores/key-fingerprint-store.ts';
import type { RevisionMeta } from '../storage/stores/records.ts';
import type { SealedRows } from '../storage/stores/sealed-rows.ts';

export interface LastingKeyCheckParts {
  readonly keys: LastingKeys;
  /** Where the keys come from, for messages. */
  readonly file: string;
  readonly store: Pick<KeyFingerprintStore, 'fingerprints' | 'add' | 'replace'>;
  /** Every table that holds something sealed with these keys. */
  readonly sealedRows: readonly SealedRows[];
  readonly clock: Clock;
}

/** What the database says about the keys of the file, by their names. */
interface Evidence {
  /** Fingerprints of the file's keys that have to be those of the database. */
  readonly own: KeyFingerprints;
  /** Something is sealed with a version that the file does not have. */
  readonly absent: readonly string[];
  /** The database has another fingerprint. */
  readonly differing: readonly string[];
  /** No fingerprint yet, and the key does not open what it is said to have sealed. */
  readonly disproven: readonly string[];
}

/**
 * Compares the lasting keys with those that the database was made with, and writes down the one that seals before it seals
 * anything. Throws `keyring.invalid` that names the file and the keys that do not fit.
 */
export async function checkLastingKeys(parts: LastingKeyCheckParts): Promise<void> {
  // a second look follows when another node wrote first: then there is a fingerprint to compare with
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    const evidence = await findEvidence(parts);
    refuseMisfit(parts, evidence);
    const why = {
      author: 'sluis',
      reason: 'first seen, and nothing speaks against it',
      at: parts.clock.now(),
    };
    if (await parts.store.add(evidence.own, why)) return;
  }
  throw new SluisError('storage.conflict', 'the fingerprints of keys kept changing');
}

/** Of versions that neither seal nor have sealed nothing is said: those may still be exchanged. */
async function findEvidence(parts: LastingKeyCheckParts): Promise<Evidence> {
  const { keys, store } = parts;
  const known = await store.fingerprints();
  const used = await usedVersions(parts);
  const versions = [...keys.fingerprints.keys()].filter(
    (version) => version === keys.currentVersion || used.has(version) || known.has(lastingKeyName(version)),
  );
  const own = new Map(
    versions.map((version) => [lastingKeyName(version), keys.fingerprints.get(version) ?? '']),
  );
  const disproven: string[] = [];
  for (const version of used) {
    const name = lastingKeyName(version);
    if (own.has(name) && !known.has(name) && !(await opens(parts, version))) disproven.push(name);
  }
  return {
    own,
    absent: [...used].map(lastingKeyName).filter((name) => !own.has(name)),
    differing: [...own].filter(([name, value]) => (known.get(name) ?? value) !== value).map(([name]) => name),
    disproven,
  };
}

async function usedVersions({ sealedRows }: LastingKeyCheckParts): Promise<ReadonlySet<number>> {
  const used = await Promise.all(sealedRows.map((rows) => rows.versions()));
  return new Set(used.flatMap((versions) => [...versions.keys()]));
}

/** One row of each table says whether a version is the one that sealed it: each file has one key of a version. */
async function opens({ keys, sealedRows }: LastingKeyCheckParts, version: number): Promise<boolean> {
  for (const rows of sealedRows) {
    const [first] = await rows.sealedWith(version, { limit: 1 });
    if (first === undefined) continue;
    if (keys.sealer.open(first.sealed, { table: rows.table, id: first.id }) === undefined) return false;
  }
  return true;
}

function refuseMisfit({ file }: LastingKeyCheckParts, { absent, differing, disproven }: Evidence): void {
  const faults = [
    ...absent.map((name) => `key ${name} is missing, and something in the database is sealed with it`),
    ...differing.map((name) => `key ${name} is not the one that the database was made with`),
    ...disproven.map((name) => `key ${name} does not open what is sealed with that version`),
  ];
  if (faults.length === 0) return;
  const lines = faults.map((fault) => `${file}: ${fault}.`);
  throw new SluisError('keyring.invalid', [...lines, remedy].join('\n'));
}

const remedy = 'With other lasting keys nothing that was sealed opens. Put the right file in its place.';

/**
 * The operator's word that the database has other lasting keys from now on, with `replace`: what the lost ones sealed stays
 * closed. Answers the names of the keys that were adopted. Throws `keyring.invalid` for what only `replace` would do.
 */
export async function adoptLastingKeys(
  parts: LastingKeyCheckParts,
  { author, reason, replace }: Pick<RevisionMeta, 'author' | 'reason'> & { readonly replace: boolean },
): Promise<readonly string[]> {
  const evidence = await findEvidence(parts);
  if (!replace || evidence.absent.length > 0) refuseMisfit(parts, evidence);
  const names = [...evidence.differing, ...evidence.disproven];
  if (names.length === 0) return [];
  const at = parts.clock.now();
  const lost = new Map([...evidence.own].filter(([name]) => names.includes(name)));
  const events = [{ type: 'keys.adopted', at, number: names.length } as const];
  await parts.store.replace(lost, { author, reason, at, events });
  return names;
}
