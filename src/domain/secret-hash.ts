import { createHash } from 'node:crypto';

/** What is kept of a secret that only its holder knows, as of a link: 32 bytes. For secrets that nobody guesses, since it is fast. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether this is kept of that secret; nothing is kept of none. */
export function isHashOf(hash: Uint8Array | undefined, secret: string | undefined): boolean {
  return hash !== undefined && secret !== undefined && secretHash(secret).equals(hash);
}
