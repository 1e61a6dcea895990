import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import { lastingKeyName, type LastingKeys } from '../keyring/lasting-keys.ts';
import type { KeyFingerprints, KeyFingerprintStore } from '../storage/stores/key-fingerprint-store.ts';
import type { RevisionMeta } from '../storage/stores/records.ts';

export interface LastingKeyCheckParts {
  readonly keys: LastingKeys;
  /** Where the keys come from, for messages. */
  readonly file: string;
  readonly store: Pick<KeyFingerprintStore, 'fingerprints' | 'add' | 'replace'>;
  readonly clock: Clock;
}

/** What the database says about the keys of the file, by their names. */
interface Evidence {
  /** Fingerprints of the file's keys that have to be those of the database. */
  readonly own: KeyFingerprints;
  /** The database has another fingerprint. */
  readonly differing: readonly string[];
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

/** Of versions that the database does not know only the one that seals counts: others may still be exchanged. */
async function findEvidence({ keys, store }: LastingKeyCheckParts): Promise<Evidence> {
  const known = await store.fingerprints();
  const own = new Map(
    [...keys.fingerprints]
      .filter(([version]) => version === keys.currentVersion || known.has(lastingKeyName(version)))
      .map(([version, fingerprint]) => [lastingKeyName(version), fingerprint]),
  );
  return {
    own,
    differing: [...own].filter(([name, value]) => (known.get(name) ?? value) !== value).map(([name]) => name),
  };
}

function refuseMisfit({ file }: LastingKeyCheckParts, { differing }: Evidence): void {
  if (differing.length === 0) return;
  const lines = differing.map(
    (name) => `${file}: key ${name} is not the one that the database was made with.`,
  );
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
  if (!replace) refuseMisfit(parts, evidence);
  const names = evidence.differing;
  if (names.length === 0) return [];
  const at = parts.clock.now();
  const lost = new Map([...evidence.own].filter(([name]) => names.includes(name)));
  const events = [{ type: 'keys.adopted', at, number: names.length } as const];
  await parts.store.replace(lost, { author, reason, at, events });
  return names;
}
