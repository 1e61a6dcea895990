import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { newRecoveryCode, readRecoveryCode, recoveryCodeHash } from '../../../src/factors/recovery-codes.ts';

const randomness = (bytes: Uint8Array) => ({ ...systemRandomness, bytes: () => Buffer.from(bytes) });
const codes = fc
  .uint8Array({ minLength: 16, maxLength: 16 })
  .map((bytes) => newRecoveryCode(randomness(bytes)));

describe('a recovery code', () => {
  it('has 80 bits: five of each of sixteen bytes, and no letter that is taken for another', () => {
    const all = Array.from({ length: 32 }, (_, value) =>
      newRecoveryCode(randomness(Buffer.alloc(16, value))),
    );
    expect(new Set(all).size).toBe(32);
    expect(all.join('')).not.toMatch(/[ILOU]/);
    expect(all[1]).toBe('1111-1111-1111-1111');
    expect(newRecoveryCode(systemRandomness)).not.toBe(newRecoveryCode(systemRandomness));
  });

  it('is read however people type it', () => {
    const ways = fc.array(fc.constantFrom('', ' ', '-', '\t', ' - ', '–'), { minLength: 17, maxLength: 17 });
    const misread: Readonly<Record<string, string>> = { '0': 'o', '1': 'l' };
    fc.assert(
      fc.property(codes, ways, fc.boolean(), fc.boolean(), (code, between, isLower, isMisread) => {
        const plain = code.replaceAll('-', '');
        const letters = Array.from(isLower ? plain.toLowerCase() : plain, (letter) =>
          isMisread ? (misread[letter] ?? letter) : letter,
        );
        const typed =
          letters.map((letter, index) => (between[index] ?? '') + letter).join('') + (between[16] ?? '');
        expect(readRecoveryCode(typed)).toBe(plain);
      }),
    );
  });

  it.each(['', '0000-0000-0000-000', '0000-0000-0000-00000', 'UUUU-UUUU-UUUU-UUUU', '0000-0000-0000-000é'])(
    'is not %j',
    (typed) => {
      expect(readRecoveryCode(typed)).toBeUndefined();
    },
  );

  it('is kept as a hash that another key makes otherwise', () => {
    const [one, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
    fc.assert(
      fc.property(codes, codes, (code, second) => {
        expect(recoveryCodeHash(one, code)).not.toBe(recoveryCodeHash(other, code));
        expect(recoveryCodeHash(one, code) === recoveryCodeHash(one, second)).toBe(code === second);
      }),
    );
  });
});
