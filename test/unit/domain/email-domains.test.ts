import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailDomain, isAddressWithin } from '../../../src/domain/email-domains.ts';

describe('an address outside the domains', () => {
  it.each([
    ['another domain', 'pip@elders.example'],
    ['a domain that only ends so', 'pip@nietschool.example'],
    ['a domain that only begins so', 'pip@school.example.evil.example'],
    ['a domain below it', 'pip@leerling.school.example'],
    ['the last @ counts', 'pip@school.example@evil.example'],
    ['two addresses', 'pip@evil.example,pip@school.example'],
    ['two addresses, with a blank', 'pip@evil.example pip@school.example'],
    ['a name before the address', '"pip@evil.example" <x@school.example'],
    ['no @', 'school.example'],
    ['nobody', '@school.example'],
    ['no domain', 'pip@'],
    ['a full stop at the end', 'pip@school.example.'],
    ['a path', 'pip@school.example/x'],
    ['percent-encoded', 'pip@sch%6fol.example'],
    ['another script', 'pip@sсhool.example'],
    ['an invisible character', 'pip@sch\u200Bool.example'],
  ])('%s', (_what, address) => {
    expect(isAddressWithin(address, ['school.example'])).toBe(false);
  });

  it('with `*.` is every address that is not in a domain below it', () => {
    const below = ['*.school.example'];
    expect(isAddressWithin('pip@school.example', below)).toBe(false);
    expect(isAddressWithin('pip@.school.example', below)).toBe(false);
    expect(isAddressWithin('pip@nietschool.example', below)).toBe(false);
    expect(isAddressWithin('pip@school.example', [])).toBe(false);
    expect(isAddressWithin('pip@school.example', ['*'])).toBe(false);
  });
});

describe('an address within the domains', () => {
  it.each([
    ['pip@school.example', 'school.example'],
    ['pip.van-het+voorbeeld@School.Example', 'sCHOOL.eXAMPLE'],
    ['pip@leerling.school.example', '*.school.example'],
    ['pip@a.b.school.example', '*.school.example'],
    ['pip@schölen.example', 'xn--schlen-yxa.example'],
    ['pip@xn--schlen-yxa.example', 'SCHÖLEN.example'],
    ['ïda@school.example', 'school.example'],
  ])('%s, of %s', (address, domain) => {
    expect(isAddressWithin(address, ['other.example', domain])).toBe(true);
  });
});

describe('whatever an IdP sends', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', '@', '.', '*', ',', ' ', '%', 'Ö', '-', 'school', 'example'),
  });

  it('is within only when it ends in @ and the domain', () => {
    fc.assert(
      fc.property(text, (address) => {
        if (isAddressWithin(address, ['school.example'])) expect(address).toMatch(/^[^@]+@school\.example$/i);
      }),
    );
  });

  it('is within no domain that is none', () => {
    fc.assert(
      fc.property(text, text, (address, domain) => {
        if (emailDomain(domain) === undefined) expect(isAddressWithin(address, [domain])).toBe(false);
      }),
    );
  });

  it('is as far within as the same domains in another spelling say', () => {
    fc.assert(
      fc.property(text, fc.domain(), (local, domain) => {
        const spellings = [domain, domain.toUpperCase(), emailDomain(domain) ?? ''];
        const found = spellings.map((spelling) => isAddressWithin(`${local}@${domain}`, [spelling]));
        expect(new Set(found).size).toBe(1);
      }),
    );
  });
});
