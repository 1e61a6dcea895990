import { describe, expect, it } from 'vitest';
import { contradictsRegister } from '../../../src/guard/organisation-claims.ts';
import { schoolRecord } from '../release/decision-case.ts';

const institution = schoolRecord({ name: 'De Regenboog', brin: '99AA' });
const branch = schoolRecord({ name: 'De Vuurtoren', brin: '99AC01' });

describe('the guard does not let go', () => {
  it.each([
    ['school_name', 'De Wilg'],
    ['school_name', ['De Vuurtoren']],
    ['school_name', ''],
    ['school_brin', '99AB'],
    ['school_brin', '99AC01'],
    ['school_brin', undefined],
    ['school_branch', '99AC02'],
    ['school_branch', '02bb01'],
    ['school_branch', '99AC'],
  ])('%s %j, which the register does not say', (claim, value) => {
    expect(contradictsRegister(claim, value, branch)).toBe(true);
  });

  it('a branch of a school that has none, nor anything of a school that it does not know', () => {
    for (const value of ['99AA00', '99AA', '']) {
      expect(contradictsRegister('school_branch', value, institution)).toBe(true);
    }
    expect(contradictsRegister('school_name', 'De Vuurtoren', undefined)).toBe(true);
  });
});

describe('the guard lets go', () => {
  it('what the register says', () => {
    expect(contradictsRegister('school_name', 'De Vuurtoren', branch)).toBe(false);
    expect(contradictsRegister('school_brin', '99AC', branch)).toBe(false);
    expect(contradictsRegister('school_branch', '99AC01', branch)).toBe(false);
    expect(contradictsRegister('school_brin', '99AA', institution)).toBe(false);
  });

  it('what is about no organisation', () => {
    for (const claim of ['given_name', 'constructor', '__proto__']) {
      expect(contradictsRegister(claim, 'x', undefined)).toBe(false);
    }
  });
});
