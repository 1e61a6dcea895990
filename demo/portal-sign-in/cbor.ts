type CborValue = number | string | Uint8Array | ReadonlyMap<number | string, CborValue>;

/** As much of CBOR (RFC 8949) as a new passkey needs. */
export function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') {
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.byteLength), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flat().map(cbor)]);
}

function head(major: number, argument: number): Buffer {
  const first = major << 5;
  if (argument < 24) return Buffer.from([first | argument]);
  return argument < 0x100 ? Buffer.from([first | 24, argument]) : twoBytes(first | 25, argument);
}

function twoBytes(first: number, argument: number): Buffer {
  const bytes = Buffer.from([first, 0, 0]);
  bytes.writeUInt16BE(argument, 1);
  return bytes;
}
