import { calendarDay } from '../../src/domain/clock.ts';
import type { Language } from '../../src/domain/language.ts';
import { attributeName } from '../../src/domain/ids.ts';
import { claimRowsOf } from '../../src/portal/services/claim-rows.ts';
import { policyAsItIs } from '../../src/portal/services/policy-form.ts';
import type { SeenService } from '../../src/portal/services/seen-services.ts';
import { choicesOfTemplate } from '../../src/portal/services/templates.ts';
import { tryOut } from '../../src/portal/services/try-out.ts';
import type { PortalFrame } from '../../src/portal/portal-page.ts';
import { catalogue } from '../federation/catalogue.ts';
import { exampleFederation } from '../federation/example-federation.ts';
import { leesboomReader } from '../federation/parties.ts';
import { required } from '../values/ids.ts';

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
export const records = exampleFederation()
  .with({ suppliers: [supplier], services: [service], agreements: [agreement], policies: [policy] })
  .parsed();

export const [school, board, reader, seller] = [
  required(records.school[0]),
  required(records.board[0]),
  required(records.service[0]),
  required(records.supplier[0]),
];
export const seen: SeenService = {
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
export const needy: SeenService = {
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
export const untouched: SeenService = { ...seen, input: { ...seen.input, policy: undefined } };
export const rows = claimRowsOf(seen.input);
export const asItIs = policyAsItIs(seen.input, rows);
export const tryOuts = tryOut({ ...seen.input, idp: required(records.idp[0]), access: undefined });
export const byName = { ...asItIs, choices: choicesOfTemplate('by_name', rows) };
/** After the last day of the agreement, with an access rule that says everything. */
export const ended: SeenService = {
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

/** Of somebody who may open every part. */
export const frame = (language: Language, currentUrl = '/portal/services'): PortalFrame => ({
  language,
  parts: [
    'today',
    'services',
    'helpDesk',
    'questions',
    'agreements',
    'people',
    'schools',
    'factors',
    'account',
  ],
  currentUrl,
});
