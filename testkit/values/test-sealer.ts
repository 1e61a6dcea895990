import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { Sealer } from '../../src/domain/sealer.ts';

/** AES-256-GCM with a key that lives as long as the test. */
export function createTestSealer(): Sealer {
  const key = randomBytes(32);
  return {
    seal: (plaintext, context) => {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
    },
    open: (sealed, context) => {
      if (sealed.byteLength < 28) return undefined;
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(
          Buffer.from(context),
        );
        cipher.setAuthTag(sealed.subarray(12, 28));
        return Buffer.concat([cipher.update(sealed.subarray(28)), cipher.final()]);
      } catch {
        return undefined;
      }
    },
    name: (name) => createHmac('sha256', key).update(name).digest('base64url'),
  };
}
