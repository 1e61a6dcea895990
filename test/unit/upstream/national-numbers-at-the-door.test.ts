import { describe, expect, it } from 'vitest';
import { withAsciiDigits } from '../../../src/upstream/digits.ts';
import { nationalNumbers } from '../../../testkit/values/national-numbers.ts';
import { codeOf, identify, idp, name, type Sent } from './school-identity-case.ts';

/** Whether the digits, without leading zeros, are among those of the text. */
function looksSame(digits: string, text: string): boolean {
  const significant = withAsciiDigits(digits).replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits === text || withAsciiDigits(text).replaceAll(/\D/g, '').includes(significant);
}

const refusal = (sent: Sent) => codeOf(() => identify(sent));

describe('national numbers at the door', () => {
  const number = '063138219';

  it.each([
    'pgn',
    'BSN',
    'urn:mace:dir:attribute-def:nlEduPersonPgn',
    'extension_0a1b_bsn',
    'Burgerservicenummer',
  ])('drops %s and every other value that holds it', (forbidden) => {
    const { identity, notices } = identify({
      attributes: {
        [forbidden]: [number],
        employeeNumber: [number],
        uid: [`l${number}@school.example`],
        nlEduPersonUnit: ['0631.38.219', 'groep 6'],
        sn: ['63138219'],
        givenName: ['Sanne'],
      },
    });
    expect(JSON.stringify([...identity.attributes])).not.toMatch(/63\D?1/);
    expect(identity.attributes.get(name('group'))).toEqual(['groep 6']);
    expect(identity.attributes.get(name('given_name'))).toEqual(['Sanne']);
    expect(notices).toEqual([{ reason: 'forbidden_name' }, { reason: 'national_number' }]);
  });

  it.each(nationalNumbers)(
    'drops what was said under such a name wherever it is spelled as %s: %s',
    (_what, spelled) => {
      for (const digits of ['111222333', '063138219', '63138219', '100000107', '101222331', spelled]) {
        const { identity } = identify({ attributes: { bsn: [digits], sn: [spelled], uid: ['sanne'] } });
        const isSame = looksSame(digits, spelled);
        expect(identity.attributes.has(name('family_name'))).toBe(!isSame);
        expect(identity.attributes.has(name('user_name'))).toBe(true);
      }
    },
  );

  it('tells that something came under such a name, also when nothing else holds it', () => {
    expect(identify({ attributes: { onderwijsnummer: ['100000107'] } }).notices).toEqual([
      { reason: 'forbidden_name' },
    ]);
    expect(identify({}).notices).toEqual([]);
  });

  it.each(['2014-03-09', '20140309', '2024-2025', '000000012', '000000000'])(
    'takes nothing else away when %s came under such a name',
    (value) => {
      const { identity } = identify({
        attributes: { bsn: [value], birthdate: ['2014-03-09'], nlEduPersonUnit: ['12', '2024-2025'] },
      });
      expect(identity.attributes.get(name('birthdate'))).toEqual(['2014-03-09']);
      expect(identity.attributes.get(name('group'))).toEqual(['12', '2024-2025']);
    },
  );

  it('finds a number that stood in a text with others under such a name', () => {
    const attributes = { bsn: ['063138219 / 2014-03-09 / 12'], sn: ['l63138219'], birthdate: ['2014-03-09'] };
    const { identity } = identify({ attributes });
    expect([...identity.attributes.keys()]).toEqual(
      [name('birthdate')].concat(name('eduperson_affiliation')),
    );
  });

  it('goes by the name, whatever the value looks like', () => {
    const mapped = idp({ attributeMap: new Map([['extension_0a1b_bsn', name('pupil_number')]]) });
    const { identity } = identify({ idp: mapped, attributes: { extension_0a1b_bsn: ['number six'] } });
    expect(identity.attributes.has(name('pupil_number'))).toBe(false);
  });

  it('cannot be brought back by the IdP’s own map, kind or identifier', () => {
    const greedy = idp({
      identifier: { namespace: 'regenboog', attributes: ['pgn'] },
      attributeMap: new Map([['pgn', name('pupil_number')]]),
    });
    expect(refusal({ idp: greedy, attributes: { pgn: [number] } })).toBe('identity.identifier_missing');
  });

  it('is no identifier either when the subject is made of it', () => {
    expect(refusal({ subject: `${number}@school`, attributes: { bsn: [number] } })).toBe(
      'identity.identifier_missing',
    );
  });

  it('leaves innocent values alone when the forbidden attribute holds something short', () => {
    const { identity } = identify({ attributes: { bsn: ['1'], employeeNumber: ['112'] } });
    expect(identity.attributes.get(name('pupil_number'))).toEqual(['112']);
  });
});
