import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../../src/domain/errors.ts';
import { incomingClaims } from '../../../../src/upstream/oidc/claims.ts';
import { codeOf } from '../school-identity-case.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

describe('claims of an OpenID Connect school', () => {
  it.each([[null], [[]], [''], ['   '], [[null, '']]])('say nothing with %j', (claim) => {
    const { values, unreadable } = incomingClaims({ claim });
    expect([values.size, unreadable.size]).toEqual([0, 0]);
  });

  it.each([
    [{}],
    [{ a: 'b' }],
    [[[['x']]]],
    [1.5],
    [NaN],
    ['a\u0000b'],
    ['a\nb'],
    ['\ud800'],
    ['x'.repeat(4097)],
  ])('came, and cannot be read, with %j', (claim) => {
    const { values, unreadable } = incomingClaims({ claim });
    expect([[...values.keys()], [...unreadable.keys()]]).toEqual([[], ['claim']]);
  });

  it.each([
    ['a text, trimmed and in NFC', ' Zoe\u0308 ', ['Zoë']],
    ['a number', 7, ['7']],
    ['a boolean', false, ['false']],
    ['a list, each value once', ['a', ' a', 'b', 1, null, { c: 'd' }], ['a', 'b', '1']],
    ['hundreds of groups', numbers(600), numbers(600)],
  ])('keep %s', (_case, claim, values) => {
    expect(incomingClaims({ claim }).values.get('claim')).toEqual(values);
  });

  it.each([
    [
      'claims',
      Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`claim${String(index)}`, 'x'])),
    ],
    ['values', { groups: numbers(5001) }],
  ])('are refused for too many %s', (_case, claims) => {
    expect(codeOf(() => incomingClaims(claims))).toBe('oidc.claims_excessive');
  });

  it('of the protocol are no attributes of a person', () => {
    expect(incomingClaims({ iss: 'i', sub: 's', aud: 'a', nonce: 'n', exp: 1, sid: 'x' }).values.size).toBe(
      0,
    );
  });

  it('come out clean, whatever came in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (claims) => {
        try {
          for (const values of incomingClaims(claims).values.values()) {
            expect(new Set(values).size).toBe(values.length);
            expect(values.length).toBeGreaterThan(0);
            for (const value of values) {
              expect(value).toBe(value.trim().normalize('NFC'));
              expect(value).toMatch(/^[^\p{Cc}]+$/u);
            }
          }
        } catch (error) {
          if (!(error instanceof SluisError)) throw error;
        }
      }),
    );
  });

  it('come out the same when read twice', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{4,8}$/), fc.array(fc.string())), (claims) => {
        const { values } = incomingClaims(claims);
        expect(incomingClaims(Object.fromEntries(values)).values).toEqual(values);
      }),
    );
  });
});
