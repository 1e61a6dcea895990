import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import {
  codeOf,
  identify,
  idp,
  vuurtoren,
  kompas,
  name,
  regenboog,
  type Sent,
} from '../school-identity-case.ts';

/* What an IdP says about organisations: compared with its own schools, and never kept. */

const institution = 'nlEduPersonHomeOrganizationId';
const branch = 'nlEduPersonHomeOrganizationBranchId';
/** As docs/SCHOOLS.md shows it. */
const documented = { schoolFrom: { attribute: institution } };
const twoBranches = idp({ schools: [vuurtoren.id, kompas.id], ...documented });
const boardsOwn = idp({ schools: [regenboog.id, vuurtoren.id, kompas.id], ...documented });
const mapped = idp({
  schools: [vuurtoren.id, kompas.id],
  schoolFrom: { attribute: 'location', values: new Map([['West', kompas.id]]) },
});

const refusal = (sent: Sent) => codeOf(() => identify(sent));
const schoolsOf = (sent: Sent) => identify(sent).identity.schools;

describe('a BRIN of another board', () => {
  it.each([
    ['a branch, without schoolFrom', idp(), { [branch]: ['99AA07', '99AB01'] }],
    ['a branch beside schoolFrom', idp(documented), { [institution]: ['99AA'], [branch]: ['99AB01'] }],
    ['a branch in small letters', idp(documented), { [institution]: ['99AA'], [branch]: ['99ab01'] }],
    ['an institution as a branch', idp(documented), { [institution]: ['99AA'], [branch]: ['99AB'] }],
    ['one beside an own one', idp(documented), { [institution]: ['99AA'], [branch]: ['99AA00', '99AB01'] }],
    [
      'under a longer name',
      idp(documented),
      { [institution]: ['99AA'], [`urn:mace:dir:attribute-def:${branch}`]: ['99AB01'] },
    ],
    ['beside words of its own for schools', mapped, { location: ['West'], [institution]: ['99AB'] }],
    ['a branch beside words of its own', mapped, { location: ['West'], [branch]: ['99AB01'] }],
    [
      'under the IdP’s own name',
      idp({ ...documented, attributeMap: new Map([['site', name('school_branch')]]) }),
      { [institution]: ['99AA'], site: ['99AB01'] },
    ],
    [
      'that the IdP’s map calls a group',
      idp({ ...documented, attributeMap: new Map([[branch, name('group')]]) }),
      { [institution]: ['99AA'], [branch]: ['99AB01'] },
    ],
  ])('is refused: %s', (_what, sender, attributes) => {
    expect(refusal({ idp: sender, attributes })).toBe('identity.school_out_of_scope');
  });

  it('is refused where the branch is of an own school that was not named', () => {
    const attributes = { [institution]: ['99AA'], [branch]: ['99AC01'] };
    expect(refusal({ idp: boardsOwn, attributes })).toBe('identity.school_out_of_scope');
  });
});

describe('a branch', () => {
  it('says which school of the institution, whatever schoolFrom says', () => {
    const at = (...branches: string[]): Sent => ({
      idp: twoBranches,
      attributes: { [institution]: ['99AC'], [branch]: branches },
    });
    expect(schoolsOf(at('99AC02'))).toEqual([kompas.id]);
    expect(schoolsOf(at('99AC01', '99AC02'))).toEqual([vuurtoren.id, kompas.id]);
    expect(schoolsOf(at('99AC'))).toEqual([vuurtoren.id, kompas.id]);
  });

  it('takes nothing from the other institutions that were named', () => {
    const attributes = { [institution]: ['99AA', '99AC'], [branch]: ['99AC02'] };
    expect(schoolsOf({ idp: boardsOwn, attributes })).toEqual([regenboog.id, kompas.id]);
  });

  it('does not count for the school when schoolFrom maps other values', () => {
    const attributes = { location: ['West'], [branch]: ['99AC01'] };
    expect(schoolsOf({ idp: mapped, attributes })).toEqual([kompas.id]);
  });
});

describe('something that is no BRIN', () => {
  const noBranch = { reason: 'malformed', attribute: name('school_branch') };

  it.each(['zomaar', '99AC1', '01', '99AC01X', '９９AC01'])(
    'is reported, and does not change the school, in an attribute that does not decide it: %s',
    (value) => {
      const one = identify({
        idp: idp(documented),
        attributes: { [institution]: ['99AA'], [branch]: [value] },
      });
      expect(one.notices).toEqual([noBranch]);
      expect(one.identity.schools).toEqual([regenboog.id]);
      const implied = identify({ attributes: { [branch]: [value] } });
      expect(implied.notices).toEqual([noBranch]);
      const beside = identify({
        idp: mapped,
        attributes: { location: ['West'], [institution]: [value], [branch]: [value] },
      });
      expect(beside.notices).toEqual([{ reason: 'malformed', attribute: name('school_brin') }, noBranch]);
    },
  );

  it('is refused where it might have said which school', () => {
    const attributes = { [institution]: ['99AC'], [branch]: ['zomaar'] };
    expect(refusal({ idp: twoBranches, attributes })).toBe('identity.school_out_of_scope');
    expect(refusal({ idp: twoBranches, attributes: { [institution]: ['De Kade'] } })).toBe(
      'identity.school_out_of_scope',
    );
    expect(refusal({ attributes: { [institution]: ['De Regenboog'] } })).toBe('identity.school_out_of_scope');
  });
});

describe('of organisations', () => {
  it('nothing is kept that the IdP said, under any name', () => {
    const names = ['school_name', 'school_brin', 'school_branch'].flatMap(
      (one) => catalogue.attributes.get(name(one))?.incoming ?? [],
    );
    expect(names.length).toBeGreaterThan(8);
    const attributes = {
      ...Object.fromEntries(names.map((one) => [one, ['99AA']])),
      site: ['99AA'],
      eduPersonAffiliation: ['student', 'student@99ab.example'],
    };
    const attributeMap = new Map([
      ['site', name('school_brin')],
      ['nlEduPersonHomeOrganization', name('group')],
      ['urn:mace:dir:attribute-def:nlEduPersonHomeOrganization', name('given_name')],
    ]);
    const { identity, notices } = identify({ idp: idp({ attributeMap }), attributes });
    expect([...identity.attributes]).toEqual([[name('eduperson_affiliation'), ['student']]]);
    expect(notices).toEqual([{ reason: 'malformed', attribute: name('eduperson_affiliation') }]);
  });
});
