import { createCipheriv, createDecipheriv, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { lengthPrefixed } from '../domain/length-prefixed.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { Sealer } from '../domain/sealer.ts';

const formatVersion = 1;
const nonceLength = 12;
const tagLength = 16;
const headerLength = 3;

export interface SealingKeys {
  /** Version → 32 bytes. Versions are 1 to 65535. */
  readonly keys: ReadonlyMap<number, Buffer>;
  readonly currentVersion: number;
  /** For the names of records. Changing it makes every record unfindable. */
  readonly nameKey: Buffer;
}

/**
 * AES-256-GCM (NIST SP 800-38D). Sealed form: format (1 byte), key version (2 bytes), nonce (12), ciphertext, tag (16).
 * Each context has a key of its own, derived by HMAC, so random nonces never come near their collision bound.
 */
export function createSealer(sealing: SealingKeys, randomness: Randomness): Sealer {
  // Key objects, because Node 24 takes ten times as long for a key that comes as bytes.
  const keys = new Map([...sealing.keys].map(([version, key]) => [version, createSecretKey(key)]));
  const nameKey = createSecretKey(sealing.nameKey);
  const contextKey = (version: number, context: string): KeyObject | undefined => {
    const key = keys.get(version);
    return (
      key && createSecretKey(createHmac('sha256', key).update(lengthPrefixed('sluis seal', context)).digest())
    );
  };
  return {
    seal(plaintext, context) {
      const key = contextKey(sealing.currentVersion, context);
      if (key === undefined) throw new TypeError('the current sealing key is not in the keyring');
      const header = Buffer.alloc(headerLength);
      header.writeUInt8(formatVersion);
      header.writeUInt16BE(sealing.currentVersion, 1);
      const nonce = randomness.bytes(nonceLength);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
      return Buffer.concat([header, nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed);
      if (bytes.length < headerLength + nonceLength + tagLength || bytes[0] !== formatVersion) {
        return undefined;
      }
      const key = contextKey(bytes.readUInt16BE(1), context);
      if (key === undefined) return undefined;
      const nonce = bytes.subarray(headerLength, headerLength + nonceLength);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
        .setAAD(bytes.subarray(0, headerLength))
        .setAuthTag(bytes.subarray(-tagLength));
      try {
        const start = decipher.update(bytes.subarray(headerLength + nonceLength, -tagLength));
        return Buffer.concat([start, decipher.final()]);
      } catch {
        return undefined;
      }
    },
    name(key) {
      const family = key.slice(0, key.indexOf(':') + 1);
      return family + createHmac('sha256', nameKey).update(key).digest('base64url');
    },
  };
}
