import { randomBytes, randomUUID } from 'node:crypto';

/** The only source of randomness. Passed in, so that nothing is guessable by accident and tests can steer it. */
export interface Randomness {
  bytes(length: number): Buffer;
  uuid(): string;
}

/** The cryptographic generator of the runtime. */
export const systemRandomness: Randomness = {
  bytes: (length) => randomBytes(length),
  uuid: () => randomUUID(),
};

/** 256 bits as base64url: for states, handles and identifiers that must not be guessed. */
export function unguessable(randomness: Randomness): string {
  return randomness.bytes(32).toString('base64url');
}
