import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import type { SealedRow } from '../../../src/domain/sealer.ts';
import { createLastingKeys } from '../../../src/keyring/lasting-keys.ts';

const [one, two] = [randomBytes(32), randomBytes(32)];
const keysOf = (currentVersion: number, ...keys: readonly [number, Buffer][]) =>
  createLastingKeys({ keys: new Map(keys), currentVersion }, systemRandomness);
const first = keysOf(1, [1, one]);
const both = keysOf(2, [1, one], [2, two]);
const bytes = fc.uint8Array({ maxLength: 200 });
const row: fc.Arbitrary<SealedRow> = fc.record({ table: fc.string(), id: fc.string() });
const opened = (value: Uint8Array | undefined) => value && Buffer.from(value);
const here = { table: 'document', id: 'waterland/1' };

describe('what lasts', () => {
  it('does not open in another row, or in that row of another table', () => {
    fc.assert(
      fc.property(bytes, row, row, (plain, where, elsewhere) => {
        fc.pre(where.table !== elsewhere.table || where.id !== elsewhere.id);
        expect(both.sealer.open(both.sealer.seal(plain, where), elsewhere)).toBeUndefined();
      }),
    );
  });

  it('does not open in a row whose table and id are spelled alike together', () => {
    const sealed = first.sealer.seal(Buffer.from('x'), { table: 'a', id: 'b","c' });
    expect(first.sealer.open(sealed, { table: 'a","b', id: 'c' })).toBeUndefined();
    expect(first.sealer.open(sealed, { table: 'ab', id: '","c' })).toBeUndefined();
  });

  it('does not open with another key of that version, nor without one', () => {
    const sealed = first.sealer.seal(Buffer.from('x'), here);
    expect(keysOf(1, [1, two]).sealer.open(sealed, here)).toBeUndefined();
    expect(keysOf(2, [2, two]).sealer.open(sealed, here)).toBeUndefined();
    expect(keysOf(2, [2, one]).sealer.open(sealed, here)).toBeUndefined();
  });

  it('does not open when a bit of it is turned', () => {
    const sealed = Buffer.from(first.sealer.seal(Buffer.from('agreed'), here));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const turned = Buffer.from(sealed);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(first.sealer.open(turned, here), `bit ${String(bit)}`).toBeUndefined();
    }
  });

  it('opens as it was, also after a newer version seals, which the older keys do not open', () => {
    fc.assert(
      fc.property(bytes, row, (plain, where) => {
        expect(opened(both.sealer.open(first.sealer.seal(plain, where), where))).toEqual(Buffer.from(plain));
        const anew = both.sealer.seal(plain, where);
        expect(opened(both.sealer.open(anew, where))).toEqual(Buffer.from(plain));
        expect(first.sealer.open(anew, where)).toBeUndefined();
      }),
    );
  });
});

describe('fingerprints of lasting keys', () => {
  it('are others for every key and every version, and hold none of the key', () => {
    const swapped = keysOf(1, [1, two], [2, one]);
    const all = [...both.fingerprints.values(), ...swapped.fingerprints.values()];
    expect(new Set(all).size).toBe(4);
    expect(all.join()).not.toContain(one.toString('base64url'));
    expect(first.fingerprints.get(1)).toBe(both.fingerprints.get(1));
  });
});
