import type { AccessRule } from '../../../src/register/model/kinds/access.ts';
import type { Agreement, AnnexRow } from '../../../src/register/model/kinds/agreement.ts';
import type { IdentityProvider } from '../../../src/register/model/kinds/idp.ts';
import type { Objection } from '../../../src/register/model/kinds/objection.ts';
import type { ReleasePolicy } from '../../../src/register/model/kinds/policy.ts';
import type { School } from '../../../src/register/model/kinds/school.ts';
import type { Service } from '../../../src/register/model/kinds/service.ts';
import type { SnapshotBoard } from '../../../src/register/model/snapshot-board.ts';
import type { Versioned } from '../../../src/register/model/versioned.ts';
import fc from 'fast-check';
import type { Attribute, Transform } from '../../../src/domain/attributes.ts';
import { agreementId, objectionId } from '../../../src/domain/ids.ts';
import { affiliations } from '../../../src/domain/person.ts';
import type { DecisionInput } from '../../../src/release/sign-in.ts';
import { required } from '../../../testkit/values/ids.ts';
import {
  agreement,
  allow,
  attribute,
  boardRecord,
  catalogueOf,
  day,
  idpRecord,
  name,
  objection,
  operatorTerms,
  otherService,
  policy,
  row,
  schoolRecord,
  service,
  serviceRecord,
} from './decision-case.ts';

/*
 * Federations of few words, so that their parts meet often. Also those that the register would refuse: two agreements
 * in force, two rows or lines for one claim of one affiliation, a line for nobody, a transform that an attribute does not have.
 */

const claimNames = [
  'given_name',
  'family_name',
  'birthdate',
  'group',
  'groups',
  'school_year',
  'email',
  'school_branch',
  'school_id',
] as const;
const scopes = ['profile', 'birthdate', 'group', 'email'] as const;
const purposes = ['access', 'teaching'] as const;

const claimName = fc.constantFrom(...claimNames);
const someService = fc.oneof(
  { weight: 4, arbitrary: fc.constant(service) },
  { weight: 1, arbitrary: fc.constant(otherService) },
);
const someAffiliations = fc
  .subarray([...affiliations])
  .chain((list) => fc.constantFrom(list, ['pupil'] as const, affiliations, affiliations));
const groupValue = fc.constantFrom('groep-5', 'groep-6', 'plusklas');

const mostly = <Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(usual, ...others) },
  );

type ClaimText = (typeof claimNames)[number];
const filter = fc.uniqueArray(groupValue).map((list): Transform => ({ kind: 'values', allow: list }));
const naturalTransform: Readonly<Record<ClaimText, fc.Arbitrary<Transform>>> = {
  given_name: fc.constant({ kind: 'initial' }),
  family_name: fc.constant({ kind: 'initial' }),
  birthdate: fc.constant({ kind: 'year' }),
  group: filter,
  groups: filter,
  school_year: fc.constant({ kind: 'values', allow: [] }),
  school_id: fc.constant({ kind: 'values', allow: [] }),
  email: fc.constant({ kind: 'values', allow: [] }),
  school_branch: fc.constant({ kind: 'values', allow: [] }),
};
const naturalValue: Readonly<Record<ClaimText, fc.Arbitrary<string>>> = {
  given_name: fc.constantFrom('Sanne', 'ßara', "'t Voorbeeld"),
  family_name: fc.constantFrom('Voorbeeld', 'Ös'),
  birthdate: fc.constantFrom('2014-03-09', '2014'),
  group: groupValue,
  groups: fc.constant('gezegd'),
  school_year: fc.constantFrom('4', '5', '6'),
  school_id: fc.constantFrom('de-kade', 'zomaar'),
  email: fc.constantFrom('pip@school.example', 'pip@elders.example', 'pip'),
  school_branch: fc.constantFrom('99AC07', '99AA01', 'zomaar'),
};
const anyTransform = fc.constantFrom(...claimNames).chain((claim) => naturalTransform[claim]);
const anyValue = fc.oneof(fc.string(), fc.constantFrom('', ' ', 'Sanne', '2014-03-09'));

/** Members that are there now and then, and never there as `undefined`. */
const rarely = <Member extends object>(member: fc.Arbitrary<Member>): fc.Arbitrary<Member | object> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: member });

