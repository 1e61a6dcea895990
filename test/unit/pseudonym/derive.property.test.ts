import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personRoot, schoolId, sectorId } from '../../../src/domain/ids.ts';
import { lengthPrefixed } from '../../../src/domain/length-prefixed.ts';
import { affiliations } from '../../../src/domain/person.ts';
import {
  deriveAccountId,
  derivePairwiseGroupId,
  derivePairwiseSchoolId,
  deriveSubject,
  hashIdentifier,
} from '../../../src/pseudonym/derive.ts';
import { required } from '../../../testkit/values/ids.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string());
const registerId = fc.stringMatching(/^[a-z0-9](?:[a-z0-9-]{0,20}[a-z0-9])?$/);
const sector = registerId.map((id) => required(sectorId(id)));
const school = registerId.map((id) => required(schoolId(id)));
const root = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => required(personRoot(Buffer.from(bytes).toString('base64url'))));
const identifier = fc.record({ namespace: text, value: text, portable: fc.boolean() });
const shape = /^[A-Za-z0-9_-]{43}$/;

describe('length prefixes', () => {
  it('give different bytes for every two different lists of fields', () => {
    const fields = fc.array(fc.oneof(fc.constantFrom('', 'a', 'b', 'ab', '\0', '\0\0\0\u0001'), text), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(fields, fields, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(lengthPrefixed(...one).equals(lengthPrefixed(...other))).toBe(same);
      }),
      { numRuns: 1000 },
    );
  });

  it('count bytes, not characters', () => {
    expect(lengthPrefixed('Zoë', '').toString('hex')).toBe('000000045a6fc3ab00000000');
  });

  it('are refused for what is no well-formed text, which would all be one and the same in UTF-8', () => {
    for (const broken of ['\ud800', '\udc00', 'a\udbffb', '\udc00\ud800']) {
      expect(() => lengthPrefixed('a', broken)).toThrow(TypeError);
    }
    expect(lengthPrefixed('\ud83d\ude00').toString('hex')).toBe('00000004f09f9880');
    expect(lengthPrefixed('\ufffd').toString('hex')).toBe('00000003efbfbd');
  });

  it('take every well-formed text and no other, and tell the former apart', () => {
    const units = fc.array(fc.constantFrom('a', '\ud83d', '\ude00', '\ufffd'), { maxLength: 4 });
    const outcome = (field: string) => {
      try {
        return lengthPrefixed(field).toString('hex');
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        return undefined;
      }
    };
    fc.assert(
      fc.property(units, units, (one, other) => {
        const [a, b] = [one.join(''), other.join('')];
        expect(outcome(a) !== undefined).toBe(a.isWellFormed());
        if (a !== b) expect(outcome(a) === undefined || outcome(a) !== outcome(b)).toBe(true);
      }),
    );
  });

  it('tell ab + c from a + bc', () => {
    expect(lengthPrefixed('ab', 'c')).not.toEqual(lengthPrefixed('a', 'bc'));
    expect(lengthPrefixed('', 'a')).not.toEqual(lengthPrefixed('a', ''));
    expect(lengthPrefixed('a')).not.toEqual(lengthPrefixed('a', ''));
  });
});

describe('the hash of an identifier', () => {
  it('is another one for another namespace, value or key', () => {
    fc.assert(
      fc.property(identifier, identifier, key, key, (one, other, k, l) => {
        const same = one.namespace === other.namespace && one.value === other.value && k.equals(l);
        expect(hashIdentifier(k, one) === hashIdentifier(l, other)).toBe(same);
      }),
    );
  });

  it('does not depend on whether the identifier is portable', () => {
    fc.assert(
      fc.property(identifier, key, (one, k) => {
        expect(hashIdentifier(k, { ...one, portable: !one.portable })).toBe(hashIdentifier(k, one));
      }),
    );
  });

  it('keeps namespace and value apart wherever the border between them is', () => {
    const k = randomBytes(32);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), fc.nat(), (whole, i, j) => {
        const [a, b] = [i % (whole.length + 1), j % (whole.length + 1)];
        const split = (at: number) =>
          hashIdentifier(k, { namespace: whole.slice(0, at), value: whole.slice(at), portable: false });
        expect(split(a) === split(b)).toBe(a === b);
      }),
    );
  });
});

