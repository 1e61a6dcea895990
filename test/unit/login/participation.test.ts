import { describe, expect, it } from 'vitest';
import { calendarDay, type CalendarDay } from '../../../src/domain/clock.ts';
import { schoolId, serviceId } from '../../../src/domain/ids.ts';
import { participationIn, participationRefusals } from '../../../src/login/participation.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { registerFrom } from '../../../src/register/replica/snapshot/answer.ts';
import { emptyTables, tablesAfter } from '../../../src/register/replica/snapshot/tables.ts';
import type { Register } from '../../../src/register/replica/register.ts';
import type { ParticipationRefusal } from '../../../src/release/taking-part.ts';
import type { StoredRecord } from '../../../src/storage/stores/records.ts';
import {
  exampleFederation,
  stored,
  writtenOf,
  type ExampleFederation,
} from '../../../testkit/federation/example-federation.ts';
import { regenboogSaml } from '../../../testkit/federation/parties.ts';
import { boards, operatorAgreement } from '../../../testkit/federation/schools.ts';
import { required } from '../../../testkit/values/ids.ts';

const day = (text: string): CalendarDay => required(calendarDay(text));
const start = '2026-09-01';
const reader = required(serviceId('leesboom-reader'));
const regenboog = required(schoolId('de-regenboog'));

const example = exampleFederation();
const withIdp = (members: object): ExampleFederation =>
  example.with({ idps: [{ ...regenboogSaml, ...members }] });
const withBoard = (agreed: unknown): ExampleFederation =>
  example.with({ boards: [{ ...boards.waterland, operatorAgreement: agreed }] });
const recordsOf = (federation: ExampleFederation, from?: string, to?: string): readonly StoredRecord[] =>
  stored(writtenOf(federation.changes(from, to)));
const registerOf = (...federation: Parameters<typeof recordsOf>): Register =>
  buildRegister(1, recordsOf(...federation));
const withLicence = (from: string, until: string): Register =>
  buildRegister(1, [
    ...recordsOf(example),
    {
      kind: 'access',
      id: `${regenboog}/${reader}`,
      version: 1,
      body: { school: regenboog, service: reader, licence: { from, until } },
    },
  ]);

function at(register: Register, today: CalendarDay) {
  const service = required(register.service(reader)).record;
  const { takingPart, notTakingPart } = participationIn(service, register, { today });
  return {
    takingPart: takingPart.map(({ id }) => id),
    notTakingPart: notTakingPart.map(({ id }) => id).toSorted(),
    why: participationRefusals(service, register, { today })(required(register.school(regenboog))),
  };
}

describe('the schools that take part in a service', () => {
  it.each<[string, string, Register, ParticipationRefusal]>([
    [
      'the service is off',
      start,
      registerOf(example, 'enabled: true', 'enabled: false'),
      'service_not_enabled',
    ],
    [
      'the agreement is suspended',
      start,
      registerOf(example, 'status: active', 'status: suspended'),
      'agreement_not_active',
    ],
    ['it is not valid yet', '2026-07-31', registerOf(example), 'agreement_not_yet_valid'],
    ['it has expired', '2027-08-01', registerOf(example), 'agreement_expired'],
    ['the licence is over', start, withLicence('2026-08-01', '2026-08-31'), 'licence_expired'],
    ['it begins later', start, withLicence('2026-09-02', '2027-07-31'), 'licence_not_yet_valid'],
    ['the IdP is off', start, registerOf(withIdp({ disabled: true })), 'idp_not_in_force'],
    [
      'the board has no agreement with the operator',
      start,
      registerOf(withBoard('none')),
      'operator_agreement_not_in_force',
    ],
    [
      'it ended yesterday',
      start,
      registerOf(withBoard({ ...operatorAgreement, validUntil: '2026-08-31' })),
      'operator_agreement_not_in_force',
    ],
    ['it is past', start, registerOf(withIdp({ validUntil: '2026-08-31' })), 'idp_not_in_force'],
    ['it serves another school', start, registerOf(withIdp({ schools: ['de-kade'] })), 'idp_not_in_force'],
  ])('are none when %s', (_what, today, register, why) => {
    expect(at(register, day(today))).toEqual({
      takingPart: [],
      notTakingPart: ['de-kade', 'de-regenboog'],
      why,
    });
  });

  it.each<[string, Register, readonly string[]]>([
    ['an agreement', registerOf(example), ['2026-08-01', '2027-07-31']],
    [
      'an agreement with the operator',
      registerOf(withBoard({ ...operatorAgreement, validFrom: '2026-09-01', validUntil: '2026-10-31' })),
      ['2026-09-01', '2026-10-31'],
    ],
    ['a licence', withLicence('2026-09-01', '2026-10-31'), ['2026-09-01', '2026-10-31']],
  ])('are there from the first day of %s to the last', (_what, register, days) => {
    for (const today of days) {
      expect(at(register, day(today))).toEqual({
        takingPart: ['de-regenboog'],
        notTakingPart: ['de-kade'],
        why: undefined,
      });
    }
  });

  it('are others as soon as their board is all that changed', () => {
    const tables = tablesAfter(emptyTables(), recordsOf(example));
    const before = registerFrom(1, tables);
    expect(at(before, day(start)).takingPart).toEqual(['de-regenboog']);
    const body = { ...boards.waterland, operatorAgreement: 'none' };
    const changed = tablesAfter(tables, [{ kind: 'board', id: body.id, version: 2, body }]);
    const after = registerFrom(2, changed);
    expect(after.schoolsWith(reader)).toBe(before.schoolsWith(reader));
    expect(at(after, day(start)).takingPart).toEqual([]);
  });

  it('are the same lists until something changes, so that a search keeps its index', () => {
    const register = registerOf(example);
    const service = required(register.service(reader)).record;
    const first = participationIn(service, register, { today: day(start) });
    expect(participationIn(service, register, { today: day(start) })).toBe(first);
    expect(participationIn(service, register, { today: day('2027-08-01') })).not.toBe(first);
  });
});
