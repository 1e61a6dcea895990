import fc from 'fast-check';
import { people, type Person } from './agreed-by-hand.ts';

/** What somebody does at the portal, or a supplier with an agreement. */
export type Act =
  | {
      readonly does: 'choose' | 'choose for a day' | 'draft';
      readonly at: Place;
      readonly enabled: boolean;
      /** By the name of the field, also such as no form has. */
      readonly fields: Readonly<Record<string, string>>;
    }
  | { readonly does: 'template'; readonly at: Place; readonly template: string }
  | { readonly does: 'restore'; readonly at: Place; readonly back: number }
  | { readonly does: 'publish' | 'the day comes' }
  | { readonly does: 'admit'; readonly at: Place; readonly people: readonly Person[]; readonly until: number }
  | { readonly does: 'sign'; readonly agreement: string }
  | { readonly does: 'give-back' | 'suspend' | 'resume' | 'end'; readonly agreement: string }
  | {
      readonly does: 'switch on';
      readonly agreement: string;
      readonly service: string;
      readonly template: string;
      readonly schools: readonly string[];
    }
  | { readonly does: 'write'; readonly agreement: string; readonly says: Readonly<Record<string, unknown>> };

export interface Place {
  readonly school: string;
  readonly service: string;
}

export const services = ['leesboom-reader', 'rekenrijk-practice'] as const;
/** The last two are another board's: nothing that is done here may change anything there. */
export const schools = {
  'de-regenboog': 'waterland',
  'de-kade': 'waterland',
  'de-vuurtoren': 'zeeland',
} as const;
const agreements = ['waterland-leesboom', 'waterland-leesboom-2', 'waterland-rekenrijk'] as const;
export const claims = ['given_name', 'family_name', 'group', 'birthdate'] as const;

const place = fc.record({
  school: fc.constantFrom('de-regenboog', 'de-kade', 'de-regenboog', 'de-kade', 'de-vuurtoren'),
  service: fc.constantFrom(...services),
});
const template = fc.constantFrom('anonymous', 'pseudonymous', 'by_name', 'by_name', 'everything');
const some = fc.subarray([...people], { minLength: 1 });

const choice = fc.constantFrom(
  'off',
  'whole',
  'whole',
  'initial',
  'year',
  'values',
  'as_it_is',
  'everything',
);
const field = fc.constantFrom(...claims.flatMap((claim) => people.map((person) => `${claim}.${person}`)));
/** What a form of somebody's own making may say besides. */
const hostile = fc.constantFrom<Readonly<Record<string, string>>>(
  {},
  {},
  { 'email.pupil': 'whole', 'eckid.pupil': 'whole' },
  { school: 'de-vuurtoren', service: 'rekenrijk-practice', claims: 'family_name', status: 'active' },
  { 'claims[0][name]': 'family_name', 'claims[]': 'family_name', '__proto__[enabled]': 'yes' },
  { rights: 'all', author: 'operator', expected: '0', due: '0' },
);
const fields = fc
  .tuple(
    fc.dictionary(field, choice, { minKeys: 3, maxKeys: 8, noNullPrototype: true }),
    hostile,
    fc.subarray(['groep-5', 'groep-7', 'plusklas'], { minLength: 1 }),
  )
  .map(([chosen, more, allow]) => ({
    ...more,
    ...chosen,
    ...Object.fromEntries(Object.keys(chosen).map((key) => [`${key}.allow`, allow.join(', ')])),
  }));
const choosing = fc.record({
  does: fc.constantFrom('choose', 'choose', 'choose for a day', 'draft'),
  at: place,
  enabled: fc.oneof(
    { weight: 4, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  fields,
});

const reducing = {
  given_name: [[], ['initial']],
  family_name: [[], ['initial']],
  birthdate: [[], ['year']],
  group: [[], [{ values: ['groep-5'] }], [{ values: ['groep-6', 'plusklas'] }]],
} as const;
const annexRow = (service: string) =>
  fc.constantFrom(...claims).chain((claim) =>
    fc.record({
      service: fc.constant(service),
      claim: fc.constant(claim),
      purposes: fc.constantFrom(['access', 'teaching'], ['access', 'teaching'], ['delivery']),
      affiliations: some,
      transforms: fc.constantFrom(...reducing[claim]),
      ground: fc.constantFrom('public_task', 'public_task', 'public_task', 'consent'),
    }),
  );
const annexOf = (service: string) =>
  fc.uniqueArray(annexRow(service), { maxLength: 4, selector: ({ claim }) => claim });

const writing = fc.constantFrom(...agreements).chain((agreement) => {
  const service = agreement === 'waterland-rekenrijk' ? 'rekenrijk-practice' : 'leesboom-reader';
  return fc.record({
    does: fc.constant('write' as const),
    agreement: fc.constant(agreement),
    says: fc.record(
      {
        annex: annexOf(service),
        services: some.map((affiliations) => [{ service, affiliations }]),
        status: fc.constantFrom('offered', 'active', 'active', 'suspended', 'draft'),
        validFrom: fc.constantFrom(-100, -1, 0, 1).map((days) => ({ days })),
        validUntil: fc.constantFrom(-1, 0, 1, 200, 200).map((days) => ({ days })),
      },
      { requiredKeys: ['annex'] },
    ),
  });
});

/** One act, those that open something more often than others. */
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: choosing },
  { weight: 5, arbitrary: writing },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('template' as const), at: place, template }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('restore' as const), at: place, back: fc.nat(3) }) },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('publish' as const, 'the day comes' as const) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constant('admit' as const),
      at: place,
      people: some,
      until: fc.constantFrom(-1, 0, 30, 30),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('sign' as const), agreement: fc.constantFrom(...agreements) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'give-back' as const,
        'suspend' as const,
        'resume' as const,
        'resume' as const,
        'end' as const,
      ),
      agreement: fc.constantFrom(...agreements),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('switch on' as const),
      agreement: fc.constantFrom(...agreements),
      service: fc.constantFrom(...services),
      template,
      schools: fc.subarray(Object.keys(schools), { minLength: 1 }),
    }),
  },
);
const then = (first: fc.Arbitrary<Act>, second: Act): fc.Arbitrary<readonly Act[]> =>
  first.map((each) => [each, second]);
const suspending = fc.constantFrom(...agreements).map((agreement): readonly Act[] => [
  { does: 'suspend', agreement },
  { does: 'resume', agreement },
]);
/** Some acts mean little without the one after them. */
export const acts = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: act.map((each): readonly Act[] => [each]) },
      {
        weight: 1,
        arbitrary: then(
          choosing.map((each): Act => ({ ...each, does: 'draft' })),
          { does: 'publish' },
        ),
      },
      {
        weight: 1,
        arbitrary: then(
          choosing.map((each): Act => ({ ...each, does: 'choose for a day' })),
          { does: 'the day comes' },
        ),
      },
      { weight: 1, arbitrary: suspending },
    ),
    { minLength: 5, maxLength: 12, size: 'max' },
  )
  .map((parts) => parts.flat());