const usually = <Value>(usual: fc.Arbitrary<Value>, other: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: other });
const transformsOf = (claim: ClaimText) =>
  usually(fc.array(naturalTransform[claim], { maxLength: 1 }), fc.array(anyTransform, { maxLength: 2 }));
const valuesOf = (claim: ClaimText) =>
  usually(
    fc.array(naturalValue[claim], { minLength: 1, maxLength: claim === 'group' ? 3 : 1 }),
    fc.array(anyValue, { maxLength: 3 }),
  );
const attributes = fc
  .subarray([...claimNames], { minLength: 4 })
  .chain((claims) =>
    fc.tuple(...claims.map((claim) => valuesOf(claim).map((list) => [name(claim), list] as const))),
  )
  .map((entries) => new Map(entries));

const annexRow: fc.Arbitrary<AnnexRow> = claimName.chain((claim) =>
  fc
    .record({
      service: someService,
      purposes: mostly<AnnexRow['purposes']>(purposes, ['access'], ['teaching'], []),
      affiliations: someAffiliations,
      transforms: transformsOf(claim),
      ground: fc.oneof(
        { weight: 20, arbitrary: fc.constantFrom<AnnexRow['ground'] & string>('public_task', 'contract') },
        { weight: 1, arbitrary: fc.constant('consent' as const) },
      ),
    })
    .map((changes) => row(claim, changes)),
);
const policyLine = claimName.chain((claim) =>
  fc
    .tuple(transformsOf(claim), rarely(someAffiliations.map((list) => ({ affiliations: list }))))
    .map(([list, who]) => ({ ...allow(claim, list), ...who })),
);

const arbitraryAgreement: fc.Arbitrary<Versioned<Agreement>> = fc
  .record({
    id: fc.constantFrom('een', 'twee').map((id) => required(agreementId(id))),
    status: mostly<Agreement['status']>('active', 'draft', 'offered', 'suspended', 'ended'),
    validFrom: mostly(day('2026-08-01'), day('2026-09-01'), day('2026-09-02')),
    validUntil: mostly(day('2027-07-31'), day('2026-09-01'), day('2026-08-31')),
    services: fc.array(fc.record({ service: someService, affiliations: someAffiliations }), {
      minLength: 1,
      maxLength: 2,
    }),
    annex: fc.array(annexRow, { maxLength: 18, size: 'max' }),
    replaces: fc.option(fc.constantFrom('een', 'twee'), { nil: undefined, freq: 4 }),
  })
  .map(({ replaces, ...changes }) => ({
    record: agreement({
      ...changes,
      ...(replaces === undefined ? {} : { replaces: required(agreementId(replaces)) }),
    }),
    version: 1,
  }));

const someDay = fc.constantFrom('2026-08-01', '2026-08-31', '2026-09-01', '2026-09-02').map(day);

const arbitrarySchool: fc.Arbitrary<School> = fc
  .tuple(rarely(someDay.map((on) => ({ closed: { on } }))), fc.constantFrom('99AA', '99AA01'))
  .map(([closed, brin]) => schoolRecord({ ...closed, brin }));

const arbitraryIdp: fc.Arbitrary<IdentityProvider> = fc
  .tuple(
    rarely(someDay.map((validFrom) => ({ validFrom }))),
    rarely(someDay.map((validUntil) => ({ validUntil }))),
    rarely(fc.boolean().map((disabled) => ({ disabled }))),
    fc.constantFrom({}, { emailDomains: ['school.example'] }),
  )
  .map(([from, until, disabled, domains]) => idpRecord({ ...from, ...until, ...disabled, ...domains }));

const arbitraryAccess: fc.Arbitrary<Versioned<AccessRule> | undefined> = fc.option(
  fc
    .tuple(
      rarely(someAffiliations.map((list) => ({ affiliations: list }))),
      rarely(fc.subarray(['4', '5', '6']).map((years) => ({ years }))),
      rarely(fc.uniqueArray(groupValue).map((groups) => ({ groups }))),
      rarely(fc.record({ from: someDay, until: someDay }).map((licence) => ({ licence }))),
    )
    .map(([who, years, groups, licence]) => {
      const { id: school } = schoolRecord();
      return { record: { school, service, ...who, ...years, ...groups, ...licence }, version: 1 };
    }),
  { nil: undefined, freq: 2 },
);

