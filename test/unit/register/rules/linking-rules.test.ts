import { describe, expect, it } from 'vitest';
import { linkingRules } from '../../../../src/register/rules/linking-rules.ts';
import { schools } from '../../../../testkit/federation/schools.ts';
import { inputOf, records, registerWith } from './rule-case.ts';

const sensitive = { ...schools.regenboog, sensitive: { reason: 'speciaal onderwijs' } };
const names = ['given_name', 'school_name', 'school_brin', 'school_branch', 'school_id', 'email'];
const policy = (enabled = true, claims: readonly string[] = names) => ({
  school: 'de-regenboog',
  service: 'leesboom-reader',
  enabled,
  claims,
});
const warned = (focus: object, background: object) =>
  [...linkingRules(inputOf(records(focus), registerWith(records({ ...background, ...focus }))))].map(
    ({ id, path, problem }) => `${id} ${path.join('.')} ${/switches on (\w+)/.exec(problem)?.[1] ?? ''}`,
  );
const expected = [
  'de-regenboog/leesboom-reader claims.1 school_name',
  'de-regenboog/leesboom-reader claims.2 school_brin',
  'de-regenboog/leesboom-reader claims.3 school_branch',
  'de-regenboog/leesboom-reader claims.5 email',
];

describe('a linking claim at a school where being there is sensitive', () => {
  it('is warned of by name, whichever of school and policy is written, and once', () => {
    expect(warned({ policies: [policy()] }, { schools: [sensitive] })).toEqual(expected);
    expect(warned({ schools: [sensitive] }, { policies: [policy()] })).toEqual(expected);
    expect(warned({ schools: [sensitive], policies: [policy()] }, {})).toEqual(expected);
  });

  it.each([
    ['at any other school', schools.regenboog, policy()],
    ['while the service is off', sensitive, policy(false)],
    ['for what does not link', sensitive, policy(true, ['given_name', 'school_id'])],
  ])('is not warned of %s', (_where, school, written) => {
    expect(warned({ schools: [school], policies: [written] }, {})).toEqual([]);
  });
});
