import { describe, expect, it } from 'vitest';
import { isCountry, isInsideEea } from '../../../../src/domain/countries.ts';
import type { RecordKind } from '../../../../src/domain/record-kinds.ts';
import { kinds } from '../../../../src/register/model/kinds.ts';

/** The example of a kind with other members: where it is refused. */
function refusedAt(kind: RecordKind, members: object): readonly string[] {
  const read = kinds[kind].schema.safeParse({ ...Object(kinds[kind].api.example), ...members });
  return read.error?.issues.map(({ path }) => path.join('.')) ?? [];
}

const row = {
  service: 'leesboom-reader',
  claim: 'given_name',
  purposes: ['access'],
  affiliations: ['pupil'],
};
const cloud = { name: 'Wolkenrek', purpose: 'hosting' };

describe('what a record says for the papers of a school', () => {
  it.each<[RecordKind, object, string]>([
    ['board', { kvk: '1234567' }, 'kvk'],
    ['board', { privacyContact: 'Privacy' }, 'privacyContact'],
    ['board', { dataProtectionOfficer: { name: 'Fatima Verzonnen' } }, 'dataProtectionOfficer'],
    ['school', { informationPage: 'http://school.example/' }, 'informationPage'],
    ['school', { sensitive: {} }, 'sensitive.reason'],
    ['school', { sensitive: true }, 'sensitive'],
    ['supplier', { country: 'Nederland' }, 'country'],
    ['supplier', { country: 'ZZ' }, 'country'],
    ['supplier', { covenant: { status: 'none' } }, 'covenant.reason'],
    ['supplier', { covenant: { status: 'deelnemer' } }, 'covenant.since'],
    ['supplier', { subProcessors: [{ ...cloud, country: 'US' }] }, 'subProcessors.0.transferGround'],
    [
      'supplier',
      { subProcessors: [{ ...cloud, country: 'BE', transferGround: 'derogation' }] },
      'subProcessors.0.transferGround',
    ],
    ['service', { placesOfProcessing: [] }, 'placesOfProcessing'],
    ['service', { minimumAge: 12.5 }, 'minimumAge'],
    ['service', { sensitive: ['grades'] }, 'sensitive.0'],
    ['agreement', { relation: 'joint' }, 'relation'],
    ['agreement', { model: { kind: '3.0' } }, 'model.kind'],
    ['agreement', { subProcessors: { authorisation: 'general' } }, 'subProcessors.noticeDays'],
    ['agreement', { breachNoticeHours: 0 }, 'breachNoticeHours'],
    [
      'agreement',
      { signatures: { board: { name: 'Fatima Verzonnen', on: '2026-08-01' } } },
      'signatures.board.function',
    ],
    ['agreement', { documents: [{ kind: 'agreement', hash: 'ABC' }] }, 'documents.0.hash'],
    ['agreement', { dpia: 'DPIA 2026' }, 'dpia'],
    ['agreement', { annex: [{ ...row, ground: 'legitimate_interest' }] }, 'annex.0.ground'],
    ['agreement', { annex: [{ ...row, destroyedAfterDays: -1 }] }, 'annex.0.destroyedAfterDays'],
    ['agreement', { annex: [{ ...row, readableByTeachersForDays: 1 }] }, 'annex.0.readableByTeachersForDays'],
    [
      'agreement',
      { annex: [{ ...row, destroyedAfterDays: 90, readableByTeachersForDays: 91 }] },
      'annex.0.readableByTeachersForDays',
    ],
  ])('%s %j is refused at %s', (kind, members, place) => {
    expect(refusedAt(kind, members)[0]).toBe(place);
  });

  it.each<[RecordKind, object]>([
    [
      'board',
      {
        legalForm: 'vereniging',
        rio: '100B123',
        kvk: '12345678',
        registeredMailbox: 'bestuur@waterland.example',
      },
    ],
    [
      'school',
      { contact: 'school@regenboog.example', specialEducation: true, sensitive: { reason: 'cluster 2' } },
    ],
    ['supplier', { subProcessors: [{ ...cloud, country: 'US', transferGround: 'adequacy_decision' }] }],
    [
      'supplier',
      { covenant: { status: 'medestander', since: '2026-03-01', source: 'https://covenant.example/' } },
    ],
    ['service', { placesOfProcessing: ['NL', 'IS'], minimumAge: 13, sensitive: ['support'] }],
    [
      'agreement',
      {
        relation: 'processor',
        model: { kind: 'general' },
        subProcessors: { authorisation: 'general', noticeDays: 30 },
        breachNoticeHours: 24,
        signatures: { board: { function: 'voorzitter college van bestuur', on: '2026-06-30' } },
        dpia: { reference: 'SIVON 12', on: '2026-05-01' },
        annex: [{ ...row, optional: true, destroyedAfterDays: 400, readableByTeachersForDays: 365 }],
      },
    ],
  ])('%s %j is taken', (kind, members) => {
    expect(refusedAt(kind, members)).toEqual([]);
  });
});

describe('countries', () => {
  const letters = Array.from({ length: 26 }, (_none, index) => String.fromCodePoint(65 + index));
  const pairs = letters.flatMap((one) => letters.map((two) => one + two));

  it('are the 249 of ISO 3166-1, and none that are reserved, gone or a slip', () => {
    expect(pairs.filter(isCountry)).toHaveLength(249);
    expect(['NL', 'US', 'CW', 'GB'].filter(isCountry)).toEqual(['NL', 'US', 'CW', 'GB']);
    expect(['UK', 'SU', 'YU', 'DD', 'AN', 'XK', 'EU', 'UN', 'ZZ', 'XA'].filter(isCountry)).toEqual([]);
    expect(['nl', 'N', 'NLD', ''].filter(isCountry)).toEqual([]);
  });

  it('inside the European Economic Area are thirty, and seven places of theirs with codes of their own', () => {
    const inside = pairs.filter(isInsideEea);
    expect(inside).toHaveLength(37);
    expect(inside.every(isCountry)).toBe(true);
    expect(inside).toContain('RE');
    expect(['CH', 'GB', 'US', 'TR', 'CW', 'GL', 'NC'].filter(isInsideEea)).toEqual([]);
  });
});
