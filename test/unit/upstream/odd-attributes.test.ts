import { describe, expect, it } from 'vitest';
import { eckId, codeOf, identify, idp, kompas, name, vuurtoren, type Sent } from './school-identity-case.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

const refusal = (sent: Sent) => codeOf(() => identify(sent));
const entra = idp({ identifier: { namespace: 'entra-kade', attributes: ['tid', 'oid'] } });
const byEntra = { idp: entra, attributes: { tid: ['t'], oid: ['o'] }, subject: undefined };

describe('something odd that an IdP sends', () => {
  it('under a name that nothing uses is dropped and counted, and refuses nobody', () => {
    const { identity, notices } = identify({ unreadable: { jpegPhoto: ['/9j/4AAQ'], street: ['a\nb'] } });
    expect([...identity.attributes.keys()]).toEqual([name('eduperson_affiliation')]);
    expect(notices).toEqual([{ reason: 'unused' }]);
  });

  it('as a value that a service may get is left out, and nothing else is', () => {
    const sent = {
      attributes: { givenName: ['Sanne'], group: ['4b'] },
      unreadable: { sn: ['Test\nBakker'] },
    };
    const { identity, notices } = identify(sent);
    expect(Object.fromEntries(identity.attributes)).toMatchObject({ given_name: ['Sanne'], group: ['4b'] });
    expect(identity.attributes.has(name('family_name'))).toBe(false);
    expect(notices).toEqual([{ reason: 'malformed', attribute: name('family_name') }]);
  });

  it('beside a value that there can be only one of leaves none: nobody knows which is true', () => {
    const sent = { attributes: { givenName: ['Sanne'] }, unreadable: { givenName: ['Noor\nTest'] } };
    expect(identify(sent).identity.attributes.has(name('given_name'))).toBe(false);
  });

  it('beside values of a list leaves those', () => {
    const sent = { attributes: { group: ['4b', 'koor'] }, unreadable: { group: ['a\nb'] } };
    expect(identify(sent).identity.attributes.get(name('group'))).toEqual(['4b', 'koor']);
  });

  it('as hundreds of values of a list leaves none: that is a directory', () => {
    const sent = { attributes: { group: numbers(501) } };
    const { identity, notices } = identify(sent);
    expect(identity.attributes.has(name('group'))).toBe(false);
    expect(notices).toContainEqual({ reason: 'malformed', attribute: name('group') });
  });

  it('among values that say the affiliation says nothing', () => {
    const kind = (...values: string[]) => ({ attributes: { eduPersonAffiliation: values } });
    const unreadable = { eduPersonAffiliation: ['student\n'] };
    expect(identify({ ...kind('student'), unreadable }).identity.affiliation).toBe('pupil');
    expect(refusal({ ...kind(), unreadable })).toBe('identity.affiliation_unknown');
    expect(refusal({ ...kind('student', 'employee'), repeated: ['eduPersonAffiliation'] })).toBe(
      'identity.affiliation_ambiguous',
    );
  });

  it('under a forbidden name, in whatever shape, is never kept, and neither are copies of its number', () => {
    const { identity, notices } = identify({
      attributes: { givenName: ['Sanne'], uid: ['p123456782'], group: ['123456782'] },
      unreadable: { bsn: ['<nested> 123456782'] },
    });
    expect([...identity.attributes.keys()]).toEqual(['given_name', 'eduperson_affiliation'].map(name));
    expect(notices).toContainEqual({ reason: 'forbidden_name' });
    expect(notices).toContainEqual({ reason: 'national_number' });
  });
});

