import { expect, it } from 'vitest';
import { missingClaims } from '../../../../src/api/activations/missing-claims.ts';
import { boardId, schoolId } from '../../../../src/domain/ids.ts';
import type { ActivationInput } from '../../../../src/release/activation.ts';
import { required } from '../../../../testkit/values/ids.ts';
import {
  agreement,
  allow,
  input,
  name,
  policy,
  row,
  schoolRecord,
  serviceRecord,
  versioned,
} from '../../release/decision-case.ts';

const claims = ['given_name', 'group', 'user_name', 'birthdate'];
const service = {
  ...serviceRecord([]),
  claims: claims.map((claim) => ({
    name: name(claim),
    purpose: 'access' as const,
    required: claim !== 'birthdate',
  })),
};

function school(id: string, annex: readonly string[], policyClaims: readonly string[], enabled = true) {
  const given: ActivationInput = input({
    service,
    school: schoolRecord({ id: required(schoolId(id)) }),
    agreements: [versioned(agreement({ annex: annex.map((claim) => row(claim)) }))],
    policy: versioned(policy({ enabled, claims: policyClaims.map((claim) => allow(claim)) })),
  });
  return given;
}

const { board } = schoolRecord();
const lacking = (id: string, claim: string, ofBoard = board) => ({
  school: required(schoolId(id)),
  board: ofBoard,
  claim: name(claim),
});

function counted(...given: Parameters<typeof missingClaims>): readonly string[] {
  return missingClaims(...given).flatMap(({ claim, whoseTurn, schools }) =>
    schools === 0 ? [] : [`${claim} ${whoseTurn} ${String(schools)}`],
  );
}

it('counts schools by the first gate that is closed, of required claims alone', () => {
  const schools = [
    school('een', [], []),
    school('twee', ['given_name'], []),
    school('drie', ['given_name', 'group'], ['given_name']),
  ];
  expect(counted(service, schools, [])).toEqual([
    'given_name board 1',
    'given_name school 1',
    'group board 2',
    'group school 1',
    'user_name operator 3',
  ]);
});

it('counts no school that has not switched the service on', () => {
  expect(counted(service, [school('een', [], [], false)], [])).toEqual([]);
});

it('is the identity provider’s turn only where agreement and school let the claim leave', () => {
  const schools = [school('een', ['given_name'], ['given_name']), school('twee', ['given_name'], [])];
  const found = [lacking('een', 'given_name'), lacking('twee', 'given_name'), lacking('drie', 'given_name')];
  const turns = counted(service, schools, found).filter((line) => line.startsWith('given_name'));
  expect(turns).toEqual(['given_name school 1', 'given_name identity_provider 1']);
});

it('does not count what came to nobody when the school was another board’s', () => {
  const schools = [school('een', ['given_name'], ['given_name'])];
  const found = [lacking('een', 'given_name', required(boardId('zeeland')))];
  expect(counted(service, schools, found).filter((line) => line.startsWith('given_name'))).toEqual([]);
});

it('says every turn of every required claim, and 0', () => {
  expect(missingClaims(service, [], []).map(({ claim, schools }) => `${claim} ${String(schools)}`)).toEqual([
    ...Array.from({ length: 4 }, () => 'given_name 0'),
    ...Array.from({ length: 4 }, () => 'group 0'),
    ...Array.from({ length: 4 }, () => 'user_name 0'),
  ]);
});
