type CborValue =
  number | string | Uint8Array | readonly CborValue[] | ReadonlyMap<number | string, CborValue>;

/** As much of CBOR (RFC 8949) as authenticators write. */
export function cbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') {
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.byteLength), value]);
  if (value instanceof Map) {
    const entries: readonly [number | string, CborValue][] = [...value];
    return Buffer.concat([head(5, value.size), ...entries.flat().map(cbor)]);
  }
  const items = [...value.values()];
  return Buffer.concat([head(4, items.length), ...items.map((item) => cbor(item))]);
}

function head(major: number, argument: number): Buffer {
  const first = major << 5;
  if (argument < 24) return Buffer.from([first | argument]);
  if (argument < 0x100) return Buffer.from([first | 24, argument]);
  const bytes = Buffer.from([first | 25, 0, 0]);
  bytes.writeUInt16BE(argument, 1);
  return bytes;
}
