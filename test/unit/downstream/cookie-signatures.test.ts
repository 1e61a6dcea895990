import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCookieSignatures } from '../../../src/downstream/cookie-signatures.ts';

const [older, newer] = [
  'an older key for tests only, 32 characters',
  'a newer key for tests only, 32 characters',
];

describe('signatures of cookies', () => {
  it('refuse another value, another key, and what is no signature', () => {
    const signatures = createCookieSignatures([newer]);
    const signature = signatures.sign('sluis_session=one');
    expect(signatures.verify('sluis_session=two', signature)).toBe(false);
    expect(createCookieSignatures([older]).verify('sluis_session=one', signature)).toBe(false);
    for (const wrong of ['', signature.slice(1), `${signature}A`, signature.toUpperCase(), 'é'.repeat(43)]) {
      expect(signatures.index('sluis_session=one', wrong)).toBe(-1);
    }
  });

  it('refuse to be made without a key', () => {
    expect(() => createCookieSignatures([])).toThrow(TypeError);
  });

  it('are HMAC-SHA-256 of the first key', () => {
    const expected = createHmac('sha256', newer).update('sluis_session=one').digest('base64url');
    expect(createCookieSignatures([newer, older]).sign('sluis_session=one')).toBe(expected);
  });

  it('tell which key made them, so that a retired one is replaced', () => {
    const both = createCookieSignatures([newer, older]);
    fc.assert(
      fc.property(fc.string(), (data) => {
        expect(both.index(data, both.sign(data))).toBe(0);
        expect(both.index(data, createCookieSignatures([older]).sign(data))).toBe(1);
      }),
    );
  });
});