describe('sub', () => {
  it('is the same each time, and another one for another sector, root or key', () => {
    fc.assert(
      fc.property(sector, sector, root, root, key, key, (s, t, r, q, k, l) => {
        const sub = deriveSubject(k, s, r);
        expect(sub).toMatch(shape);
        expect(deriveSubject(Buffer.from(k), s, r)).toBe(sub);
        expect(deriveSubject(k, t, r) === sub).toBe(s === t);
        expect(deriveSubject(k, s, q) === sub).toBe(r === q);
        expect(deriveSubject(l, s, r) === sub).toBe(k.equals(l));
      }),
    );
  });

  it('shows neither the root nor the sector', () => {
    fc.assert(
      fc.property(sector, root, key, (s, r, k) => {
        const sub = deriveSubject(k, s, r);
        expect(sub).not.toContain(r.slice(0, 8));
        if (s.length > 5) expect(sub.toLowerCase()).not.toContain(s);
      }),
    );
  });
});

describe('the ids of a sector', () => {
  const name = text.filter((one) => one.isWellFormed());
  const schoolYear = fc.integer({ min: 2000, max: 2098 }).map((year) => `${year}-${year + 1}`);
  const group = fc.record({ school, schoolYear, name });

  it('of a school are the same each time, and others for another sector, school or key', () => {
    fc.assert(
      fc.property(sector, sector, school, school, key, key, (s, t, one, other, k, l) => {
        const id = derivePairwiseSchoolId(k, s, one);
        expect(id).toMatch(shape);
        expect(derivePairwiseSchoolId(Buffer.from(k), s, one)).toBe(id);
        expect(derivePairwiseSchoolId(k, t, one) === id).toBe(s === t);
        expect(derivePairwiseSchoolId(k, s, other) === id).toBe(one === other);
        expect(derivePairwiseSchoolId(l, s, one) === id).toBe(k.equals(l));
      }),
    );
  });

  it('of a group are the same each time, and others for another sector, school, school year, name or key', () => {
    fc.assert(
      fc.property(sector, sector, group, group, key, key, (s, t, one, other, k, l) => {
        const id = derivePairwiseGroupId(k, s, one);
        expect(id).toMatch(shape);
        expect(derivePairwiseGroupId(Buffer.from(k), s, { ...one })).toBe(id);
        expect(derivePairwiseGroupId(k, t, one) === id).toBe(s === t);
        expect(derivePairwiseGroupId(l, s, one) === id).toBe(k.equals(l));
        for (const member of ['school', 'schoolYear', 'name'] as const) {
          const changed = { ...one, [member]: other[member] };
          expect(derivePairwiseGroupId(k, s, changed) === id).toBe(one[member] === other[member]);
        }
      }),
    );
  });

  it('of a person, a school and a group are never one another, whatever they are called', () => {
    fc.assert(
      fc.property(sector, root, school, group, key, (s, r, at, of, k) => {
        const called = [of, { school: at, schoolYear: s, name: r }, { school: at, schoolYear: '', name: '' }];
        const ids = [
          deriveSubject(k, s, r),
          derivePairwiseSchoolId(k, s, at),
          ...called.map((one) => derivePairwiseGroupId(k, s, one)),
        ];
        expect(new Set(ids).size).toBe(ids.length);
      }),
    );
  });

  it('show neither the school nor the group', () => {
    fc.assert(
      fc.property(sector, school, group, key, (s, at, of, k) => {
        const ids = `${derivePairwiseSchoolId(k, s, at)} ${derivePairwiseGroupId(k, s, of)}`.toLowerCase();
        for (const word of [s, at, of.school, of.name].filter(({ length }) => length > 5)) {
          expect(ids).not.toContain(word.toLowerCase());
        }
      }),
    );
  });
});

describe('an account id', () => {
  it('is another one for another person, school or affiliation', () => {
    const affiliation = fc.constantFrom(...affiliations);
    fc.assert(
      fc.property(root, root, school, school, affiliation, affiliation, key, (r, q, s, t, one, other, k) => {
        const account = deriveAccountId(k, r, s, one);
        expect(account).toMatch(shape);
        expect(deriveAccountId(k, q, t, other) === account).toBe(r === q && s === t && one === other);
      }),
    );
  });
});