const arbitraryPolicy: fc.Arbitrary<Versioned<ReleasePolicy> | undefined> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(undefined) },
  {
    weight: 9,
    arbitrary: fc
      .record({
        enabled: mostly(true, false),
        claims: fc.array(policyLine, { maxLength: 18, size: 'max' }),
      })
      .map((changes) => ({ record: policy(changes), version: 1 })),
  },
);

const arbitraryObjection: fc.Arbitrary<Objection> = fc
  .record({
    id: fc.constant(required(objectionId('bezwaar'))),
    service: fc.option(someService, { nil: undefined }),
    claim: fc.option(claimName, { nil: undefined, freq: 12 }),
  })
  .map(({ id, service: about, claim }) =>
    objection({
      id,
      ...(about === undefined ? {} : { service: about }),
      ...(claim === undefined ? {} : { claim: name(claim) }),
    }),
  );

const arbitraryService: fc.Arbitrary<Service> = fc
  .record({
    audience: mostly<Service['audience']>(affiliations, ['teacher'], []),
    claims: fc.array(
      fc.record({
        name: fc
          .oneof({ weight: 9, arbitrary: claimName }, { weight: 1, arbitrary: fc.constant('shoe_size') })
          .map((text) => name(text)),
        purpose: fc.constantFrom(...purposes),
        required: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    blocked: mostly(false, true),
  })
  .map((changes) => serviceRecord([], changes));

const naturalType = {
  given_name: 'text',
  family_name: 'text',
  birthdate: 'date',
  group: 'list',
  groups: 'groups',
  school_year: 'text',
  school_id: 'text',
  email: 'text',
  school_branch: 'text',
} as const;

/** The register’s own words and the broker’s own claims have the type that the code gives them. */
function typeOf(text: ClaimText): fc.Arbitrary<Attribute['type']> {
  const isFixed = text === 'groups' || text === 'school_id';
  return isFixed ? fc.constant(naturalType[text]) : mostly(naturalType[text], 'text', 'date', 'list');
}

function arbitraryAttribute(text: ClaimText): fc.Arbitrary<Attribute> {
  return fc
    .record({
      type: typeOf(text),
      transforms:
        text === 'groups'
          ? mostly<Attribute['transforms']>(['values'], [])
          : mostly<Attribute['transforms']>(['initial', 'year', 'values'], [], ['initial'], ['values']),
      scope: fc.constantFrom(...scopes),
      releasable: mostly(true, false),
    })
    .map((changes) =>
      attribute(text, { ...changes, organisation: text.startsWith('school_') && text !== 'school_year' }),
    );
}

const arbitraryBoard: fc.Arbitrary<SnapshotBoard> = mostly<SnapshotBoard['operatorAgreement']>(
  operatorTerms(),
  undefined,
  'none',
  operatorTerms({ validUntil: day('2026-09-01') }),
  operatorTerms({ validUntil: day('2026-08-31') }),
  operatorTerms({ validFrom: day('2026-09-02') }),
  operatorTerms({ covers: ['login', 'ledger'] }),
).map(boardRecord);

/** Anything that `decide` can be asked. */
export const arbitraryInput: fc.Arbitrary<DecisionInput> = fc.record({
  today: fc.constant(day('2026-09-01')),
  affiliation: mostly(...affiliations),
  school: arbitrarySchool,
  board: arbitraryBoard,
  idp: arbitraryIdp,
  access: arbitraryAccess,
  service: arbitraryService,
  agreements: fc.array(arbitraryAgreement, { maxLength: 3, size: 'max' }),
  policy: arbitraryPolicy,
  objections: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(arbitraryObjection, { maxLength: 2 }) },
  ),
  requestedScopes: mostly<readonly string[]>(scopes, ['profile'], ['group'], []).map(
    (list) => new Set(['openid', ...list]),
  ),
  catalogue: fc.tuple(...claimNames.map(arbitraryAttribute)).map(catalogueOf),
  attributes,
});

/** The same, of a service that asks for groups and for the year of a pupil. */
export const inputAboutGroups: fc.Arbitrary<DecisionInput> = arbitraryInput.map((given) => ({
  ...given,
  service: serviceRecord(['groups', 'school_year']),
  requestedScopes: new Set(['openid', ...scopes]),
}));
