import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAsciiDigits } from '../../../src/upstream/digits.ts';
import { looksLikeNationalNumber, passesElevenTest } from '../../../src/upstream/national-number.ts';
import {
  innocentDays,
  innocentValues,
  lostZeros,
  nationalNumbers,
} from '../../../testkit/values/national-numbers.ts';
import { numbers } from './national-number-case.ts';

describe('the eleven-test', () => {
  it.each(['063138219', '111222333', '123456782'])('passes %s', (digits) => {
    expect(passesElevenTest(digits)).toBe(true);
  });

  it.each(['000000000', '123456789', '12345678', '1234567820', '12345678x', ''])(
    'does not pass %j',
    (digits) => {
      expect(passesElevenTest(digits)).toBe(false);
    },
  );

  it('passes an onderwijsnummer: 10 in front and a remainder of five', () => {
    expect(passesElevenTest('101222331')).toBe(true);
    expect(passesElevenTest('201222331')).toBe(false);
  });

  it('notices every single changed digit', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(
        fc.constantFrom(...numbers(50, true)),
        fc.integer({ min: 0, max: 8 }),
        digit,
        (bsn, at, other) => {
          fc.pre(bsn.charAt(at) !== String(other));
          expect(passesElevenTest(bsn.slice(0, at) + String(other) + bsn.slice(at + 1))).toBe(false);
        },
      ),
    );
  });

  it('passes one in eleven of all numbers', () => {
    const passing = Array.from({ length: 11_000 }, (_, index) => String(400_000_000 + index)).filter(
      passesElevenTest,
    );
    expect(passing.length).toBe(1000);
  });
});

describe('the share that the door counts', () => {
  it.each([...nationalNumbers, ...lostZeros])('has %s in it: %s', (_what, value) => {
    expect(looksLikeNationalNumber(value)).toBe(true);
  });

  it.each(['l063138219@school.example', '63138219@school.example'])('has %s in it', (value) => {
    expect(looksLikeNationalNumber(value)).toBe(true);
  });

  it.each([...innocentValues, ...innocentDays])('does not have %s in it: %j', (_what, value) => {
    expect(looksLikeNationalNumber(value)).toBe(false);
  });

  it('would have those days and school years in it if it did not know them', () => {
    for (const [what, value] of innocentDays) {
      const digits = withAsciiDigits(value).replaceAll(/\D/g, '').padStart(9, '0');
      expect(passesElevenTest(digits), what).toBe(true);
    }
  });
});
