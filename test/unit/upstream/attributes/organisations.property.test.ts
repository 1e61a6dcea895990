import type { IdentityProvider } from '../../../../src/register/model/kinds/idp.ts';
import type { School } from '../../../../src/register/model/kinds/school.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../../src/domain/errors.ts';
import { decide } from '../../../../src/release/decide.ts';
import {
  agreement,
  allow,
  input,
  policy,
  row,
  serviceRecord,
  versioned,
} from '../../release/decision-case.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { identify, idp, vuurtoren, kompas, name, regenboog } from '../school-identity-case.ts';

/* From whatever an IdP sends to what leaves, through `toSchoolIdentity` and `decide`. */

const schools: readonly School[] = [regenboog, vuurtoren, kompas];
const everyClaim = [...catalogue.attributes.keys()].filter((claim) => claim !== 'user_name');
const organisationNames = ['school_name', 'school_brin', 'school_branch'].flatMap(
  (one) => catalogue.attributes.get(name(one))?.incoming ?? [],
);
const incomingName = fc.constantFrom(
  ...organisationNames,
  ...[...catalogue.attributes.values()].flatMap(({ incoming }) => incoming),
  'site',
  'location',
);
const brinLike = fc.constantFrom(
  '99AA',
  '99AA00',
  '99AC',
  '99AC01',
  '99ac02',
  '99AB',
  '99AB01',
  'zomaar',
  'De Wilg',
);

const schoolFrom = fc.constantFrom<Partial<IdentityProvider>>(
  {},
  { schoolFrom: { attribute: 'nlEduPersonHomeOrganizationId' } },
  { schoolFrom: { attribute: 'nlEduPersonHomeOrganizationBranchId' } },
  { schoolFrom: { attribute: 'location', values: new Map(schools.map(({ id, brin }) => [brin, id])) } },
);
const sender = fc
  .tuple(
    fc.subarray([...schools], { minLength: 1 }),
    schoolFrom,
    fc.array(fc.tuple(incomingName, fc.constantFrom(...everyClaim)), { maxLength: 3 }),
  )
  .map(([own, from, map]) => idp({ schools: own.map(({ id }) => id), ...from, attributeMap: new Map(map) }));

/** Few names and values, so that some of it is believed. */
const attributes = fc.dictionary(incomingName, fc.array(brinLike, { minLength: 1, maxLength: 2 }), {
  maxKeys: 4,
});

/** What leaves at each school that the person could sign in for; nothing when the IdP is not believed. */
function released(from: IdentityProvider, sent: Readonly<Record<string, readonly string[]>>) {
  try {
    const { identity } = identify({ idp: from, attributes: { ...sent, eduPersonAffiliation: ['student'] } });
    return schools
      .filter(({ id }) => identity.schools.includes(id))
      .map((school) => ({ school, claims: claimsAt(school, from, identity.attributes) }));
  } catch (error) {
    if (error instanceof SluisError && error.code.startsWith('identity.')) return [];
    throw error;
  }
}

function claimsAt(
  school: School,
  from: IdentityProvider,
  values: ReturnType<typeof identify>['identity']['attributes'],
) {
  const decision = decide(
    input({
      school,
      idp: from,
      catalogue,
      attributes: values,
      service: serviceRecord(everyClaim),
      agreements: [
        versioned(agreement({ board: school.board, annex: everyClaim.map((claim) => row(claim)) })),
      ],
      policy: versioned(policy({ claims: everyClaim.map((claim) => allow(claim)) })),
      requestedScopes: new Set([...catalogue.attributes.values()].map(({ scope }) => scope)),
    }),
  );
  if (decision.outcome === 'refused') throw new TypeError(decision.reason);
  return new Map(decision.released.map((claim) => [claim.name, claim.values]));
}

describe('whatever an IdP sends, under whatever names', () => {
  it('each claim about an organisation is what the register says of the school', () => {
    fc.assert(
      fc.property(sender, attributes, (from, sent) => {
        for (const { school, claims } of released(from, sent)) {
          expect(claims.get(name('school_name'))).toEqual([school.name]);
          expect(claims.get(name('school_brin'))).toEqual([school.brin.slice(0, 4)]);
          expect(claims.get(name('school_branch'))).toEqual(
            school.brin.length === 6 ? [school.brin] : undefined,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('no value that came under the name of an organisation leaves under another', () => {
    const marked = fc.dictionary(fc.constantFrom(...organisationNames), fc.constant(['99AA', '99AA00']), {
      minKeys: 1,
    });
    fc.assert(
      fc.property(sender, marked, (from, sent) => {
        for (const { claims } of released(from, sent)) {
          const others = [...claims].filter(
            ([claim]) => catalogue.attributes.get(claim)?.organisation === false,
          );
          expect(JSON.stringify(others)).not.toContain('99AA');
        }
      }),
    );
  });

  it('is tried on IdPs that are believed and on such that are not', () => {
    const outcomes = fc
      .sample(fc.tuple(sender, attributes), { numRuns: 500, seed: 3 })
      .map(([from, sent]) => released(from, sent));
    expect(outcomes.filter(({ length }) => length > 0).length).toBeGreaterThan(50);
    expect(outcomes.filter(({ length }) => length > 1).length).toBeGreaterThan(5);
    expect(outcomes.filter(({ length }) => length === 0).length).toBeGreaterThan(50);
  });
});
