import { describe, expect, it } from 'vitest';
import { withAsciiDigits } from '../../src/upstream/digits.ts';
import { nationalNumbers } from '../national-number-table.ts';
import {
  closedSchool,
  codeOf,
  eckId,
  identify,
  idp,
  kade,
  kadeWest,
  lyceum,
  name,
  regenboog,
  type Sent,
} from './school-identity-case.ts';

/** Whether the digits, without leading zeros, are among those of the text. */
function looksSame(digits: string, text: string): boolean {
  const significant = withAsciiDigits(digits).replaceAll(/\D/g, '').replace(/^0+/, '');
  return digits === text || withAsciiDigits(text).replaceAll(/\D/g, '').includes(significant);
}

const refusal = (sent: Sent) => codeOf(() => identify(sent));
const twoSchools = idp({ schools: [kade.id, kadeWest.id] });

describe('kind of person', () => {
  const kinds = (...values: string[]): Sent => ({ attributes: { eduPersonAffiliation: values } });

  it.each([[[]], [['affiliate']], [['Student']], [['__proto__']]])('refuses %j: no known kind', (values) => {
    expect(refusal(kinds(...values))).toBe('identity.kind_unknown');
  });

  it('refuses several kinds at once', () => {
    expect(refusal(kinds('student', 'employee'))).toBe('identity.kind_ambiguous');
  });

  it('does not stumble over unknown values beside a known one', () => {
    expect(identify(kinds('member', 'employee', 'teacher')).identity.kind).toBe('teacher');
  });
});

describe('school', () => {
  const brin = (...values: string[]) => ({ nlEduPersonHomeOrganizationId: values });

  it.each(['03CC', '02BB', 'ENTREE', '01A', '01AA99X', ''])(
    'refuses %j: not a school of this IdP',
    (value) => {
      expect(refusal({ attributes: brin(value) })).toBe('identity.school_out_of_scope');
    },
  );

  it('refuses a foreign school beside an own one', () => {
    expect(refusal({ attributes: brin('01AA', '03CC') })).toBe('identity.school_out_of_scope');
  });

  it('refuses a foreign branch although the institution is right', () => {
    const attributes = { ...brin('01AA'), nlEduPersonHomeOrganizationBranchId: ['02BB01'] };
    expect(refusal({ attributes })).toBe('identity.school_out_of_scope');
    expect(refusal({ idp: idp({ schools: [regenboog.id, kade.id] }), attributes })).toBe(
      'identity.school_out_of_scope',
    );
  });

  it('refuses an IdP of several schools that asserts none', () => {
    expect(refusal({ idp: twoSchools })).toBe('identity.school_missing');
  });

  it('refuses an IdP of several schools of which the register knows one only', () => {
    const withUnknown = idp({ schools: [regenboog.id, closedSchool.id] });
    expect(refusal({ idp: withUnknown })).toBe('identity.school_missing');
  });

  it('takes the one school of an IdP when none is asserted', () => {
    expect(identify({}).identity.schools).toEqual([regenboog.id]);
  });

  it('takes BRIN4 for all schools of the IdP with it, in any case of letters', () => {
    expect(identify({ idp: twoSchools, attributes: brin('02bb') }).identity.schools).toEqual([
      kade.id,
      kadeWest.id,
    ]);
  });

  it('takes BRIN6 for that branch only, and for the institution where no branch is registered', () => {
    expect(identify({ idp: twoSchools, attributes: brin('02BB02') }).identity.schools).toEqual([kadeWest.id]);
    expect(identify({ attributes: brin('01AA00') }).identity.schools).toEqual([regenboog.id]);
    expect(refusal({ idp: twoSchools, attributes: brin('02BB03') })).toBe('identity.school_out_of_scope');
  });

  it('lets an asserted branch narrow the institution', () => {
    const attributes = { ...brin('02BB'), nlEduPersonHomeOrganizationBranchId: ['02BB01'] };
    expect(identify({ idp: twoSchools, attributes }).identity.schools).toEqual([kade.id]);
  });

  it('reads the attribute that the IdP is configured with, and only that one', () => {
    const mapped = idp({
      schools: [kade.id, kadeWest.id],
      schoolFrom: {
        attribute: 'location',
        values: new Map([
          ['West', kadeWest.id],
          ['Elsewhere', lyceum.id],
        ]),
      },
    });
    const at = (...location: string[]): Sent => ({
      idp: mapped,
      attributes: { location, ...brin('02BB01') },
    });
    expect(identify(at('West')).identity.schools).toEqual([kadeWest.id]);
    expect(refusal(at('East'))).toBe('identity.school_out_of_scope');
    expect(refusal(at('West', 'East'))).toBe('identity.school_out_of_scope');
    expect(refusal(at('Elsewhere'))).toBe('identity.school_out_of_scope');
    expect(refusal(at())).toBe('identity.school_missing');
  });
});