describe('a national number', () => {
  const number = '123456782';

  it('is found in what is only searched, and nothing of that is kept', () => {
    const sent = { attributes: { uid: [`p${number}`], givenName: ['Sanne'] } };
    const { identity, notices } = identify({ ...sent, onlySearched: { 'person.bsn': [number] } });
    expect([...identity.attributes.keys()]).toEqual(['given_name', 'eduperson_affiliation'].map(name));
    expect(notices).toContainEqual({ reason: 'forbidden_name' });
    expect(notices).toContainEqual({ reason: 'national_number' });
    expect(JSON.stringify(identity)).not.toContain('person.bsn');
  });

  it('does not fall apart in a list with commas before it is found', () => {
    const listed = idp({ valueForms: new Map([['group', 'comma_list']]) });
    const copy = `4b,${number.replace(/(...)(?=.)/g, '$1,')}`;
    const { identity } = identify({ idp: listed, attributes: { group: [copy], bsn: [number] } });
    expect(identity.attributes.has(name('group'))).toBe(false);
    const harmless = identify({ idp: listed, attributes: { group: ['4b, koor'], bsn: [number] } });
    expect(harmless.identity.attributes.get(name('group'))).toEqual(['4b', 'koor']);
  });
});

describe('something odd that says the school', () => {
  const twoSchools = idp({ schools: [vuurtoren.id, kompas.id] });
  const institution = 'nlEduPersonHomeOrganizationId';
  const mapped = idp({
    schools: [vuurtoren.id, kompas.id],
    schoolFrom: { attribute: 'location', values: new Map([['West', kompas.id]]) },
  });

  it('refuses where it could decide', () => {
    const unreadable = { [institution]: ['99AC\n'], location: ['West\n'] };
    expect(refusal({ idp: twoSchools, unreadable })).toBe('identity.school_out_of_scope');
    expect(refusal({ idp: mapped, attributes: { location: ['West'] }, unreadable })).toBe(
      'identity.school_out_of_scope',
    );
  });

  it('refuses where one name came twice with different values', () => {
    const attributes = { [institution]: ['99AC01', '99AC02'], location: ['West'] };
    expect(identify({ idp: twoSchools, attributes }).identity.schools).toHaveLength(2);
    for (const repeated of [[institution], ['location']]) {
      expect(refusal({ idp: mapped, attributes, repeated })).toBe('identity.school_ambiguous');
    }
    expect(refusal({ idp: twoSchools, attributes, repeated: [institution] })).toBe(
      'identity.school_ambiguous',
    );
  });
});

describe('something odd that identifies', () => {
  it('refuses, also where it stands beside a value that can be read', () => {
    expect(identify(byEntra).identity.identifiers).toHaveLength(1);
    expect(refusal({ ...byEntra, unreadable: { oid: ['o\n'] } })).toBe('identity.identifier_unreadable');
    expect(refusal({ ...byEntra, attributes: { tid: ['t'] }, unreadable: { oid: ['o\n'] } })).toBe(
      'identity.identifier_unreadable',
    );
  });

  it.each([
    ['an invisible character', 'pupil\u200b1'],
    ['a change of direction', 'pupil\u202e1'],
    ['a character for private use', 'pupil\ue0001'],
    ['a filler', 'pupil\u31641'],
    ['a half-width filler', 'pupil\uffa01'],
    ['a blank pattern of Braille', 'pupil\u28001'],
    ['a selector of variants', 'pupil\ufe0f1'],
    ['a soft hyphen', 'pupil\u00ad1'],
    ['a blank that does not break', 'pupil\u00a01'],
  ])('refuses with %s, as attribute and as subject', (_case, value) => {
    expect(refusal({ ...byEntra, attributes: { tid: ['t'], oid: [value] } })).toBe(
      'identity.identifier_unreadable',
    );
    expect(refusal({ subject: value })).toBe('identity.identifier_unreadable');
  });

  it.each(['pupil 1', 'Zoë-1', '学生1', 'ŞIĞ.1', 'a+b@school.example'])('takes %j', (value) => {
    expect(identify({ subject: value }).identity.identifiers).toHaveLength(1);
  });

  it('does not refuse whom an ECK iD identifies too, unless it is the configured one', () => {
    const sent = { attributes: { eckId: [eckId] }, unreadable: { uid: ['a\n'] } };
    expect(identify(sent).identity.identifiers).toHaveLength(2);
  });
});
