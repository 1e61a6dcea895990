import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apiClientId,
  boardId,
  idpId,
  personHandle,
  schoolId,
  sectorId,
  serviceId,
  supplierId,
} from '../../../../../src/domain/ids.ts';
import { buildRegister } from '../../../../../src/register/replica/build-register.ts';
import type { Register } from '../../../../../src/register/replica/register.ts';
import { registerFrom } from '../../../../../src/register/replica/snapshot/answer.ts';
import { emptyTables, tablesAfter } from '../../../../../src/register/replica/snapshot/tables.ts';
import type { RecordState } from '../../../../../src/storage/stores/records.ts';
import { objectionHashOf, required } from '../../../../../testkit/values/ids.ts';
import { changingFederation } from './changing-records.ts';
import { plainRegister } from './plain-register.ts';

const letters = ['a', 'b', 'c', 'never'];
const named = <Id>(make: (text: string) => Id | undefined, name: string): readonly Id[] =>
  letters.map((letter) => required(make(`${name}-${letter}`)));
const schools = named(schoolId, 'school');
const services = named(serviceId, 'service');
const boards = named(boardId, 'board');
const suppliers = named(supplierId, 'supplier');
const people = [1, 2, 3].map((last) => required(personHandle(`0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a1${last}`)));

const inOrder = (list: readonly unknown[]): readonly string[] =>
  list.map((one) => JSON.stringify(one)).toSorted();

/** What a register says to every question there is. */
function answers(register: Register) {
  const pairs = schools.flatMap((school) => services.map((service) => ({ school, service })));
  return {
    boards: boards.map((id) => register.board(id)),
    schools: schools.map((id) => register.school(id)),
    allSchools: inOrder(register.schools()),
    idps: named(idpId, 'idp').map((id) => register.idp(id)),
    allIdps: inOrder(register.idps()),
    allApiClients: inOrder(register.apiClients()),
    idpsOf: schools.map((school) => inOrder(register.idpsOf(school))),
    suppliers: suppliers.map((id) => register.supplier(id)),
    sectors: named(sectorId, 'sector').map((id) => register.sector(id)),
    services: services.map((id) => register.service(id)),
    allServices: inOrder(register.services()),
    agreements: boards.flatMap((board) =>
      suppliers.map((supplier) => inOrder(register.agreementsBetween(board, supplier))),
    ),
    agreementsOfAll: suppliers.map((supplier) => inOrder(register.agreementsWith(supplier))),
    policies: pairs.map(({ school, service }) => register.policyFor(school, service)),
    access: pairs.map(({ school, service }) => register.accessFor(school, service)),
    apiClients: named(apiClientId, 'client').map((id) => register.apiClient(id)),
    objections: people.flatMap((handle) =>
      boards.map((board) =>
        inOrder(register.objectionsOf({ hashes: [objectionHashOf(handle)], handle, board })),
      ),
    ),
    objectionBoards: schools.map((school) => inOrder(register.objectionBoardsOf(school))),
    schoolsWith: services.map((service) => inOrder(register.schoolsWith(service))),
    schoolsWithLicence: services.map((service) => inOrder(register.schoolsWithLicence(service))),
    usable: [...schools.map((school) => [school]), schools].map((some) =>
      inOrder([...register.usableAttributes(some)]),
    ),
  };
}

