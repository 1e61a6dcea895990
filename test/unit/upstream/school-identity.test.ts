import { describe, expect, it } from 'vitest';
import {
  closedSchool,
  codeOf,
  eckId,
  identify,
  idp,
  vuurtoren,
  kompas,
  kade,
  name,
  regenboog,
  type Sent,
} from './school-identity-case.ts';

const refusal = (sent: Sent) => codeOf(() => identify(sent));
const twoSchools = idp({ schools: [vuurtoren.id, kompas.id] });

describe('the affiliation that an IdP asserts', () => {
  const affiliated = (...values: string[]): Sent => ({ attributes: { eduPersonAffiliation: values } });

  it.each([[[]], [['affiliate']], [['Students']], [['__proto__']]])('refuses %j: no known kind', (values) => {
    expect(refusal(affiliated(...values))).toBe('identity.affiliation_unknown');
  });

  it('refuses several at once', () => {
    expect(refusal(affiliated('student', 'employee'))).toBe('identity.affiliation_ambiguous');
  });

  it.each([['Student'], ['STUDENT']])('is known whatever the capitals: %s', (value) => {
    expect(identify(affiliated(value, 'student')).identity.affiliation).toBe('pupil');
    expect(identify(affiliated(value)).identity.affiliation).toBe('pupil');
    expect(refusal(affiliated(value, 'Employee'))).toBe('identity.affiliation_ambiguous');
  });

  it('is refused where two entries of the record differ in capitals alone and mean different things', () => {
    const values = new Map([
      ['Leerling', 'pupil'],
      ['leerling', 'staff'],
    ] as const);
    const sender = idp({ affiliation: { attribute: 'eduPersonAffiliation', values } });
    for (const value of ['leerling', 'Leerling', 'LEERLING']) {
      expect(refusal({ ...affiliated(value), idp: sender })).toBe('identity.affiliation_ambiguous');
    }
  });

  it('is known whatever way the record writes an accent', () => {
    const values = new Map([['Élève'.normalize('NFD'), 'pupil']] as const);
    const sender = idp({ affiliation: { attribute: 'eduPersonAffiliation', values } });
    expect(identify({ ...affiliated('élève'), idp: sender }).identity.affiliation).toBe('pupil');
  });

  it('is found in a text with commas only where the record says that it is a list', () => {
    const said = affiliated('member, Student ,,');
    const valueForms = new Map([['eduPersonAffiliation', 'comma_list']] as const);
    expect(refusal(said)).toBe('identity.affiliation_unknown');
    expect(identify({ ...said, idp: idp({ valueForms }) }).identity.affiliation).toBe('pupil');
    expect(refusal({ ...affiliated('student,employee'), idp: idp({ valueForms }) })).toBe(
      'identity.affiliation_ambiguous',
    );
    expect(refusal({ ...affiliated(' , '), idp: idp({ valueForms }) })).toBe('identity.affiliation_unknown');
  });

  it.each(['groups', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups'])(
    'is not read from a part of the groups, where the IdP says that the rest is elsewhere: %s',
    (attribute) => {
      const values = new Map([['leerlingen', 'pupil']] as const);
      const sender = idp({ affiliation: { attribute, values } });
      const attributes = { [attribute]: ['leerlingen'] };
      expect(refusal({ idp: sender, attributes })).toBeUndefined();
      expect(refusal({ idp: sender, attributes, elsewhere: ['groups'] })).toBe(
        'identity.affiliation_elsewhere',
      );
      expect(refusal({ idp: sender, attributes: {}, elsewhere: ['groups'] })).toBe(
        'identity.affiliation_elsewhere',
      );
    },
  );

  it('is read where only other things are elsewhere', () => {
    expect(identify({ ...affiliated('student'), elsewhere: ['groups'] }).identity.affiliation).toBe('pupil');
  });

  it('has no group beside it where the IdP says that the groups are elsewhere', () => {
    const sender = idp({ attributeMap: new Map([['groups', name('group')]]) });
    const sent = { idp: sender, attributes: { groups: ['4A'], nlEduPersonUnit: ['4B'] } };
    expect(identify(sent).identity.attributes.get(name('group'))).toEqual(['4B', '4A']);
    const { identity, notices } = identify({ ...sent, elsewhere: ['groups'] });
    expect(identity.attributes.has(name('group'))).toBe(false);
    expect(notices).toContainEqual({ reason: 'elsewhere', attribute: 'group' });
  });

  it('does not stumble over unknown values beside a known one', () => {
    expect(identify(affiliated('member', 'employee', 'teacher')).identity.affiliation).toBe('teacher');
  });
});

describe('the school that an IdP asserts', () => {
  const brin = (...values: string[]) => ({ nlEduPersonHomeOrganizationId: values });

  it.each(['99AB', '99AC', 'ENTREE', '99A', '99AA99X', ''])(
    'refuses %j: not a school of this IdP',
    (value) => {
      expect(refusal({ attributes: brin(value) })).toBe('identity.school_out_of_scope');
    },
  );

  it('refuses a foreign school beside an own one', () => {
    expect(refusal({ attributes: brin('99AA', '99AB') })).toBe('identity.school_out_of_scope');
  });

  it('refuses a foreign branch although the institution is right', () => {
    const attributes = { ...brin('99AA'), nlEduPersonHomeOrganizationBranchId: ['99AC01'] };
    expect(refusal({ attributes })).toBe('identity.school_out_of_scope');
    expect(refusal({ idp: idp({ schools: [regenboog.id, vuurtoren.id] }), attributes })).toBe(
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
    expect(identify({ idp: twoSchools, attributes: brin('99ac') }).identity.schools).toEqual([
      vuurtoren.id,
      kompas.id,
    ]);
  });

  it('takes BRIN6 for that branch only, and for the institution where no branch is registered', () => {
    expect(identify({ idp: twoSchools, attributes: brin('99AC02') }).identity.schools).toEqual([kompas.id]);
    expect(identify({ attributes: brin('99AA00') }).identity.schools).toEqual([regenboog.id]);
    expect(refusal({ idp: twoSchools, attributes: brin('99AC03') })).toBe('identity.school_out_of_scope');
  });

  it('lets an asserted branch narrow the institution', () => {
    const attributes = { ...brin('99AC'), nlEduPersonHomeOrganizationBranchId: ['99AC01'] };
    expect(identify({ idp: twoSchools, attributes }).identity.schools).toEqual([vuurtoren.id]);
  });

  it('reads the attribute that the IdP is configured with, and only that one', () => {
    const mapped = idp({
      schools: [vuurtoren.id, kompas.id],
      schoolFrom: {
        attribute: 'location',
        values: new Map([
          ['West', kompas.id],
          ['Elsewhere', kade.id],
        ]),
      },
    });
    const at = (...location: string[]): Sent => ({
      idp: mapped,
      attributes: { location, ...brin('99AC01') },
    });
    expect(identify(at('West')).identity.schools).toEqual([kompas.id]);
    expect(refusal(at('East'))).toBe('identity.school_out_of_scope');
    expect(refusal(at('West', 'East'))).toBe('identity.school_out_of_scope');
    expect(refusal(at('Elsewhere'))).toBe('identity.school_out_of_scope');
    expect(refusal(at())).toBe('identity.school_missing');
  });
});

describe('identifiers that an IdP asserts', () => {
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
    const mixed = idp({ schools: [regenboog.id, kade.id] });
    const attributes = { eckId: [eckId], nlEduPersonHomeOrganizationId: ['99AA', '99AB'] };
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

  const spellings = [
    eckId.toUpperCase(),
    eckId.replace('https', 'http'),
    `${eckId}/`,
    ` ${eckId}`,
    eckId.replace('https', 'HTTP').replace('0a', '0A'),
  ];

  it.each(spellings)('takes %s for the ECK iD that it is, as identifier and as attribute', (value) => {
    const { identity, notices } = identify({ attributes: { eckId: [value] } });
    expect(identity.identifiers[0]).toEqual({ namespace: 'eckid:po', value: eckId, portable: true });
    expect(identity.attributes.get(name('eckid'))).toEqual([eckId]);
    expect(notices).toEqual([]);
  });

  it('takes one ECK iD in several spellings, under several names, for one', () => {
    const { identity, notices } = identify({
      attributes: { eckId: spellings, 'urn:mace:dir:attribute-def:eckId': [eckId] },
    });
    expect(identity.attributes.get(name('eckid'))).toEqual([eckId]);
    expect(notices).toEqual([]);
  });

  it('takes neither of two ECK iDs, and says so', () => {
    const other = eckId.replace('0a', '0b');
    for (const values of [
      [eckId, other],
      [eckId.toUpperCase(), other],
    ]) {
      const { identity, notices } = identify({ attributes: { eckId: values } });
      expect(identity.identifiers).toEqual([expect.objectContaining({ portable: false })]);
      expect(identity.attributes.has(name('eckid'))).toBe(false);
      expect(notices).toEqual([{ reason: 'several_values', attribute: name('eckid') }]);
    }
  });

  it('says when the ECK iD alone told who it is, because the configured identifier is not there', () => {
    const { notices } = identify({ subject: undefined, attributes: { eckId: [eckId] } });
    expect(notices).toEqual([{ reason: 'identifier_missing' }]);
  });

  it.each([`${eckId}0`, `${eckId}//`, eckId.replace('a', 'g'), 'eck'])('drops the malformed %s', (value) => {
    const { identity, notices } = identify({ attributes: { eckId: [value] } });
    expect(identity.identifiers.map(({ portable }) => portable)).toEqual([false]);
    expect(identity.attributes.has(name('eckid'))).toBe(false);
    expect(notices).toEqual([{ reason: 'malformed', attribute: name('eckid') }]);
  });

  it('joins several attributes so that no two people meet', () => {
    const value = (tid: string, oid: string) =>
      identify({ idp: entra, attributes: { tid: [tid], oid: [oid] } }).identity.identifiers[0]?.value;
    expect(value('tenant', 'person')).toBe('6:tenant6:person');
    expect(value('1:a', 'b')).not.toBe(value('1', ':ab'));
  });
});

describe('attributes that an IdP asserts', () => {
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

  it('are not what is made here, whatever an IdP sends and its map says', () => {
    const mapped = idp({
      attributeMap: new Map([
        ['klassen', name('groups')],
        ['school', name('school_id')],
      ]),
    });
    const attributes = { klassen: ['5a'], school: ['de-kade'], groups: ['5b'], school_id: ['de-kade'] };
    const { identity } = identify({ idp: mapped, attributes: { ...attributes, group: ['5c'] } });
    expect([...identity.attributes.keys()]).toEqual(['eduperson_affiliation', 'group']);
    expect(identity.attributes.get(name('group'))).toEqual(['5c']);
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
    const attributes = { nlEduPersonHomeOrganizationId: ['99AC01', '99AC02'] };
    const { identity } = identify({ idp: twoSchools, attributes });
    expect(identity.schools).toEqual([vuurtoren.id, kompas.id]);
    expect(identity.attributes.has(name('school_brin'))).toBe(false);
  });
});
