import { calendarDay } from '../../src/domain/clock.ts';
import type { Language } from '../../src/domain/language.ts';
import { attributeName } from '../../src/domain/ids.ts';
import { attentionFor } from '../../src/portal/services/attention.ts';
import { renderAttention } from '../../src/portal/services/attention-part.ts';
import { renderChange } from '../../src/portal/services/change-page.ts';
import { claimRowsOf, excessIn } from '../../src/portal/services/claim-rows.ts';
import { knownSentences } from '../../src/portal/services/claim-text.ts';
import { changesBy } from '../../src/portal/services/policy-changes.ts';
import { policyAsItIs, policyOf } from '../../src/portal/services/policy-form.ts';
import { renderReview } from '../../src/portal/services/review-page.ts';
import type { SeenService } from '../../src/portal/services/seen-services.ts';
import { renderService } from '../../src/portal/services/service-page.ts';
import { stateOf } from '../../src/portal/services/service-state.ts';
import { renderSchoolChoice, renderServices } from '../../src/portal/services/services-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { choicesOfTemplate } from '../../src/portal/services/templates.ts';
import { tryOut } from '../../src/portal/services/try-out.ts';
import type { PortalFrame } from '../../src/portal/portal-page.ts';
import { catalogue } from '../federation/catalogue.ts';
import { exampleFederation } from '../federation/example-federation.ts';
import { leesboomReader } from '../federation/parties.ts';
import { required } from '../values/ids.ts';
import { calm } from './invented-portal-people.ts';
import type { Variant } from './variant.ts';

const claims = [
  { name: 'given_name', purpose: 'access', required: true },
  { name: 'family_name', purpose: 'access' },
  { name: 'email', purpose: 'continuity' },
  { name: 'group', purpose: 'teaching' },
  { name: 'birthdate', purpose: 'teaching' },
];
const agreed = { service: 'leesboom-reader', ground: 'public_task', destroyedAfterDays: 90 };
const supplier = {
  ...required(exampleFederation().lists.suppliers[0]),
  covenant: { status: 'deelnemer', version: '4.0', since: '2026-03-01' },
  subProcessors: [
    { name: 'Wolkenrek BV', purpose: 'hosting', country: 'NL' },
    { name: 'Verrekijk Ltd', purpose: 'help desk', country: 'GB', transferGround: 'adequacy_decision' },
  ],
};
const service = {
  ...leesboomReader,
  claims,
  placesOfProcessing: ['NL', 'IE'],
  productPage: 'https://reader.leesboom.example/over',
};
const agreement = {
  ...required(exampleFederation().lists.agreements[0]),
  dpia: { reference: 'DPIA 2026-14' },
  annex: [
    { ...agreed, claim: 'given_name', purposes: ['access'], affiliations: ['pupil', 'teacher'] },
    {
      ...agreed,
      claim: 'family_name',
      purposes: ['access'],
      affiliations: ['pupil', 'teacher'],
      transforms: ['initial'],
    },
    { ...agreed, claim: 'email', purposes: ['continuity'], affiliations: ['teacher'] },
    { ...agreed, claim: 'group', purposes: ['teaching'], affiliations: ['pupil'] },
  ],
};
const policy = {
  school: 'de-regenboog',
  service: 'leesboom-reader',
  enabled: true,
  claims: [
    { name: 'given_name', affiliations: ['pupil'] },
    { name: 'group', transforms: [{ values: ['groep-5', 'groep-6'] }] },
  ],
};
const records = exampleFederation()
  .with({ suppliers: [supplier], services: [service], agreements: [agreement], policies: [policy] })
  .parsed();

