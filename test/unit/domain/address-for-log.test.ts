import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressForLog } from '../../../src/domain/address-for-log.ts';
import { printableFields } from '../../../src/telemetry/log-fields.ts';

const canary = 'Kanarie';

describe('an address in the log', () => {
  it.each([
    [
      'as it is registered',
      'https://reader.leesboom.example/callback',
      'https://reader.leesboom.example/callback',
    ],
    ['of an app', 'example.leesboom.app:/callback', 'example.leesboom.app:/callback'],
    ['with a port that is not to be there', 'https://reader.example:443/x', 'https://reader.example:443/x'],
    ['with capitals', 'https://READER.example/Callback', 'https://READER.example/Callback'],
    ['with a way round', 'https://reader.example/x/../callback', 'https://reader.example/x/../callback'],
    ['with a slash more', 'https://reader.example/callback/', 'https://reader.example/callback/'],
    [
      'with percent signs for nothing',
      'https://reader.example/%63allback',
      'https://reader.example/%63allback',
    ],
    [
      'with parameters',
      `https://reader.example/x?next=${canary}&a=${canary}`,
      'https://reader.example/x?next&a',
    ],
    ['of an IdP that is a URN', 'urn:federation:DeRegenboog', 'urn:federation:DeRegenboog'],
    ['that is a URN with paths', 'urn:example:idp/1', 'urn:example:idp/1'],
    ['with a fragment', `https://reader.example/x#${canary}`, 'https://reader.example/x#'],
  ])('%s shows what may be wrong with it', (_what, address, shown) => {
    expect(addressForLog(address)).toBe(shown);
    expect(printableFields({ receivedAddress: addressForLog(address) })).toEqual({ receivedAddress: shown });
  });

  it.each([
    ['what is no address', canary],
    ['an e-mail address', 'kanarie@school.example'],
    ['what has no scheme', `//reader.example/${canary}`],
    ['what is all content', `data:text/html,${canary}`],
    ['a URN with an e-mail address', 'urn:example:kanarie@school.example'],
    ['a URN that looks like a token', `urn:example:${canary.repeat(9)}`],
    ['a URN with a blank', `urn:example:${canary} Verzonnen`],
    ['what a program would do', `javascript:alert('${canary}')`],
    ['a line feed', `https://reader.example/\n${canary}`],
    ['a blank', `https://reader.example/${canary} Verzonnen`],
    ['a name and a password', `https://${canary}:${canary}@reader.example/`],
    ['a value without a name', `https://reader.example/?${canary}`],
    ['an e-mail address in the path', 'https://reader.example/kanarie@school.example/x'],
    ['the same, hidden', 'https://reader.example/kanarie%40school.example/x'],
    ['the same, hidden twice', 'https://reader.example/kanarie%2540school.example/x'],
    ['what looks like a token', `https://reader.example/${canary.repeat(9)}`],
    ['what cannot be read', `https://reader.example/%E0%A4%A${canary}`],
  ])('never has %s', (_what, address) => {
    expect(addressForLog(address)).not.toMatch(/kanarie/i);
    expect(addressForLog(address)).toContain('[unprintable]');
  });

  it('never has a national number, a subject or a handle', () => {
    for (const secret of ['123456782', 'kA7bQ0vR2sT4uW6xY8zA1bC3dE5fG7hI9jK1lM3nO5p', '0f'.repeat(32)]) {
      for (const address of [
        `https://a.example/${secret}`,
        `https://${secret}/`,
        `https://a.example/?${secret}=1`,
      ]) {
        expect(addressForLog(address)).not.toContain(secret);
      }
    }
  });

  it('has at most 200 characters, no value of a parameter and nothing of a fragment, whatever was sent', () => {
    const piece = fc.string({ unit: fc.constantFrom(...Array.from('aZ0/?#&=@:%.[] \n\\é')) });
    fc.assert(
      fc.property(fc.tuple(piece, piece, piece, piece), ([host, path, query, hash]) => {
        const address = `https://${host}/${path}?a=${canary}${query}&b=${canary}#${canary}${hash}`;
        const shown = addressForLog(address);
        expect(shown.length).toBeLessThanOrEqual(200);
        expect(shown).not.toContain(canary);
        expect(shown).toMatch(/^[^=\s\\é]*$/);
        // `telemetry/` looks again, by itself
        expect([shown, '[unprintable]']).toContain(
          printableFields({ receivedAddress: shown })['receivedAddress'],
        );
      }),
      { numRuns: 2000 },
    );
  });
});
