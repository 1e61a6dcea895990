import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddenContent, matchesTransforms } from '../../../src/guard/value-shapes.ts';
import { passesElevenTest, possibleNumbers } from '../../../src/upstream/national-number.ts';
import {
  innocentDays,
  innocentValues,
  lostZeros,
  nationalNumbers,
} from '../../../testkit/values/national-numbers.ts';
import { anyCharacter } from '../../../testkit/values/any-character.ts';

const chain = `https://ketenid.nl/201703/${'ab'.repeat(64)}`;

describe('a value that is no text or list of texts', () => {
  it.each([undefined, null, 7, true, {}, [], [7], ['a', null], [['a']], [{}]])(
    '%j matches nothing',
    (value) => {
      for (const transforms of [[], ['initial'], ['year'], ['values']] as const) {
        expect(matchesTransforms(value, transforms)).toBe(false);
      }
    },
  );
});

describe('the shape of a transformed value', () => {
  it.each(['', 'S', 's..', 'Sanne', 'SS.', '7.', '-.', ' S.', 'S. ', 'S.\n', 'S.S.', '.'])(
    '%j is no initial',
    (value) => {
      expect(matchesTransforms(value, ['initial'])).toBe(false);
      expect(matchesTransforms(['S.', value], ['initial'])).toBe(false);
    },
  );

  it.each(['S.', 'ß.', 'É.', 'E\u0301.', '𐐀.', '李.'])('%s is one', (value) => {
    expect(matchesTransforms(value, ['initial'])).toBe(true);
  });

  it.each(['', '14', '2014-03-09', '20140', '2014\n', '２０１４', ' 2014'])('%j is no year', (value) => {
    expect(matchesTransforms(value, ['year'])).toBe(false);
  });

  it('has to be that of every transform', () => {
    expect(matchesTransforms('2014', ['year'])).toBe(true);
    expect(matchesTransforms('2014', ['year', 'initial'])).toBe(false);
    expect(matchesTransforms(['groep-5', 'groep-6'], ['values'])).toBe(true);
    expect(matchesTransforms(['groep-5', 'a\u0000b'], ['values'])).toBe(false);
    expect(matchesTransforms(['groep-5', ''], ['values'])).toBe(false);
  });

  it('of an initial is never longer than a letter with its marks and a full stop', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (value) => {
        if (!matchesTransforms(value, ['initial'])) return;
        expect(value.replaceAll(/\p{M}/gu, '')).toMatch(/^.{2}$/u);
      }),
    );
  });
});

describe('forbidden content', () => {
  it.each([
    ['given_name', chain],
    ['given_name', chain.toUpperCase()],
    ['email', `x ${chain}`],
    ['group', ['groep-5', chain]],
    ['pupil_number', chain],
  ])('%s: %j', (claim, value) => {
    expect(forbiddenContent(claim, value)).toBe(true);
  });

  it.each([
    ['eckid', chain],
    ['pupil_number', '111222333'],
    ['email', '123456782@school.example'],
    ['given_name', 'Sanne'],
    ['given_name', 7],
  ])('is not %s: %j', (claim, value) => {
    expect(forbiddenContent(claim, value)).toBe(false);
  });

  it.each(nationalNumbers)('is a national number: %s: %s', (_what, value) => {
    for (const claim of ['family_name', 'school_year', 'birthdate']) {
      expect(forbiddenContent(claim, value)).toBe(true);
    }
    expect(forbiddenContent('group', ['groep-5', value])).toBe(true);
  });

  it.each(nationalNumbers)('is none where numbers belong, which the door judges: %s: %s', (_what, value) => {
    for (const claim of ['pupil_number', 'email', 'eckid']) {
      expect(forbiddenContent(claim, value)).toBe(false);
    }
  });

  it.each([...lostZeros, ...innocentValues, ...innocentDays])('is not %s: %j', (_what, value) => {
    expect(forbiddenContent('group', [value])).toBe(false);
  });

  it('is every number that passes the test, in any digits and with any separators', () => {
    const digits = fc.array(fc.nat(9), { minLength: 8, maxLength: 8 });
    const around = fc.string().filter((text) => !/[\d]/.test(text));
    const spelling = fc.record({
      zero: fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0xff10, 0x1d7ce, 0x1e950),
      separators: fc.array(fc.constantFrom('', '', '.', ' ', '-', '\u00A0', '\u2009', '\u200B', ' - '), {
        minLength: 9,
        maxLength: 9,
      }),
    });
    fc.assert(
      fc.property(digits, spelling, around, around, (first, { zero, separators }, before, after) => {
        const sum = first.reduce((total, digit, index) => total + digit * (9 - index), 0);
        const last = sum % 11;
        fc.pre(last < 10 && sum - last > 0 && !(first[0] === 1 && first[1] === 0));
        const spelled = (final: number) =>
          [...first, final]
            .map(
              (digit, index) =>
                String.fromCodePoint(zero + digit) + (index === 8 ? '' : (separators[index] ?? '')),
            )
            .join('');
        fc.pre(!/(?:19|20)\d\d/.test(first.join('')));
        expect(forbiddenContent('group', [`${before}${spelled(last)}${after}`])).toBe(true);
        expect(forbiddenContent('group', [`${before}${spelled((last + 1) % 10)}${after}`])).toBe(false);
      }),
    );
  });

  it('is what the door, which is written apart, finds of nine digits', () => {
    const part = fc.oneof(
      fc.nat(9).map(String),
      fc.constantFrom('.', ' ', '-', 'x', '2024', '2025', '/', '١', '５', '12', '  ', '0', '\u200B\u00A0'),
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 5, maxLength: 18, size: 'max' }), (parts) => {
        const value = parts.join('');
        const found = possibleNumbers(value).some(
          (digits) => digits.length === 9 && passesElevenTest(digits),
        );
        expect(forbiddenContent('group', [value])).toBe(found);
      }),
      { numRuns: 20_000 },
    );
  });
});
