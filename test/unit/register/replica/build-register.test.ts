import { describe, expect, it } from 'vitest';
import { buildRegister } from '../../../../src/register/replica/build-register.ts';
import {
  agreementId,
  boardId,
  idpId,
  personHandle,
  schoolId,
  serviceId,
  supplierId,
  type ObjectionHash,
} from '../../../../src/domain/ids.ts';
import { objectionHashOf } from '../../../../testkit/values/ids.ts';
import type { StoredRecord } from '../../../../src/storage/stores/records.ts';
import { stored, wantedRecords } from '../../../../testkit/federation/example-federation.ts';

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
    expect(idp?.affiliation.values.get('student')).toBe('pupil');
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

  it('lets the names of groups through where an agreement can use groups, and nothing under the name of what is made here', () => {
    for (const [claim, kept] of [
      ['groups', ['given_name', 'group']],
      ['school_id', ['given_name']],
    ] as const) {
      const records = stored(wantedRecords()).map((record): StoredRecord => {
        if (record.kind !== 'service' && record.kind !== 'agreement') return record;
        const body: unknown = JSON.parse(JSON.stringify(record.body).replaceAll('"group"', `"${claim}"`));
        return { ...record, body };
      });
      const changed = buildRegister(1, records);
      expect(changed.usableAttributes([regenboog]), claim).toEqual(new Set(kept));
    }
  });

  it('finds objections by person', () => {
    const person = id(personHandle('0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a11'));
    const [hash, other, unknown] = ['a', 'b', 'c'].map(objectionHashOf);
    const [waterland, zeeland] = [id(boardId('waterland')), id(boardId('zeeland'))];
    const about = { school: 'de-regenboog', claim: 'group' };
    const bodies = {
      o1: { id: 'o1', ...about, hashes: [hash, other], boards: [waterland] },
      o2: { id: 'o2', ...about, person },
    };
    const records = Object.entries(bodies).map(
      ([name, body]) => ({ kind: 'objection', id: name, version: 1, body }) as const,
    );
    const full = buildRegister(1, [...stored(wantedRecords()), ...records]);
    const of = (hashes: readonly (ObjectionHash | undefined)[], board = waterland) =>
      full
        .objectionsOf({ hashes: hashes.map(id), handle: person, board })
        .map((objection) => objection.id)
        .toSorted();
    expect(of([hash, other])).toEqual(['o1', 'o2']);
    expect(of([unknown, other], zeeland)).toEqual(['o1']);
    expect(of([unknown], zeeland)).toEqual([]);
    expect(register.objectionsOf({ hashes: [id(hash)], handle: person, board: waterland })).toEqual([]);
  });

  it('lets the objections of a school count where the school goes', () => {
    const hashes = [objectionHashOf('a')];
    const body = { id: 'o1', school: 'de-regenboog', service: 'leesboom-reader', hashes, boards: ['former'] };
    const records = [...stored(wantedRecords()), { kind: 'objection', id: 'o1', version: 1, body } as const];
    expect(buildRegister(1, records).objectionBoardsOf(regenboog)).toEqual(['waterland', 'former']);
    expect(register.objectionBoardsOf(regenboog)).toEqual(['waterland']);
  });
});
