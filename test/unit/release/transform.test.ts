import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transformed } from '../../../src/release/transform.ts';
import { attribute } from './decision-case.ts';
import { anyCharacter } from '../../../testkit/values/any-character.ts';

const text = attribute('given_name', { transforms: ['initial'] });
const date = attribute('birthdate', { type: 'date', transforms: ['year'] });
const list = attribute('group', { type: 'list', transforms: ['values'] });

const initial = (value: string) => transformed(text, [value], [{ kind: 'initial' }]);
const year = (value: string) => transformed(date, [value], [{ kind: 'year' }]);

describe('the initial of a name', () => {
  it.each([
    ['Sanne', 'S.'],
    ['sanne', 'S.'],
    ['Éva', 'É.'],
    ['E\u0301va', 'E\u0301.'],
    ['ijsbrand', 'I.'],
    ['ßara', 'ß.'],
    ['ŉoma', 'ŉ.'],
    ['ﬁep', 'ﬁ.'],
    ['𐐨na', '𐐀.'],
    ['李', '李.'],
    ['S.', 'S.'],
  ])('of %s is %s', (name, expected) => {
    expect(initial(name)).toEqual([expected]);
  });

  it.each(['', ' Sanne', "'t", '-', '7', '\u0301a', '😀'])(
    'of %j is not to be read, so nothing leaves',
    (name) => {
      expect(initial(name)).toBeUndefined();
    },
  );

  it('is one letter and a full stop, or nothing, and stays what it is when asked for twice', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyCharacter }), fc.string({ unit: 'grapheme' })), (name) => {
        const once = initial(name);
        if (once === undefined) return;
        expect(once).toHaveLength(1);
        expect(once[0]).toMatch(/^\p{L}\p{M}*\.$/u);
        expect(transformed(text, [name], [{ kind: 'initial' }, { kind: 'initial' }])).toEqual(once);
      }),
    );
  });

  it('is one letter for every small letter that Unicode has', () => {
    const letters = Array.from({ length: 0x2_0000 }, (_, code) => String.fromCodePoint(code)).filter(
      (letter) => /^\p{L}$/u.test(letter),
    );
    expect(letters.length).toBeGreaterThan(50_000);
    expect(letters.filter((letter) => !/^\p{L}\p{M}*\.$/u.test(initial(`${letter}a`)?.[0] ?? ''))).toEqual(
      [],
    );
  });
});

describe('the year of a date', () => {
  it('is four digits', () => {
    expect(year('2014-03-09')).toEqual(['2014']);
    expect(transformed(date, ['2014-03-09'], [{ kind: 'year' }, { kind: 'year' }])).toEqual(['2014']);
  });

  it.each(['', '14-03-09', '2014-3-9', '20140309', '09-03-2014', '2014-03-09T00:00', ' 2014', '２０１４'])(
    'of %j is not to be read, so nothing leaves',
    (value) => {
      expect(year(value)).toBeUndefined();
    },
  );

  it('is four digits of the value or nothing, whatever the value', () => {
    const values = fc.oneof(fc.string(), fc.stringMatching(/^\d{2,5}-?\d{0,2}-?\d{0,2}$/));
    fc.assert(
      fc.property(values, (value) => {
        const [found] = year(value) ?? [];
        if (found === undefined) return;
        expect(found).toMatch(/^\d{4}$/);
        expect(value.startsWith(found)).toBe(true);
      }),
    );
  });
});

describe('a filter of values', () => {
  it('leaves the listed ones, in the order in which they came', () => {
    const filter = { kind: 'values', allow: ['c', 'a'] } as const;
    expect(transformed(list, ['a', 'b', 'c'], [filter])).toEqual(['a', 'c']);
  });

  it('compares whole values, byte for byte', () => {
    const filter = { kind: 'values', allow: ['groep-5'] } as const;
    expect(transformed(list, ['groep-50', 'Groep-5', ' groep-5', 'groep'], [filter])).toBeUndefined();
  });

  it('leaves only what is listed, and what all filters list', () => {
    const values = fc.array(fc.constantFrom('a', 'b', 'c', 'd'));
    fc.assert(
      fc.property(values, values, values, (supplied, one, other) => {
        const left = transformed(list, supplied, [
          { kind: 'values', allow: one },
          { kind: 'values', allow: other },
        ]);
        expect(left ?? []).toEqual(supplied.filter((value) => one.includes(value) && other.includes(value)));
      }),
    );
  });
});

describe('transforms', () => {
  it('that an attribute does not have withhold it, rather than do nothing', () => {
    expect(transformed(text, ['Sanne'], [{ kind: 'year' }])).toBeUndefined();
    expect(transformed(list, ['a'], [{ kind: 'initial' }])).toBeUndefined();
    expect(transformed(attribute('email'), ['s@school.example'], [{ kind: 'initial' }])).toBeUndefined();
  });

  it('withhold all values when one cannot be read', () => {
    const initials = attribute('names', { type: 'list', transforms: ['initial'] });
    expect(transformed(initials, ['Sanne', '7'], [{ kind: 'initial' }])).toBeUndefined();
  });

  it('are not needed for a value to leave as it is', () => {
    expect(transformed(text, ['Sanne'], [])).toEqual(['Sanne']);
    expect(transformed(text, [], [])).toBeUndefined();
  });
});