describe('identifiers', () => {
  const entra = idp({ identifier: { namespace: 'entra-kade', attributes: ['tid', 'oid'] } });

  it('refuses a person without any identifier', () => {
    expect(refusal({ subject: undefined })).toBe('identity.identifier_missing');
    expect(refusal({ idp: entra, attributes: { tid: ['t'] } })).toBe('identity.identifier_missing');
  });

  it('refuses an identifier with several values', () => {
    expect(refusal({ idp: entra, attributes: { tid: ['t'], oid: ['1', '2'] } })).toBe(
      'identity.identifier_ambiguous',
    );
  });

  it.each(['mail', 'upn', 'preferred_username', 'email', 'urn:mace:dir:attribute-def:mail', 'contact'])(
    'never takes %s, which may become another person’s',
    (attribute) => {
      const changing = idp({
        identifier: { namespace: 'regenboog', attributes: [attribute] },
        attributeMap: new Map([['contact', name('email')]]),
      });
      const sent = { idp: changing, attributes: { [attribute]: ['sanne@school.example'] } };
      expect(refusal(sent)).toBe('identity.identifier_not_allowed');
    },
  );

  it('refuses a namespace that looks like the chain’s own', () => {
    const forged = idp({ identifier: { namespace: 'eckid:po', attributes: ['nameid'] } });
    expect(refusal({ idp: forged })).toBe('identity.identifier_not_allowed');
  });

  it('refuses one ECK iD for schools of two education sectors', () => {
    const mixed = idp({ schools: [regenboog.id, lyceum.id] });
    const attributes = { eckId: [eckId], nlEduPersonHomeOrganizationId: ['01AA', '03CC'] };
    expect(refusal({ idp: mixed, attributes })).toBe('identity.education_sector_ambiguous');
  });

  it('puts the ECK iD first, under the education sector of the school', () => {
    expect(identify({ attributes: { eckId: [eckId] } }).identity.identifiers).toEqual([
      { namespace: 'eckid:po', value: eckId, portable: true },
      { namespace: 'regenboog', value: '20:subject-of-pupil-one', portable: false },
    ]);
  });

  it('does with an ECK iD alone', () => {
    const { identity } = identify({ subject: undefined, attributes: { eckId: [eckId] } });
    expect(identity.identifiers).toEqual([{ namespace: 'eckid:po', value: eckId, portable: true }]);
  });

  it.each([eckId.toUpperCase(), `${eckId}0`, eckId.replace('https', 'http'), 'eck'])(
    'drops the malformed %s',
    (value) => {
      const { identity, notices } = identify({ attributes: { eckId: [value] } });
      expect(identity.identifiers.map(({ portable }) => portable)).toEqual([false]);
      expect(identity.attributes.has(name('eckid'))).toBe(false);
      expect(notices).toEqual([{ reason: 'malformed', attribute: name('eckid') }]);
    },
  );

  it('joins several attributes so that no two people meet', () => {
    const value = (tid: string, oid: string) =>
      identify({ idp: entra, attributes: { tid: [tid], oid: [oid] } }).identity.identifiers[0]?.value;
    expect(value('tenant', 'person')).toBe('6:tenant6:person');
    expect(value('1:a', 'b')).not.toBe(value('1', ':ab'));
  });
});

describe('attributes', () => {
  it('keeps only what some agreement can use', () => {
    const attributes = { givenName: ['Sanne'], sn: ['Verzonnen'] };
    const { identity } = identify({ attributes, usable: new Set([name('given_name')]) });
    expect([...identity.attributes]).toEqual([[name('given_name'), ['Sanne']]]);
  });

  it('drops names that neither the catalogue nor the IdP’s map knows', () => {
    expect(identify({ attributes: { shoeSize: ['36'] } }).identity.attributes.size).toBe(1);
  });

  it('counts the same value under two names once, and believes neither of two different ones', () => {
    const both = (second: string) =>
      identify({ attributes: { givenName: ['Sanne'], 'urn:oid:2.5.4.42': [second] } });
    expect(both('Sanne').identity.attributes.get(name('given_name'))).toEqual(['Sanne']);
    expect(both('Milan').identity.attributes.has(name('given_name'))).toBe(false);
    expect(both('Milan').notices).toEqual([{ reason: 'several_values', attribute: name('given_name') }]);
  });

  it('lets the IdP’s map win over the catalogue', () => {
    const own = idp({ attributeMap: new Map([['uid', name('pupil_number')]]) });
    const { attributes } = identify({ idp: own, attributes: { uid: ['4711'] } }).identity;
    expect(attributes.get(name('pupil_number'))).toEqual(['4711']);
    expect(attributes.has(name('user_name'))).toBe(false);
  });

  it('writes a date of birth one way, and drops what is no day', () => {
    const born = (value: string) =>
      identify({ attributes: { birthdate: [value] } }).identity.attributes.get(name('birthdate'));
    expect(born('20140309')).toEqual(['2014-03-09']);
    expect(born('2014-03-09')).toEqual(['2014-03-09']);
    expect(born('09-03-2014')).toBeUndefined();
    expect(born('2014-02-30')).toBeUndefined();
  });

  it('keeps no school attribute with several values', () => {
    const attributes = { nlEduPersonHomeOrganizationId: ['02BB01', '02BB02'] };
    const { identity } = identify({ idp: twoSchools, attributes });
    expect(identity.schools).toEqual([kade.id, kadeWest.id]);
    expect(identity.attributes.has(name('school_brin'))).toBe(false);
  });
});

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
