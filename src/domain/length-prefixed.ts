/**
 * Joins fields so that no two different lists of fields give the same bytes: each field is its UTF-8 length
 * as 4 bytes, big endian, followed by its bytes. Used under every keyed hash.
 */
export function lengthPrefixed(...fields: readonly string[]): Buffer {
  const parts: Buffer[] = [];
  for (const field of fields) {
    const bytes = Buffer.from(field, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}
