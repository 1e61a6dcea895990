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

/**
 * UUID version 7 (RFC 9562 section 5.7): milliseconds since the epoch, then 74 random bits. Names that are made one after
 * the other lie together in an index; whoever sees one knows when it was made.
 */
export function timeOrderedUuid(millis: number, randomness: Randomness): string {
  const bytes = randomness.bytes(16);
  bytes.writeUIntBE(millis, 0, 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
