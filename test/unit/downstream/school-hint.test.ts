import { describe, expect, it } from 'vitest';
import { createReadSchoolHint, schoolHint } from '../../../src/downstream/school-hint.ts';
import { buildRegister } from '../../../src/register/replica/build-register.ts';
import { exampleFederation, stored, writtenOf } from '../../../testkit/federation/example-federation.ts';
import { boards, schools } from '../../../testkit/federation/schools.ts';

/** `99AA` as a whole, a branch of `99AB`, and two branches of `99AC`. */
const federation = exampleFederation().with({
  boards: [boards.zeeland],
  schools: [{ ...schools.kade, brin: '99AB02' }, schools.vuurtoren, schools.kompas],
});
const register = buildRegister(1, stored(writtenOf(federation.changes())));
const read = createReadSchoolHint({ current: () => register });

function schoolNamedBy(login_hint: unknown): string | undefined {
  const params: Record<string, unknown> = { login_hint };
  read({ oidc: { params } });
  return schoolHint(params['login_hint']);
}

describe('a login_hint', () => {
  it.each([
    ['school:de-regenboog', 'de-regenboog'],
    ['school:99AA', 'de-regenboog'],
    ['school:99aa', 'de-regenboog'],
    ['school:99AC02', 'het-kompas'],
    ['school:99ac01', 'de-vuurtoren'],
    // a branch of a school that takes part as an institution, and the institution of one branch
    ['school:99AA03', 'de-regenboog'],
    ['school:99AB', 'de-kade'],
  ])('%s names %s', (hint, school) => {
    expect(schoolNamedBy(hint)).toBe(school);
  });

  it.each([
    // two branches
    'school:99AC',
    // another branch than the one that is registered
    'school:99AB01',
    'school:99ZZ',
    'school:99AA0',
    'school:99A',
    'school:nobody',
    'school:',
    'school: 99AA',
    'SCHOOL:99AA',
    'brin:99AA',
    '99AA',
    'de-regenboog',
    'school:school:99AA',
    'pip@regenboog.example',
    '',
    undefined,
    ['school:99AA'],
    'school:99AC*',
    'school:__proto__',
  ])('%j names none, and is forgotten', (hint) => {
    const params: Record<string, unknown> = { login_hint: hint };
    read({ oidc: { params } });
    expect(params['login_hint']).toBeUndefined();
  });

  it('is not there where there is no request', () => {
    expect(() => {
      read({ oidc: {} });
    }).not.toThrow();
  });
});
