import { describe, expect, it } from 'vitest';
import { changesSince, entryOf } from '../../../../src/api/activations/entries.ts';
import { pastOf, saidAt } from '../../../../src/api/activations/pair.ts';
import { agreementId, schoolId, supplierId } from '../../../../src/domain/ids.ts';
import { policyRecord } from '../../../../src/register/model/kinds/policy.ts';
import type { RecordVersion } from '../../../../src/storage/stores/records.ts';
import { operatorAgreement } from '../../../../testkit/federation/schools.ts';
import { required } from '../../../../testkit/values/ids.ts';
import {
  agreement,
  allow,
  allowFor,
  day,
  policy,
  row,
  schoolRecord,
  serviceRecord,
} from '../../release/decision-case.ts';
import { at, begun, boardWith, midnight, otherBoard, past, sinceOf, standings, told } from './pair-case.ts';

const all = 'pupil: birthdate family_name given_name group';
const both = `${all} teacher: `;
const [october, november, december] = [
  at('2026-10-01T09:00:00Z'),
  at('2026-11-01T09:00:00Z'),
  at('2026-12-01T09:00:00Z'),
] as const;

describe('nothing is told', () => {
  const off = past([begun, policy({ enabled: false })]);

  it.each([
    ['that was never switched on', { policy: off }],
    ['without a policy', { policy: past<ReturnType<typeof policy>>() }],
    ['without an agreement', { agreements: [] }],
    ['of an agreement that is offered', { agreements: [past([begun, agreement({ status: 'offered' })])] }],
    [
      'of an agreement with another supplier',
      { agreements: [past([begun, agreement({ supplier: required(supplierId('rekenrijk')) })])] },
    ],
    ['of an agreement of another board', { agreements: [past([begun, agreement({ board: otherBoard })])] }],
    [
      'of a service that is another supplier’s',
      { service: past([begun, serviceRecord([], { supplier: required(supplierId('rekenrijk')) })]) },
    ],
    ['of a school that is not there', { school: past<ReturnType<typeof schoolRecord>>() }],
  ])('%s', (_case, changes) => {
    expect(told(changes, december)).toEqual([]);
    expect(entryOf(standings(changes, december))).toEqual([]);
  });

  it('of what a school prepares or changes while it is off, and of what is not yet', () => {
    const policies = past(
      [begun, policy({ enabled: false })],
      [october, policy({ enabled: false, claims: [] })],
      [december, policy()],
    );
    expect(told({ policy: policies }, november)).toEqual([]);
  });
});

