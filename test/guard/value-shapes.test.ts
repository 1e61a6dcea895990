import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forbiddenContent, matchesTransforms } from '../../src/guard/value-shapes.ts';

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
      fc.property(fc.string({ unit: 'binary' }), (value) => {
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
    ['family_name', '111222333'],
    ['group', ['groep-5', 'nummer 111222333!']],
  ])('%s: %j', (claim, value) => {
    expect(forbiddenContent(claim, value)).toBe(true);
  });

  it.each([
    ['eckid', chain],
    ['pupil_number', '111222333'],
    ['email', '123456782@school.example'],
    ['family_name', '111222334'],
    ['family_name', '000000000'],
    ['family_name', '1112223330'],
    ['family_name', '0111222333'],
    ['given_name', 'Sanne'],
    ['given_name', 7],
  ])('is not %s: %j', (claim, value) => {
    expect(forbiddenContent(claim, value)).toBe(false);
  });

  it('is every number that passes the test of a national number, wherever it is in a text', () => {
    const digits = fc.array(fc.nat(9), { minLength: 8, maxLength: 8 });
    const around = fc.string().filter((text) => !/\d/.test(text));
    fc.assert(
      fc.property(digits, around, around, (first, before, after) => {
        const sum = first.reduce((total, digit, index) => total + digit * (9 - index), 0);
        const last = sum % 11;
        fc.pre(last < 10 && sum - last > 0);
        expect(forbiddenContent('group', [`${before}${first.join('')}${last}${after}`])).toBe(true);
        expect(forbiddenContent('group', [`${before}${first.join('')}${(last + 1) % 10}${after}`])).toBe(
          false,
        );
      }),
    );
  });
});
