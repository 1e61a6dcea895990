import fc from 'fast-check';
import type { RecordState } from '../../../../../src/storage/stores/records.ts';
import { objectionHashOf } from '../../../../../testkit/values/ids.ts';

/*
 * Changes of a small federation, so small that changes meet each other: records come, change, end and come again,
 * and point at what is not there.
 */

const two = (name: string) => fc.constantFrom(`${name}-a`, `${name}-b`);
const boards = two('board');
const suppliers = two('supplier');
const services = fc.constantFrom('service-a', 'service-b', 'service-c');
const schools = fc.constantFrom('school-a', 'school-b', 'school-c');
const claims = fc.constantFrom('given_name', 'group', 'email', 'school_year');
const affiliations = fc.constantFrom(['pupil'], ['teacher'], ['pupil', 'teacher']);
const name = fc.constantFrom('Het Verzinsel', 'De Fantasie');
const people = fc.constantFrom(
  '0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a11',
  '0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a12',
);
const some = <Value>(value: fc.Arbitrary<Value>) => fc.uniqueArray(value, { minLength: 1, maxLength: 3 });

const idpBody = {
  name: 'Verzonnen leeromgeving',
  protocol: {
    kind: 'saml',
    entityId: 'https://idp.example/metadata',
    singleSignOnUrl: 'https://idp.example/sso',
    certificates: ['AAAA'],
  },
  identifier: { namespace: 'verzonnen', attributes: ['nameid'] },
  affiliation: { attribute: 'affiliation', values: { student: 'pupil' } },
};

const serviceBody = {
  description: { nl: 'Verzonnen', en: 'Invented' },
  startUrl: 'https://service.example/login',
  audience: ['pupil'],
  client: {
    authentication: { method: 'client_secret_basic', secrets: [{ file: 'made-up.secret' }] },
    redirectUris: ['https://service.example/callback'],
  },
};

interface Written {
  readonly kind: RecordState['kind'];
  readonly id: string;
  readonly body: unknown;
}

function withId(
  kind: Written['kind'],
  id: fc.Arbitrary<string>,
  body: Record<string, fc.Arbitrary<unknown>>,
) {
  return fc
    .record({ id, body: fc.record(body) })
    .map((made): Written => ({ kind, id: made.id, body: { ...made.body, id: made.id } }));
}

function rule(kind: Written['kind'], body: fc.Arbitrary<object>) {
  return fc.record({ school: schools, service: services, body }).map((made): Written => ({
    kind,
    id: `${made.school}/${made.service}`,
    body: { ...made.body, school: made.school, service: made.service },
  }));
}

/** As somebody writes it: short, long, and with the affiliations that it is for. */
const policyLine = (claim: string) =>
  fc.oneof(
    fc.constant(claim),
    fc.constant({ name: claim }),
    affiliations.map((who) => ({ name: claim, affiliations: who })),
  );

const annexRow = fc.record({
  service: services,
  claim: claims,
  purposes: fc.constant(['access']),
  affiliations,
});

const written: fc.Arbitrary<Written> = fc.oneof(
  withId('board', boards, { name }),
  withId('school', schools, {
    board: boards,
    name,
    town: name,
    brin: fc.constant('01AA'),
    sector: fc.constantFrom('po', 'vo'),
  }),
  withId('idp', two('idp'), { schools: some(schools) }).map((idp) => ({
    ...idp,
    body: { ...idpBody, ...Object(idp.body) },
  })),
  withId('supplier', suppliers, { name, privacyStatement: fc.constant('https://supplier.example/privacy') }),
  withId('sector', two('sector'), { supplier: suppliers }),
  withId('service', services, { supplier: suppliers, sector: two('sector'), name }).map((service) => ({
    ...service,
    body: { ...serviceBody, ...Object(service.body) },
  })),
  withId('agreement', two('agreement'), {
    board: boards,
    supplier: suppliers,
    status: fc.constantFrom('active', 'suspended'),
    validFrom: fc.constant('2026-08-01'),
    validUntil: fc.constant('2027-07-31'),
    services: fc.constantFrom([{ service: 'service-a', affiliations: ['pupil'] }]),
    annex: fc.array(annexRow, { maxLength: 3 }),
  }),
  rule(
    'policy',
    fc.record({
      enabled: fc.boolean(),
      claims: fc.uniqueArray(claims.chain(policyLine), { maxLength: 2 }),
    }),
  ),
  rule(
    'access',
    fc.record(
      {
        affiliations,
        years: fc.constantFrom(['1'], ['1', '2']),
        groups: fc.constant(['1a']),
        licence: fc.constant({ from: '2026-08-01', until: '2027-07-31' }),
      },
      { requiredKeys: [] },
    ),
  ),
  withId('api-client', two('client'), {
    name,
    authentication: fc.constant({ method: 'client_secret_basic', secrets: [{ file: 'made-up.secret' }] }),
    scopes: fc.constantFrom(['register:read'], ['register:read', 'policies:write']),
    board: boards,
  }),
  withId('objection', two('former-objection'), { school: schools, person: people, claim: claims }),
  withId('objection', two('objection'), {
    school: schools,
    hashes: fc.uniqueArray(people.map(objectionHashOf), { minLength: 1, maxLength: 2 }),
    boards: boards.map((board) => [board]),
    claim: claims,
  }),
);

export interface ChangingFederation {
  /** Each a whole change, as `changesSince` tells of it. */
  readonly changes: readonly (readonly RecordState[])[];
  /** What is there after all of them, in an order that says nothing. */
  readonly records: readonly Extract<RecordState, { readonly body: unknown }>[];
}

const wish = fc.record({ written, ends: fc.boolean() });

/** Random changes; a record that is there sometimes ends instead. */
export const changingFederation: fc.Arbitrary<ChangingFederation> = fc
  .array(fc.uniqueArray(wish, { maxLength: 6, selector: ({ written: { kind, id } }) => `${kind} ${id}` }), {
    maxLength: 12,
  })
  .map((wishes) => {
    const states = new Map<string, RecordState>();
    const changes = wishes.map((change) =>
      change.map(({ written: { kind, id, body }, ends }): RecordState => {
        const before = states.get(`${kind} ${id}`);
        const version = (before?.version ?? 0) + 1;
        const there = before !== undefined && before.ended !== true;
        const state: RecordState =
          there && ends ? { kind, id, version, ended: true } : { kind, id, version, body };
        states.set(`${kind} ${id}`, state);
        return state;
      }),
    );
    return { changes, records: [...states.values()].filter((state) => state.ended !== true) };
  });