describe('what became otherwise', () => {
  it('is a switch that a school turned, each time with its moment', () => {
    const policies = past(
      [begun, policy()],
      [october, policy({ enabled: false })],
      [november, policy({ claims: [allow('group')] })],
      [december, undefined],
    );
    expect(told({ policy: policies }, december)).toEqual([
      `2026-08-20T08:00:00.000Z switched_on ${both}`,
      '2026-10-01T09:00:00.000Z switched_off service_not_enabled',
      '2026-11-01T09:00:00.000Z switched_on pupil: group teacher: ',
      '2026-12-01T09:00:00.000Z switched_off service_not_enabled',
    ]);
    expect(told({ policy: policies }, december, november)).toHaveLength(2);
    expect(sinceOf({ policy: policies }, december - 1)).toBe('2026-11-01T09:00:00.000Z');
    expect(sinceOf({ policy: policies }, december)).toBeUndefined();
  });

  it('is other claims, by policy or agreement; not other reasons, groups or transforms', () => {
    const less = policy({ claims: [allow('given_name'), allow('group')] });
    const initial = policy({ claims: [allow('given_name', [{ kind: 'initial' }]), allow('group')] });
    const policies = past([begun, policy()], [october, less], [november, initial]);
    const agreements = [past([begun, agreement()], [december, agreement({ annex: [] })])];
    expect(told({ policy: policies, agreements }, december, october)).toEqual([
      '2026-10-01T09:00:00.000Z claims_changed pupil: given_name group teacher: ',
      '2026-12-01T09:00:00.000Z claims_changed pupil:  teacher: ',
    ]);
    expect(sinceOf({ policy: policies, agreements }, december)).toBe('2026-08-20T08:00:00.000Z');
  });

  it('is for whom a claim is switched on', () => {
    const lines = [allowFor(['pupil'], 'given_name'), allowFor(['teacher'], 'group')];
    const annex = ['given_name', 'group'].map((claim) => row(claim, { affiliations: ['pupil', 'teacher'] }));
    const policies = past(
      [begun, policy({ claims: [allow('given_name')] })],
      [october, policy({ claims: lines })],
      [november, policy({ claims: lines.slice(0, 1) })],
    );
    expect(
      told({ policy: policies, agreements: [past([begun, agreement({ annex })])] }, december, october),
    ).toEqual([
      '2026-10-01T09:00:00.000Z claims_changed pupil: given_name teacher: group',
      '2026-11-01T09:00:00.000Z claims_changed pupil: given_name teacher: ',
    ]);
  });

  it('is the day on which an agreement begins or ends, in the zone of the federation', () => {
    const agreements = [
      past([begun, agreement({ validFrom: day('2026-09-01'), validUntil: day('2026-10-31') })]),
    ];
    expect(told({ agreements }, december)).toEqual([
      `2026-08-31T22:00:00.000Z switched_on ${both}`,
      '2026-10-31T23:00:00.000Z switched_off agreement_expired',
    ]);
    expect(told({ agreements }, midnight('2026-11-01') - 1)).toHaveLength(1);
  });

  it('is the day on which the operator may no longer process for the board, and the one on which it may again', () => {
    const agreed = { ...operatorAgreement, validFrom: day('2026-08-01') };
    const board = past(
      [begun, boardWith({ ...agreed, validUntil: day('2026-10-31') })],
      [december, boardWith(agreed)],
    );
    expect(told({ board }, december, october)).toEqual([
      '2026-10-31T23:00:00.000Z switched_off operator_agreement_not_in_force',
      `2026-12-01T09:00:00.000Z switched_on ${both}`,
    ]);
    const none = past([begun, boardWith('none')], [november, boardWith({ ...agreed, covers: ['login'] })]);
    expect(told({ board: none }, december)).toEqual([]);
  });

  it('is an agreement that was suspended, and not one that another one replaced at once', () => {
    const suspended = past([begun, agreement()], [october, agreement({ status: 'suspended' })]);
    expect(told({ agreements: [suspended] }, december, october)).toEqual([
      '2026-10-01T09:00:00.000Z switched_off agreement_not_active',
    ]);
    const { id } = agreement();
    const newer = agreement({
      id: required(agreementId('nieuwe')),
      replaces: id,
      validFrom: day('2026-10-02'),
    });
    expect(
      told({ agreements: [past([begun, agreement()]), past([october, newer])] }, december, october),
    ).toEqual([]);
  });

  it('is a school that closes, with the school into which it was merged, and as it was called until then', () => {
    const closed = { on: day('2026-10-10'), successor: required(schoolId('de-kade')) };
    const school = past([begun, schoolRecord({ name: 'De Boog' })], [october, schoolRecord({ closed })]);
    expect(told({ school }, december, october)).toEqual([
      '2026-10-09T22:00:00.000Z switched_off school_closed into de-kade',
    ]);
    const names = changesSince(standings({ school }, december), october).map((change) => change.school.name);
    expect(names).toEqual(['De Regenboog']);
    const ended = past([begun, schoolRecord({ name: 'De Boog' })], [october, undefined]);
    expect(told({ school: ended }, december, october)).toEqual([
      '2026-10-01T09:00:00.000Z switched_off service_not_covered',
    ]);
  });

  it('is a school that moves to a board without an agreement: it is told as it was before, and never later', () => {
    const moved = schoolRecord({ board: otherBoard, name: 'Nieuw' });
    const closed = { ...moved, closed: { on: day('2026-11-01'), successor: required(schoolId('de-kade')) } };
    const school = past([begun, schoolRecord()], [october, moved], [november, closed]);
    expect(told({ school }, december, october)).toEqual([
      '2026-10-01T09:00:00.000Z switched_off no_agreement',
    ]);
    const [change] = changesSince(standings({ school }, december), october);
    expect(change?.school).toEqual(schoolRecord());
  });

  it('is told of the next board’s agreement from the move on', () => {
    const school = past([begun, schoolRecord()], [october, schoolRecord({ board: otherBoard })]);
    const theirs = agreement({ board: otherBoard, annex: [] });
    const agreements = [past([begun, agreement()]), past([begun, theirs])];
    expect(told({ school, agreements }, december, october)).toEqual([
      '2026-10-01T09:00:00.000Z claims_changed pupil:  teacher: ',
    ]);
  });
});

describe('the past of a record', () => {
  const version = (number: number, moment: number, body: unknown): RecordVersion => ({
    kind: 'policy',
    id: 'de-regenboog/leesboom-reader',
    version: number,
    ended: body === undefined,
    author: 'ada',
    reason: 'because',
    at: moment,
    revision: number,
    body: body ?? null,
  });
  const body = { school: 'de-regenboog', service: 'leesboom-reader', enabled: true, claims: [] };

  it('is what its newest version said at that moment', () => {
    const versions = [
      version(1, 10, body),
      version(2, 20, { ...body, enabled: false }),
      version(3, 30, undefined),
    ];
    const read = pastOf(policyRecord, versions);
    const enabled = [9, 10, 19, 20, 29, 30].map((moment) => saidAt(read, moment)?.record.enabled);
    expect(enabled).toEqual([undefined, true, true, false, false, undefined]);
  });

  it('never lets an earlier version count again where clocks differed', () => {
    const read = pastOf(policyRecord, [version(1, 20, { ...body, enabled: false }), version(2, 10, body)]);
    expect([10, 19, 20].map((moment) => saidAt(read, moment)?.record.enabled)).toEqual([
      undefined,
      undefined,
      true,
    ]);
  });

  it('says nothing where it cannot be read', () => {
    const read = pastOf(policyRecord, [version(1, 10, body), version(2, 20, { enabled: true })]);
    expect(saidAt(read, 20)).toBeUndefined();
  });
});

it('is not stopped by a day from the beginning of time', () => {
  const agreements = [
    past([begun, agreement({ validFrom: day('0001-01-01'), validUntil: day('9999-12-31') })]),
  ];
  expect(told({ agreements }, december)).toEqual([`2026-08-20T08:00:00.000Z switched_on ${both}`]);
});
