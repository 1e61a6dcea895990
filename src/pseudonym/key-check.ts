import type { Clock } from '../domain/clock.ts';
import { SluisError } from '../domain/errors.ts';
import type { IdentifierHash } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import { keyFingerprint } from '../keyring/key-fingerprint.ts';
import type { KeyFingerprints } from '../storage/stores/key-fingerprint-store.ts';
import type { RevisionMeta } from '../storage/stores/records.ts';
import {
  accountKeyName,
  findEvidence,
  sectorFingerprint,
  type EvidenceParts,
  type KeyEvidence,
} from './key-evidence.ts';

export interface KeyCheckParts extends EvidenceParts {
  /** Where the keys come from, for messages. */
  readonly file: string;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Questions that come up while the keys are used. */
export interface KeyCheck {
  /**
   * Before identifiers are looked up or linked: `root` may still be unproven, and then the first person who is recognised
   * proves it, and whoever is not known has to wait. Throws `keyring.unproven` for them, `keyring.invalid` when another
   * node has proven another key.
   */
  identifiers(hashes: readonly IdentifierHash[]): Promise<void>;
  /** After a sector was pinned. Throws `keyring.invalid` when that version is another key elsewhere. */
  pinned(version: number): Promise<void>;
}

/**
 * Compares the keys with those that the database was made with, and writes down what it does not know yet and is fresh or
 * proven. Throws `keyring.invalid` that names the file and the keys that differ, or that nothing proves.
 */
export async function checkKeys(parts: KeyCheckParts): Promise<KeyCheck> {
  const evidence = await settle(parts);
  await noteAccountKey(parts);
  if (!evidence.rootUnproven) return { identifiers: nothing, pinned: pinnedCheck(parts) };
  parts.logger.warn('keyring.root_unproven', { component: 'keyring' });
  return { identifiers: rootCheck(parts, evidence.own), pinned: pinnedCheck(parts) };
}

/** A second look follows when another node wrote first: then there is a fingerprint to compare with. */
async function settle(parts: KeyCheckParts): Promise<KeyEvidence> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const evidence = await findEvidence(parts);
    refuseMisfit(parts, evidence);
    if (
      await parts.store.add(
        only(evidence.own, evidence.fresh),
        bySluis(parts, 'first seen, and nothing speaks against it'),
      )
    ) {
      return evidence;
    }
  }
  throw new SluisError('storage.conflict', 'the fingerprints of keys kept changing');
}

function refuseMisfit({ file }: KeyCheckParts, evidence: KeyEvidence): void {
  const { absent, differing, disproven, unprovable } = evidence;
  const faults = [
    ...absent.map((name) => `key ${name} is missing, and the database uses it`),
    ...differing.map((name) => `key ${name} is not the one that the database was made with`),
    ...(disproven.length > 0
      ? [
          `keys ${disproven.join(' and ')}: no release of the ledger was made with them; one of them at least is wrong`,
        ]
      : []),
    ...(unprovable.length > 0
      ? [
          `keys ${unprovable.join(' and ')}: nothing in the ledger proves that they are right; if you know it, say so once: sluis keys adopt`,
        ]
      : []),
  ];
  if (faults.length === 0) return;
  const lines = faults.map((fault) => `${file}: ${fault}.`);
  throw new SluisError('keyring.invalid', [...lines, remedy].join('\n'));
}

const remedy = 'With other pseudonym keys everybody would be somebody new. Put the right file in its place.';

function rootCheck(parts: KeyCheckParts, own: KeyFingerprints): KeyCheck['identifiers'] {
  let isProven = false;
  return async (hashes) => {
    if (isProven) return;
    const isKnown = (await parts.store.fingerprints()).has('root') || (await parts.store.knowsAny(hashes));
    if (!isKnown) {
      const message = `${parts.file}: key root is not proven yet, by nobody who was recognised, and this person is not known`;
      throw new SluisError('keyring.unproven', message);
    }
    await addOrRefuse(parts, only(own, ['root']), 'somebody was recognised');
    isProven = true;
    parts.logger.info('keyring.root_proven', { component: 'keyring' });
  };
}

function pinnedCheck(parts: KeyCheckParts): KeyCheck['pinned'] {
  return async (version) => {
    await addOrRefuse(parts, new Map(sectorFingerprint(parts.keys, version)), 'a sector was pinned to it');
  };
}

async function addOrRefuse(parts: KeyCheckParts, own: KeyFingerprints, reason: string): Promise<void> {
  const known = await parts.store.fingerprints();
  if ([...own].every(([name, value]) => known.get(name) === value)) return;
  if (await parts.store.add(own, bySluis(parts, reason))) return;
  const names = [...own.keys()].join(' and ');
  throw new SluisError(
    'keyring.invalid',
    `${parts.file}: key ${names} is another one than that of the database`,
  );
}

/** It may change at any time: people sign in anew, and that is all. */
async function noteAccountKey(parts: KeyCheckParts): Promise<void> {
  const own = new Map([[accountKeyName, keyFingerprint(parts.keys.account, accountKeyName)]]);
  const known = (await parts.store.fingerprints()).get(accountKeyName);
  if (known === own.get(accountKeyName)) return;
  if (known === undefined && (await parts.store.add(own, bySluis(parts, 'first seen')))) return;
  const at = parts.clock.now();
  const events: readonly AuditEvent[] = [{ type: 'keys.account_changed', at }];
  await parts.store.replace(own, { ...bySluis(parts, 'the file has another one'), events });
  parts.logger.warn('keyring.account_key_changed', { component: 'keyring' });
}

/**
 * The operator's word that these are the keys of the database, for what nothing proves; with `replace` also against what is
 * known of them. Answers the names of the keys that were adopted. Throws `keyring.invalid` for what only `replace` would do.
 */
export async function adoptKeys(
  parts: KeyCheckParts,
  { author, reason, replace }: Pick<RevisionMeta, 'author' | 'reason'> & { readonly replace: boolean },
): Promise<readonly string[]> {
  const evidence = await findEvidence(parts);
  if (!replace || evidence.absent.length > 0) refuseMisfit(parts, { ...evidence, unprovable: [] });
  const root = evidence.rootUnproven ? ['root'] : [];
  const { differing, disproven, unprovable, fresh } = evidence;
  const names = [...new Set([...root, ...differing, ...disproven, ...unprovable, ...fresh])];
  if (names.length === 0) return [];
  const at = parts.clock.now();
  const events: readonly AuditEvent[] = [{ type: 'keys.adopted', at, number: names.length }];
  await parts.store.replace(only(evidence.own, names), { author, reason, at, events });
  return names;
}

function only(fingerprints: KeyFingerprints, names: readonly string[]): KeyFingerprints {
  return new Map([...fingerprints].filter(([name]) => names.includes(name)));
}

function bySluis({ clock }: KeyCheckParts, reason: string): RevisionMeta {
  return { author: 'sluis', reason, at: clock.now() };
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
