/**
 * Joins fields so that no two different lists of fields give the same bytes: each field is its UTF-8 length
 * as 4 bytes, big endian, followed by its bytes. Used under every keyed hash.
 *
 * Throws a TypeError for a field with a lone surrogate: UTF-8 has no bytes for it, so all of them would become
 * U+FFFD, and two fields one.
 */
export function lengthPrefixed(...fields: readonly string[]): Buffer {
  const parts: Buffer[] = [];
  for (const field of fields) {
    if (!field.isWellFormed()) throw new TypeError('a field to be hashed is no well-formed Unicode');
    const bytes = Buffer.from(field, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}
