import { describe, expect, it } from 'vitest';
import { affiliations, type Affiliation } from '../../../src/domain/person.ts';
import { decide } from '../../../src/release/decide.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import {
  agreement,
  allow,
  allowed,
  allowFor,
  fateOf,
  input,
  policy,
  row,
  serviceRecord,
  versioned,
} from './decision-case.ts';

/* A policy says per claim for whom. The agreement covers everybody, so only the policy tells them apart. */

function openFor(affiliation: Affiliation, ...claims: readonly ReturnType<typeof allow>[]): DecisionInput {
  const who = [...affiliations];
  return input({
    affiliation,
    service: serviceRecord(['given_name', 'family_name'], { audience: who }),
    agreements: [
      versioned(
        agreement({
          services: [{ service: input().service.id, affiliations: who }],
          annex: ['given_name', 'family_name'].map((claim) => row(claim, { affiliations: who })),
        }),
      ),
    ],
    policy: versioned(policy({ claims })),
  });
}

const forPupils = allowFor(['pupil'], 'given_name');
const forTeachers = allowFor(['teacher'], 'given_name', [{ kind: 'initial' }]);

describe('a line for some affiliations', () => {
  it.each(['teacher', 'staff'] as const)('gives nothing of what is for pupils to: %s', (affiliation) => {
    expect(fateOf('given_name', openFor(affiliation, forPupils))).toBe('not_enabled_by_school');
  });

  it('gives staff nothing of lines for pupils and for teachers', () => {
    expect(fateOf('given_name', openFor('staff', forPupils, forTeachers))).toBe('not_enabled_by_school');
  });

  it('gives nobody anything when it names nobody', () => {
    for (const affiliation of affiliations) {
      expect(fateOf('given_name', openFor(affiliation, allowFor([], 'given_name')))).toBe(
        'not_enabled_by_school',
      );
    }
  });

  it('takes nothing from other claims, which stay for all', () => {
    const given = openFor('staff', forPupils, allow('family_name'));
    expect(fateOf('family_name', given)).toEqual(['Voorbeeld']);
    expect(allowed(decide(given)).withheld).toEqual([
      { name: 'given_name', reason: 'not_enabled_by_school' },
    ]);
  });

  it('does not go past an agreement that covers fewer', () => {
    const given = openFor('teacher', allowFor(['pupil', 'teacher'], 'given_name'));
    const agreements = given.agreements.map(({ record, version }) => ({
      record: { ...record, annex: [row('given_name', { affiliations: ['pupil'] })] },
      version,
    }));
    expect(fateOf('given_name', { ...given, agreements })).toBe('affiliation_not_in_agreement');
  });
});

describe('two lines of one claim', () => {
  it.each<[Affiliation, readonly string[]]>([
    ['pupil', ['Sanne']],
    ['teacher', ['S.']],
  ])('give a %s what the own line leaves, in whichever order they stand', (affiliation, values) => {
    expect(fateOf('given_name', openFor(affiliation, forPupils, forTeachers))).toEqual(values);
    expect(fateOf('given_name', openFor(affiliation, forTeachers, forPupils))).toEqual(values);
  });

  it('never add up: the transforms that count are those of the one line', () => {
    const reduced = allowFor(['pupil'], 'given_name', [{ kind: 'initial' }]);
    const inFull = allowFor(['teacher'], 'given_name');
    const { released } = allowed(decide(openFor('teacher', reduced, inFull)));
    expect(released.map(({ values, transforms }) => [values, transforms])).toEqual([[['Sanne'], []]]);
  });

  it('for one affiliation, which the register refuses, give the one that reveals least', () => {
    const shared = [allow('given_name'), forTeachers];
    expect(fateOf('given_name', openFor('teacher', ...shared))).toEqual(['S.']);
    expect(fateOf('given_name', openFor('pupil', ...shared))).toEqual(['Sanne']);
  });
});

describe('a line without affiliations', () => {
  it.each([...affiliations])('is for all, as every policy of before: %s', (affiliation) => {
    expect(fateOf('given_name', openFor(affiliation, allow('given_name')))).toEqual(['Sanne']);
  });
});
