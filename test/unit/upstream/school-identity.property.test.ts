import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../src/domain/errors.ts';
import { isForbiddenName } from '../../../src/domain/forbidden-names.ts';
import { withoutNationalNumbers } from '../../../src/upstream/attributes/forbidden-names.ts';
import { lengthPrefixed } from '../../../src/upstream/attributes/person-identifiers.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { eckId, identify, idp, vuurtoren, kompas, type Sent } from './school-identity-case.ts';

const incomingName = fc.constantFrom(
  ...[...catalogue.attributes.values()].flatMap((attribute) => attribute.incoming),
  ...catalogue.forbiddenIncoming,
  'unknown',
  '__proto__',
  'constructor',
);
const value = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '99AC',
    '99AC01',
    '99AC02',
    '99AB',
    'student',
    'employee',
    eckId,
    '063138219',
    '2014-03-09',
  ),
);
const sent = fc.dictionary(incomingName, fc.array(value, { maxLength: 3 })).map((attributes): Sent => {
  return { idp: idp({ schools: [vuurtoren.id, kompas.id] }), attributes };
});

function outcome(input: Sent) {
  try {
    return identify(input).identity;
  } catch (error) {
    if (error instanceof SluisError && error.code.startsWith('identity.')) return error.code;
    throw error;
  }
}

describe('whatever an IdP sends', () => {
  it('is an identity within the IdP’s own schools, or is refused with a code of our own', () => {
    fc.assert(
      fc.property(sent, (input) => {
        const identity = outcome(input);
        if (typeof identity === 'string') return;
        expect([vuurtoren.id, kompas.id]).toEqual(expect.arrayContaining([...identity.schools]));
        expect(identity.schools.length).toBeGreaterThan(0);
        expect(identity.identifiers.length).toBeGreaterThan(0);
      }),
    );
  });

  it('never names a school beyond what any asserted value means', () => {
    fc.assert(
      fc.property(sent, (input) => {
        const identity = outcome(input);
        const asserted = input.attributes?.['nlEduPersonHomeOrganizationId'] ?? [];
        if (asserted.includes('99AB')) expect(identity).toEqual(expect.any(String));
      }),
    );
  });

  it('keeps nothing that is not usable', () => {
    fc.assert(
      fc.property(sent, (input) => {
        const identity = outcome({ ...input, usable: new Set() });
        if (typeof identity !== 'string') expect(identity.attributes.size).toBe(0);
      }),
    );
  });

  it('comes out without forbidden names and without their numbers', () => {
    const number = fc.stringMatching(/^[1-9]\d{8}$/);
    fc.assert(
      fc.property(sent, number, fc.string(), fc.string(), (input, digits, before, after) => {
        const attributes = { ...input.attributes, bsn: [digits], uid: [`${before}x${digits}x${after}`] };
        const { kept } = withoutNationalNumbers(
          {
            values: new Map(Object.entries(attributes)),
            unreadable: new Map(),
            repeated: new Set(),
            elsewhere: new Set(),
            onlySearched: [],
          },
          catalogue.forbiddenIncoming,
        );
        expect(
          [...kept.values.keys()].filter((key) => isForbiddenName(key, catalogue.forbiddenIncoming)),
        ).toEqual([]);
        expect(JSON.stringify([...kept.values.values()])).not.toContain(digits);
      }),
    );
  });
});

describe('joined identifiers', () => {
  it('are equal only for equal parts', () => {
    const parts = fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const isSame = JSON.stringify(one) === JSON.stringify(other);
        expect(lengthPrefixed(one) === lengthPrefixed(other)).toBe(isSame);
      }),
    );
  });
});
