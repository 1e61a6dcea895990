import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { lengthPrefixed } from '../domain/length-prefixed.ts';
import type { Randomness } from '../domain/randomness.ts';

export const saltLength = 16;
export const nonceLength = 12;

/** Records under one data key; far below the 2^32 of NIST SP 800-38D, section 8.3. */
const mostRecords = 65_536;
/** Data keys that are kept ready for opening: of some hours of a busy federation. A lost one is derived anew. */
const mostKept = 1_024;

/** A key that seals one record, with a nonce that it never had before. */
export interface DataKeyUse {
  readonly key: KeyObject;
  /** Names the data key: whoever has the sealing key derives it again. */
  readonly salt: Buffer;
  readonly nonce: Buffer;
}

export interface DataKeys {
  next(): DataKeyUse;
  /** `undefined` when the sealing key of that version is gone. */
  find(version: number, salt: Buffer): KeyObject | undefined;
}

/**
 * Keys that records are sealed with: HMAC-SHA-256(sealing key, lp('sluis data key'), lp(salt)). A process makes one for
 * itself, by a random salt of 128 bits, and another one after 65,536 records. Under each the nonce counts from zero,
 * so none repeats (docs/adr/0021).
 */
export function createDataKeys(
  sealingKeys: ReadonlyMap<number, KeyObject>,
  currentVersion: number,
  randomness: Randomness,
): DataKeys {
  const ready = new Map<string, KeyObject>();
  let own: { readonly key: KeyObject; readonly salt: Buffer; used: number } | undefined;

  function derive(version: number, salt: Buffer): KeyObject | undefined {
    const sealingKey = sealingKeys.get(version);
    if (sealingKey === undefined) return undefined;
    const input = lengthPrefixed('sluis data key', salt.toString('base64url'));
    return createSecretKey(createHmac('sha256', sealingKey).update(input).digest());
  }

  function begin() {
    const salt = randomness.bytes(saltLength);
    const key = derive(currentVersion, salt);
    if (key === undefined) throw new TypeError('the current sealing key is not in the keyring');
    return { key, salt, used: 0 };
  }

  return {
    next() {
      if (own === undefined || own.used >= mostRecords) own = begin();
      const nonce = Buffer.alloc(nonceLength);
      nonce.writeUInt32BE(own.used, nonceLength - 4);
      own.used += 1;
      return { key: own.key, salt: own.salt, nonce };
    },
    find(version, salt) {
      const name = `${version}:${salt.toString('latin1')}`;
      const known = ready.get(name) ?? derive(version, salt);
      if (known === undefined || ready.has(name)) return known;
      if (ready.size >= mostKept) ready.clear();
      ready.set(name, known);
      return known;
    },
  };
}