const [school, board, reader, seller] = [
  required(records.school[0]),
  required(records.board[0]),
  required(records.service[0]),
  required(records.supplier[0]),
];
const seen: SeenService = {
  school,
  service: reader,
  supplier: seller,
  access: undefined,
  input: {
    today: required(calendarDay('2026-09-01')),
    school,
    board,
    service: reader,
    agreements: records.agreement.map((record) => ({ record, version: 1 })),
    policy: { record: required(records.policy[0]), version: 3 },
    catalogue,
  },
};
/** Soon to end, with a claim that is agreed no longer and without one that is needed. */
const needy: SeenService = {
  ...seen,
  input: {
    ...seen.input,
    today: required(calendarDay('2027-07-01')),
    policy: {
      record: {
        ...required(records.policy[0]),
        claims: [{ name: required(attributeName('birthdate')), transforms: [] }],
      },
      version: 4,
    },
  },
};
/** Before the school chose anything. */
const untouched: SeenService = { ...seen, input: { ...seen.input, policy: undefined } };
const rows = claimRowsOf(seen.input);
const asItIs = policyAsItIs(seen.input, rows);
const tryOuts = tryOut({ ...seen.input, idp: required(records.idp[0]), access: undefined });
const byName = { ...asItIs, choices: choicesOfTemplate('by_name', rows) };
/** After the last day of the agreement, with an access rule that says everything. */
const ended: SeenService = {
  ...seen,
  access: {
    record: {
      school: school.id,
      service: reader.id,
      affiliations: ['pupil'],
      years: ['5', '6'],
      groups: ['groep-5', 'groep-6'],
      licence: { from: required(calendarDay('2026-08-01')), until: required(calendarDay('2027-07-31')) },
    },
    version: 1,
  },
  input: { ...seen.input, today: required(calendarDay('2027-08-01')) },
};

const frame = (language: Language): PortalFrame => ({
  language,
  parts: ['today', 'services', 'agreements', 'people', 'schools', 'factors', 'account'],
  currentUrl: '/portal/services',
});
const listed = (language: Language, id: string, each: SeenService) => ({
  id,
  name: each.service.name,
  supplierName: each.supplier.name,
  state: stateOf(each.input),
  known: knownSentences(language, each.input),
  attention: renderAttention(language, each.input, attentionFor(each.input)),
});
const one = (language: Language) => ({
  ...frame(language),
  seen,
  rows,
  choices: asItIs.choices,
  mayChange: true,
  tryOuts,
});
const form = (language: Language) => ({
  ...frame(language),
  seen,
  rows,
  filled: asItIs,
  excess: excessIn(seen.input, rows),
  wrong: [],
});
const review = (language: Language) => {
  const after = policyOf(seen.input, rows, byName);
  const input = { ...seen.input, policy: { record: after, version: 3 } };
  return {
    ...frame(language),
    seen: { ...seen, input },
    filled: byName,
    changes: changesBy(seen.input, after),
    missing: [],
    tryOuts: tryOut({ ...input, idp: required(records.idp[0]), access: undefined }),
    wrong: [],
  };
};

const ending = {
  service: reader.id,
  name: reader.name,
  school: school.id,
  endsOn: required(calendarDay('2027-07-31')),
};

/** Pages of the portal about what services get, which are invented. */
export const portalServicePages: readonly Variant[] = [
  {
    name: 'portal-services',
    render: (language) =>
      renderServices({
        ...frame(language),
        school,
        hasOthers: true,
        services: [
          listed(language, 'leesboom-reader', seen),
          listed(language, 'rekenrijk', untouched),
          listed(language, 'oud', ended),
          listed(language, 'bijna', needy),
        ],
      }),
  },
  {
    name: 'portal-services-none',
    render: (language) => renderServices({ ...frame(language), school, hasOthers: false, services: [] }),
  },
  {
    name: 'portal-services-schools',
    render: (language) => renderSchoolChoice({ ...frame(language), schools: records.school }),
  },
  {
    name: 'portal-today-ending',
    render: (language) => renderToday({ ...frame(language), ...calm, ending: [ending] }),
  },
  { name: 'portal-service', render: (language) => renderService({ ...one(language), outcome: 'done' }) },
  {
    name: 'portal-service-ended',
    render: (language) =>
      renderService({
        ...one(language),
        seen: ended,
        rows: claimRowsOf(ended.input),
        mayChange: false,
        tryOuts: tryOut({ ...ended.input, idp: required(records.idp[0]), access: undefined }),
        outcome: 'notAllowed',
      }),
  },
  { name: 'portal-change-service', render: (language) => renderChange(form(language)) },
  {
    name: 'portal-change-service-wrong',
    render: (language) =>
      renderChange({
        ...form(language),
        excess: [required(attributeName('birthdate'))],
        wrong: ['values', 'changed', 'other'],
      }),
  },
  { name: 'portal-review-service', render: (language) => renderReview(review(language)) },
  {
    name: 'portal-review-service-wrong',
    render: (language) =>
      renderReview({
        ...review(language),
        changes: [],
        missing: [required(attributeName('given_name'))],
        wrong: ['reason'],
      }),
  },
];
