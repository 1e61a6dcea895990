import { createCipheriv, createDecipheriv, createSecretKey, hash } from 'node:crypto';
import type { Randomness } from '../domain/randomness.ts';
import type { Sealer } from '../domain/sealer.ts';
import { createDataKeys, nonceLength, saltLength } from './data-keys.ts';

/** Format 1 had random nonces and no salt; what is left of it does not open. */
const formatVersion = 2;
const tagLength = 16;
const versionLength = 3;
const headerLength = versionLength + saltLength;
const contentStart = headerLength + nonceLength;

export interface SealingVersions {
  /** Version → 32 bytes. Versions are 1 to 65535. */
  readonly keys: ReadonlyMap<number, Buffer>;
  /** The one that seals. */
  readonly currentVersion: number;
}

export interface SealingKeys extends SealingVersions {
  /** For the names of records. Changing it makes every record unfindable. */
  readonly nameKey: Buffer;
}

/**
 * AES-256-GCM (NIST SP 800-38D). Sealed form: format (1 byte), key version (2 bytes), salt of the data key (16),
 * nonce (12), ciphertext, tag (16). Header and context are associated data.
 */
export function createRecordSealer(
  sealing: SealingVersions,
  randomness: Randomness,
): Pick<Sealer, 'seal' | 'open'> {
  // Key objects, because Node 24 takes ten times as long for a key that comes as bytes.
  const keys = new Map([...sealing.keys].map(([version, key]) => [version, createSecretKey(key)]));
  const dataKeys = createDataKeys(keys, sealing.currentVersion, randomness);
  return {
    seal(plaintext, context) {
      const { key, salt, nonce } = dataKeys.next();
      const header = Buffer.alloc(headerLength);
      header.writeUInt8(formatVersion);
      header.writeUInt16BE(sealing.currentVersion, 1);
      salt.copy(header, versionLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(associated(header, context));
      return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < contentStart + tagLength || bytes[0] !== formatVersion) return undefined;
      const header = bytes.subarray(0, headerLength);
      const key = dataKeys.find(header.readUInt16BE(1), header.subarray(versionLength));
      if (key === undefined) return undefined;
      const nonce = bytes.subarray(headerLength, contentStart);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
        .setAAD(associated(header, context))
        .setAuthTag(bytes.subarray(-tagLength));
      try {
        const start = decipher.update(bytes.subarray(contentStart, -tagLength));
        return Buffer.concat([start, decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}

/** For the store of short-lived records, where names are hidden as well. */
export function createSealer(sealing: SealingKeys, randomness: Randomness): Sealer {
  const nameKey = sealing.nameKey.toString('base64url');
  return {
    ...createRecordSealer(sealing, randomness),
    // The key on both sides, so that nobody who knows the hash of one name can go on from it to a longer one.
    name(key) {
      const family = key.slice(0, key.indexOf(':') + 1);
      return family + hash('sha256', `${nameKey}${key.length}:${key}${nameKey}`, 'base64url');
    },
  };
}

/** The header has a fixed length, so header and context cannot be told apart wrongly. */
function associated(header: Buffer, context: string): Buffer {
  return Buffer.concat([header, Buffer.from(context)]);
}
