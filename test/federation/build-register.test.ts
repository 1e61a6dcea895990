import { describe, expect, it } from 'vitest';
import { buildRegister } from '../../src/federation/build-register.ts';
import {
  agreementId,
  boardId,
  idpId,
  personHandle,
  schoolId,
  serviceId,
  supplierId,
} from '../../src/domain/ids.ts';
import type { StoredRecord } from '../../src/storage/stores.ts';
import { stored, wantedRecords } from './example-records.ts';

function id<Id>(made: Id | undefined): Id {
  if (made === undefined) throw new Error('not an id');
  return made;
}
const regenboog = id(schoolId('de-regenboog'));
const kade = id(schoolId('de-kade'));
const waterland = id(boardId('waterland'));
const reader = id(serviceId('leesboom-reader'));
const leesboom = id(supplierId('leesboom'));

describe('a register that cannot be read', () => {
  const good = stored(wantedRecords());
  const replace = (kind: string, change: (record: StoredRecord) => StoredRecord): readonly StoredRecord[] =>
    good.map((record) => (record.kind === kind ? change(record) : record));

  it.each<[string, readonly StoredRecord[]]>([
    ['a body of another shape', replace('policy', (record) => ({ ...record, body: { school: 'x' } }))],
    ['a body that is none', replace('idp', (record) => ({ ...record, body: null }))],
    [
      'a body with an unknown key',
      replace('board', (record) => ({ ...record, body: { id: record.id, name: 'x', shoe: 1 } })),
    ],
    ['a body of another record', replace('sector', (record) => ({ ...record, id: 'other' }))],
    [
      'an objection to nothing that exists',
      [...good, { kind: 'objection', id: 'o1', version: 1, body: { id: 'o1' } }],
    ],
  ])('is refused as a whole: %s', (_name, records) => {
    expect(() => buildRegister(1, records)).toThrow(expect.objectContaining({ code: 'register.invalid' }));
  });

  it('names the record, and no value', () => {
    const records = replace('board', (record) => ({
      ...record,
      body: { id: record.id, name: 7, secret: 'hunter2' },
    }));
    expect(() => buildRegister(1, records)).toThrow(/stored board waterland cannot be read: name/);
    expect(() => buildRegister(1, records)).not.toThrow(/hunter2/);
  });
});

describe('a register', () => {
  const register = buildRegister(7, stored(wantedRecords(), 3));

  it('answers by id, with versions', () => {
    expect(register.revision).toBe(7);
    expect(register.board(waterland)?.name).toBe('Stichting Waterland Onderwijs');
    expect(register.schools()).toHaveLength(2);
    expect(register.idp(id(idpId('kade-entra')))).toMatchObject({
      version: 3,
      record: { schools: ['de-kade'] },
    });
    expect(register.idpsOf(regenboog).map(({ record }) => record.id)).toEqual(['regenboog-saml']);
    expect(register.service(reader)?.record.sector).toBe('leesboom');
    expect(register.services()).toHaveLength(1);
    expect(register.agreementsBetween(waterland, leesboom)).toMatchObject([
      { version: 3, record: { id: id(agreementId('waterland-leesboom')) } },
    ]);
    expect(register.policyFor(regenboog, reader)?.record.enabled).toBe(true);
  });

  it('gives back maps as maps', () => {
    const idp = register.idp(id(idpId('regenboog-saml')))?.record;
    expect(idp?.personKind.values.get('student')).toBe('pupil');
    expect(idp?.attributeMap.get('urn:custom:group')).toBe('group');
  });

  it('says undefined, or nothing, about what is not there', () => {
    expect(register.school(id(schoolId('de-wolk')))).toBeUndefined();
    expect(register.policyFor(kade, reader)).toBeUndefined();
    expect(register.agreementsBetween(waterland, id(supplierId('rekenrijk')))).toEqual([]);
    expect(register.idpsOf(id(schoolId('de-wolk')))).toEqual([]);
    expect(register.usableAttributes([id(schoolId('de-wolk'))])).toEqual(new Set());
  });

  it('offers a service to schools that have switched it on', () => {
    expect(register.schoolsWith(reader).map((school) => school.id)).toEqual(['de-regenboog']);
    const off = buildRegister(1, stored(wantedRecords('enabled: true', 'enabled: false')));
    expect(off.schoolsWith(reader)).toEqual([]);
  });

  it('lets through what active agreements of the board can use, and nothing else', () => {
    expect(register.usableAttributes([regenboog])).toEqual(new Set(['given_name', 'group']));
    const ended = buildRegister(1, stored(wantedRecords('status: active', 'status: suspended')));
    expect(ended.usableAttributes([regenboog])).toEqual(new Set());
  });

  it('finds objections by person', () => {
    const person = id(personHandle('0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a11'));
    const objection = { id: 'o1', school: 'de-regenboog', person, claim: 'group' };
    const records = [
      ...stored(wantedRecords()),
      { kind: 'objection', id: 'o1', version: 1, body: objection } as const,
    ];
    expect(buildRegister(1, records).objectionsOf(person)).toEqual([objection]);
    expect(register.objectionsOf(person)).toEqual([]);
  });
});
