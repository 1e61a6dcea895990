import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../../src/domain/errors.ts';
import { incomingClaims, isCleanText } from '../../../../src/upstream/oidc/claims.ts';
import { codeOf } from '../school-identity-case.ts';

describe('claims of an OpenID Connect school', () => {
  it.each([
    [null],
    [{}],
    [[]],
    [''],
    ['   '],
    ['a\u0000b'],
    ['a\nb'],
    ['\ud800'],
    [1.5],
    [[[['x']]]],
    [{ a: 'b' }],
    [NaN],
  ])('leave nothing of %j', (claim) => {
    expect(incomingClaims({ claim }).size).toBe(0);
  });

  it.each([
    ['a text, trimmed and in NFC', ' Zoe\u0308 ', ['Zoë']],
    ['a number', 7, ['7']],
    ['a boolean', false, ['false']],
    ['a list, each value once', ['a', ' a', 'b', 1, null, { c: 'd' }], ['a', 'b', '1']],
  ])('keep %s', (_case, claim, values) => {
    expect(incomingClaims({ claim }).get('claim')).toEqual(values);
  });

  it.each([
    ['claims', Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`claim${String(index)}`, 'x']))],
    ['values', { groups: Array.from({ length: 1001 }, String) }],
    ['characters', { claim: 'x'.repeat(2049) }],
  ])('are refused for too many %s', (_case, claims) => {
    expect(codeOf(() => incomingClaims(claims))).toBe('oidc.claims_excessive');
  });

  it('of the protocol are no attributes of a person', () => {
    expect(incomingClaims({ iss: 'i', sub: 's', aud: 'a', nonce: 'n', exp: 1, sid: 'x' }).size).toBe(0);
  });

  it('come out clean, whatever came in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.anything()), (claims) => {
        try {
          for (const values of incomingClaims(claims).values()) {
            expect(new Set(values).size).toBe(values.length);
            expect(values.length).toBeGreaterThan(0);
            for (const value of values) {
              expect(value).toBe(value.trim().normalize('NFC'));
              expect(isCleanText(value) && value !== '').toBe(true);
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
        const once = incomingClaims(claims);
        expect(incomingClaims(Object.fromEntries(once))).toEqual(once);
      }),
    );
  });
});
