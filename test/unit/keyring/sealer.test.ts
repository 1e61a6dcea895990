import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createSealer, type SealingKeys } from '../../../src/keyring/sealer.ts';

const first: SealingKeys = {
  keys: new Map([[1, randomBytes(32)]]),
  currentVersion: 1,
  nameKey: randomBytes(32),
};
const sealer = createSealer(first, systemRandomness);
const bytes = fc.uint8Array({ maxLength: 200 });
const context = fc.string();
const opened = (value: Uint8Array | undefined) => value && Buffer.from(value);

describe('a sealed record', () => {
  it('does not open in another context', () => {
    fc.assert(
      fc.property(bytes, context, context, (plain, one, other) => {
        fc.pre(one !== other);
        expect(sealer.open(sealer.seal(plain, one), other)).toBeUndefined();
      }),
    );
  });

  it('does not open when any bit of it is turned', () => {
    fc.assert(
      fc.property(bytes, context, fc.nat(), fc.nat(7), (plain, where, place, bit) => {
        const sealed = Buffer.from(sealer.seal(plain, where));
        const index = place % sealed.length;
        sealed.writeUInt8(sealed.readUInt8(index) ^ (1 << bit), index);
        expect(sealer.open(sealed, where)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it('does not open when one by one each of its bits is turned', () => {
    const sealed = Buffer.from(sealer.seal(Buffer.from('Sanne'), 'session:1'));
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const turned = Buffer.from(sealed);
      turned.writeUInt8(turned.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(sealer.open(turned, 'session:1'), `bit ${bit}`).toBeUndefined();
    }
  });

  it('does not open when something is cut off or added', () => {
    const sealed = Buffer.from(sealer.seal(Buffer.from('Sanne'), 'c'));
    for (let length = 0; length < sealed.length; length += 1) {
      expect(sealer.open(sealed.subarray(0, length), 'c')).toBeUndefined();
      expect(sealer.open(sealed.subarray(sealed.length - length), 'c')).toBeUndefined();
    }
    expect(sealer.open(Buffer.concat([sealed, Buffer.of(0)]), 'c')).toBeUndefined();
  });

  it('is not confused by bytes that nobody sealed', () => {
    fc.assert(fc.property(bytes, context, (noise, where) => sealer.open(noise, where) === undefined));
  });

  it('opens as what it was', () => {
    fc.assert(
      fc.property(bytes, context, (plain, where) => {
        expect(opened(sealer.open(sealer.seal(plain, where), where))).toEqual(Buffer.from(plain));
      }),
    );
  });

  it('says nothing of its content, and is another one each time', () => {
    const plain = Buffer.from('canary of a made-up pupil');
    const [one, other] = [sealer.seal(plain, 'c'), sealer.seal(plain, 'c')].map((sealed) =>
      Buffer.from(sealed),
    );
    expect(one?.includes('canary')).toBe(false);
    expect(one).not.toEqual(other);
    expect(one).toHaveLength(plain.length + 3 + 16 + 12 + 16);
  });
});

describe('nonces', () => {
  const nonceOf = (sealed: Uint8Array) => Buffer.from(sealed).subarray(19, 31).readUIntBE(6, 6);
  const saltOf = (sealed: Uint8Array) => Buffer.from(sealed).subarray(3, 19).toString('hex');

  it('never repeat under one data key, and a new data key comes in time', () => {
    const own = createSealer(first, systemRandomness);
    const used = new Map<string, Set<number>>();
    const records = 65_536 + 10;
    for (let record = 0; record < records; record += 1) {
      const sealed = own.seal(Buffer.of(1), 'c');
      const nonces = used.get(saltOf(sealed)) ?? new Set();
      used.set(saltOf(sealed), nonces.add(nonceOf(sealed)));
    }
    expect([...used.values()].map(({ size }) => size)).toEqual([65_536, 10]);
  });

  it('of two processes are under two data keys, and each opens what the other sealed', () => {
    const [one, other] = [createSealer(first, systemRandomness), createSealer(first, systemRandomness)];
    const sealed = [one.seal(Buffer.of(1), 'c'), other.seal(Buffer.of(1), 'c')] as const;
    expect(saltOf(sealed[0])).not.toBe(saltOf(sealed[1]));
    expect([opened(other.open(sealed[0], 'c')), opened(one.open(sealed[1], 'c'))]).toEqual([
      Buffer.of(1),
      Buffer.of(1),
    ]);
  });
});

describe('key versions', () => {
  const second = new Map([...first.keys, [2, randomBytes(32)]]);
  const rotated = createSealer({ ...first, keys: second, currentVersion: 2 }, systemRandomness);
  const plain = Buffer.from('Sanne');

  it('an old one still opens, a new one seals', () => {
    expect(opened(rotated.open(sealer.seal(plain, 'c'), 'c'))).toEqual(plain);
    expect(Buffer.from(rotated.seal(plain, 'c')).readUInt16BE(1)).toBe(2);
  });

  it('a record sealed under a version that is gone, or not there yet, cannot be opened', () => {
    expect(sealer.open(rotated.seal(plain, 'c'), 'c')).toBeUndefined();
    const onlyNew = createSealer(
      { ...first, keys: new Map([...second].slice(1)), currentVersion: 2 },
      systemRandomness,
    );
    expect(onlyNew.open(sealer.seal(plain, 'c'), 'c')).toBeUndefined();
  });

  it('the same number with another key opens nothing', () => {
    const foreign = createSealer({ ...first, keys: new Map([[1, randomBytes(32)]]) }, systemRandomness);
    expect(foreign.open(sealer.seal(plain, 'c'), 'c')).toBeUndefined();
  });

  it('without its own key nothing is sealed at all', () => {
    const keyless = createSealer({ ...first, currentVersion: 3 }, systemRandomness);
    expect(() => keyless.seal(plain, 'c')).toThrow(TypeError);
  });
});

describe('the name of a record', () => {
  it('is the same each time, in every process and key version', () => {
    const again = createSealer(
      { ...first, keys: new Map([[2, randomBytes(32)]]), currentVersion: 2 },
      systemRandomness,
    );
    expect(again.name('session:abc')).toBe(sealer.name('session:abc'));
  });

  it('is keyed', () => {
    const other = createSealer({ ...first, nameKey: randomBytes(32) }, systemRandomness);
    expect(other.name('session:abc')).not.toBe(sealer.name('session:abc'));
  });

  it('keeps the family of the record, so that an operator can count them, and nothing after it', () => {
    expect(sealer.name('session:abc')).toMatch(/^session:[\w-]{43}$/);
    expect(sealer.name('oidc-used:AuthorizationCode:abc')).toMatch(/^oidc-used:[\w-]{43}$/);
    expect(sealer.name('abc')).toMatch(/^[\w-]{43}$/);
  });

  it('is another one for another record', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(sealer.name(one) === sealer.name(other)).toBe(one === other);
      }),
    );
  });
});
