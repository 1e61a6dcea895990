import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchingStep, totpSecretLength, totpSecretText, totpUri } from '../../../src/factors/totp.ts';
import { appCode } from '../../../testkit/actors/authenticator-app.ts';

const rfcSecret = Buffer.from('12345678901234567890');
const bytes = fc.uint8Array({ minLength: totpSecretLength, maxLength: totpSecretLength });
const moments = fc.integer({ min: 30_000, max: 4_000_000_000_000 });

describe('codes of RFC 6238, appendix B', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %i', (second, eightDigits) => {
    const code = eightDigits.slice(2);
    const step = Math.floor(second / 30);
    expect(matchingStep(rfcSecret, code, second * 1000)).toBe(step);
    expect(matchingStep(rfcSecret, `${code.slice(0, 3)} ${code.slice(3)}`, second * 1000)).toBe(step);
  });
});

describe('the code of an app', () => {
  it('counts in its step, and in the one before and after', () => {
    fc.assert(
      fc.property(bytes, moments, fc.integer({ min: -4, max: 4 }), (secret, now, shift) => {
        const step = Math.floor(now / 30_000) + shift;
        fc.pre(step >= 0);
        const code = appCode(totpSecretText(secret), step * 30_000);
        const others = [-1, 0, 1].map((near) =>
          appCode(totpSecretText(secret), (Math.floor(now / 30_000) + near) * 30_000),
        );
        // two steps in a million have the same code
        fc.pre(new Set([...others, code]).size === (Math.abs(shift) <= 1 ? 3 : 4));
        expect(matchingStep(secret, code, now)).toBe(Math.abs(shift) <= 1 ? step : undefined);
      }),
    );
  });

  it.each(['', '12345', '1234567', '12345a', '-12345', '１２３４５６', '1e5000'])('is not %j', (typed) => {
    expect(matchingStep(rfcSecret, typed, 59_000)).toBeUndefined();
  });

  it('is what the address says that an app reads', () => {
    const uri = new URL(totpUri(rfcSecret, { issuer: 'Sluis', label: 'ada@waterland.example' }));
    expect(uri.href.startsWith('otpauth://totp/Sluis:ada%40waterland.example?')).toBe(true);
    expect(Object.fromEntries(uri.searchParams)).toEqual({
      issuer: 'Sluis',
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