describe('a register that follows changes', () => {
  it('says the same as one that is built anew, and as one that looks everything up, after every change', () => {
    fc.assert(
      fc.property(changingFederation, fc.boolean(), ({ changes, records }, asking) => {
        let tables = emptyTables();
        for (const [index, states] of changes.entries()) {
          tables = tablesAfter(tables, states);
          // what was found out between two changes must not outlive its truth
          if (asking) answers(registerFrom(index, tables));
        }
        const followed = answers(registerFrom(1, tables));
        expect(followed).toEqual(answers(plainRegister(1, records)));
        expect(followed).toEqual(answers(buildRegister(1, records)));
      }),
    );
  });

  it('leaves the register before as it was', () => {
    fc.assert(
      fc.property(changingFederation, ({ changes }) => {
        let tables = emptyTables();
        const said = changes.map((states) => {
          tables = tablesAfter(tables, states);
          const register = registerFrom(1, tables);
          return { register, answers: answers(register) };
        });
        for (const { register, answers: before } of said) expect(answers(register)).toEqual(before);
      }),
    );
  });

  it('keeps what a change does not touch, so that nothing is found out twice', () => {
    const policy = (version: number, enabled: boolean): RecordState => ({
      kind: 'policy',
      id: 'school-a/service-a',
      version,
      body: { school: 'school-a', service: 'service-a', enabled, claims: [] },
    });
    const school: RecordState = {
      kind: 'school',
      id: 'school-a',
      version: 1,
      body: {
        id: 'school-a',
        board: 'board-a',
        name: 'Verzinsel',
        town: 'Nergens',
        brin: '01AA',
        sector: 'po',
      },
    };
    const other: RecordState = {
      kind: 'policy',
      id: 'school-a/service-b',
      version: 1,
      body: { school: 'school-a', service: 'service-b', enabled: true, claims: [] },
    };
    const [serviceA, serviceB] = services.map(required);
    const [supplierA] = suppliers.map(required);
    const before = tablesAfter(emptyTables(), [school, policy(1, true), other]);
    const one = registerFrom(1, before);
    const [withA, withB] = [one.schoolsWith(required(serviceA)), one.schoolsWith(required(serviceB))];
    const another = registerFrom(2, tablesAfter(before, [policy(2, false)]));
    expect(another.schools()).toBe(one.schools());
    expect(another.agreementsWith(required(supplierA))).toBe(one.agreementsWith(required(supplierA)));
    expect(another.schoolsWithLicence(required(serviceA))).toBe(one.schoolsWithLicence(required(serviceA)));
    expect(another.schoolsWith(required(serviceB))).toBe(withB);
    expect([withA.length, another.schoolsWith(required(serviceA)).length]).toEqual([1, 0]);
  });
});

describe('a change that cannot be read', () => {
  const good: RecordState = {
    kind: 'policy',
    id: 'school-a/service-a',
    version: 1,
    body: { school: 'school-a', service: 'service-a', enabled: true, claims: ['given_name'] },
  };
  const said = { enabled: true, claims: ['given_name'] };
  const names = { school: 'school-a', service: 'service-a' };

  it.each<[string, RecordState]>([
    [
      'of another school than its id says',
      { ...good, body: { ...said, school: 'school-b', service: 'service-a' } },
    ],
    ['without a school', { ...good, body: { ...said, service: 'service-a' } }],
    [
      'with a school that is none',
      { ...good, id: 'School A/service-a', body: { ...said, school: 'School A', service: 'service-a' } },
    ],
    ['with a service that is none', { ...good, body: { ...said, school: 'school-a', service: 7 } }],
    [
      'with a member nobody knows',
      { ...good, body: { ...said, school: 'school-a', service: 'service-a', more: 1 } },
    ],
    [
      'with a line that says more than this version of the program knows',
      { ...good, body: { ...names, enabled: true, claims: [{ name: 'given_name', only: ['pupil'] }] } },
    ],
    [
      'with a line for an affiliation that this version does not know',
      {
        ...good,
        body: { ...names, enabled: true, claims: [{ name: 'given_name', affiliations: ['parent'] }] },
      },
    ],
    [
      'with a line for nobody',
      { ...good, body: { ...names, enabled: true, claims: [{ name: 'given_name', affiliations: [] }] } },
    ],
    ['that is no object', { ...good, body: 'school-a/service-a' }],
    ['an end of no rule', { kind: 'policy', id: 'school-a', version: 2, ended: true }],
    ['an end of a rule of three', { kind: 'access', id: 'school-a/service-a/more', version: 2, ended: true }],
  ])('is refused, and the tables stay: a rule %s', (_name, state) => {
    const before = tablesAfter(emptyTables(), [good]);
    const answered = answers(registerFrom(1, before));
    expect(() => tablesAfter(before, [state])).toThrow(expect.objectContaining({ code: 'register.invalid' }));
    expect(answers(registerFrom(1, before))).toEqual(answered);
  });
});

describe('policies that differ in nothing but for whom a line is', () => {
  it('are told apart, whichever was read first', () => {
    const [school, service] = [required(schoolId('school-a')), required(serviceId('service-a'))];
    const lines = [
      { name: 'given_name', transforms: [] },
      { name: 'given_name', transforms: [], affiliations: ['pupil'] },
      { name: 'given_name', transforms: [], affiliations: ['teacher'] },
      { name: 'given_name', transforms: [] },
    ];
    let tables = emptyTables();
    for (const [index, line] of lines.entries()) {
      const body = { school, service, enabled: true, claims: [line] };
      const state: RecordState = { kind: 'policy', id: 'school-a/service-a', version: index + 1, body };
      tables = tablesAfter(tables, [state]);
      expect(registerFrom(1, tables).policyFor(school, service)?.record.claims).toEqual([line]);
    }
  });
});

describe('an agreement that says what another says', () => {
  const body = {
    id: 'agreement-a',
    board: 'board-a',
    supplier: 'supplier-a',
    status: 'active',
    validFrom: '2026-08-01',
    validUntil: '2027-07-31',
    services: [{ service: 'service-a', affiliations: ['pupil'] }],
    annex: [
      { service: 'service-a', claim: 'group', purposes: ['access'], affiliations: ['pupil'], transforms: [] },
    ],
  };
  const agreement = (id: string, more: object): RecordState => ({
    kind: 'agreement',
    id,
    version: 1,
    body: { ...body, id, ...more },
  });
  const first = agreement('agreement-a', {});

  it.each<[string, RecordState]>([
    ['a day that does not exist', agreement('agreement-b', { validFrom: '2026-02-30' })],
    ['a member nobody knows', agreement('agreement-b', { more: 1 })],
    ['the id of another', { ...agreement('agreement-c', {}), id: 'agreement-b' }],
    ['services that are none', agreement('agreement-b', { services: [] })],
    ['an annex that is none', agreement('agreement-b', { annex: [{ service: 'service-a' }] })],
    ['no services', agreement('agreement-b', { services: undefined })],
  ])('is read as strictly as the first one: %s', (_name, state) => {
    expect(() => tablesAfter(emptyTables(), [first, state])).toThrow(
      expect.objectContaining({ code: 'register.invalid' }),
    );
  });

  it('keeps what they have in common once', () => {
    const tables = tablesAfter(emptyTables(), [first, agreement('agreement-b', { status: 'ended' })]);
    const [one, other] = tables.agreement.all().map(({ record }) => record);
    expect(other).toMatchObject({ id: 'agreement-b', status: 'ended' });
    expect(other?.annex).toBe(one?.annex);
    expect(other?.services).toBe(one?.services);
  });
});

describe('attributes that a school can use', () => {
  it.each([
    ['years', { years: ['1'] }, ['school_year']],
    ['groups', { groups: ['1a'] }, ['group']],
    ['affiliations alone', { affiliations: ['pupil'] }, []],
  ])('are also those that an access rule asks for: %s', (_name, rule, expected) => {
    const states: RecordState[] = [
      {
        kind: 'school',
        id: 'school-a',
        version: 1,
        body: { id: 'school-a', board: 'board-a', name: 'X', town: 'Y', brin: '01AA', sector: 'po' },
      },
      {
        kind: 'access',
        id: 'school-a/service-a',
        version: 1,
        body: { school: 'school-a', service: 'service-a', ...rule },
      },
    ];
    const register = registerFrom(1, tablesAfter(emptyTables(), states));
    expect([...register.usableAttributes(schools)]).toEqual(expected);
  });
});
