import { calendarDay } from '../../src/domain/clock.ts';
import type { Language } from '../../src/domain/language.ts';
import { documentHash, schoolId } from '../../src/domain/ids.ts';
import { renderAct } from '../../src/portal/agreements/act-page.ts';
import { renderAgreement } from '../../src/portal/agreements/agreement-page.ts';
import { renderAgreements } from '../../src/portal/agreements/agreements-page.ts';
import { renderReceipt } from '../../src/portal/agreements/receipt-page.ts';
import type { AgreementBetween, SeenAgreement } from '../../src/portal/agreements/seen-agreements.ts';
import { renderSign } from '../../src/portal/agreements/sign-page.ts';
import { signedText } from '../../src/portal/agreements/signed-text.ts';
import { nothingFilled } from '../../src/portal/agreements/switch-form.ts';
import {
  renderSwitched,
  renderSwitchOn,
  renderSwitchReview,
} from '../../src/portal/agreements/switch-on-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { catalogue } from '../federation/catalogue.ts';
import { exampleFederation } from '../federation/example-federation.ts';
import { required } from '../values/ids.ts';
import { calm } from './invented-portal-people.ts';
import { frame as everyFrame } from './invented-service.ts';
import type { Variant } from './variant.ts';

const hash = required(documentHash('a3'.repeat(32)));
const agreed = {
  service: 'leesboom-reader',
  affiliations: ['pupil'],
  ground: 'public_task',
  destroyedAfterDays: 90,
};
const before = {
  ...required(exampleFederation().lists.agreements[0]),
  annex: [
    { ...agreed, claim: 'given_name', purposes: ['access'], transforms: ['initial'] },
    { ...agreed, claim: 'family_name', purposes: ['access'] },
    { ...agreed, claim: 'group', purposes: ['teaching'] },
    { ...agreed, claim: 'birthdate', purposes: ['teaching'], transforms: ['year'] },
  ],
};
/** Wider in one row, narrower in another, with a row more and a row less. */
const offer = {
  ...before,
  id: 'waterland-leesboom-2',
  status: 'offered',
  replaces: 'waterland-leesboom',
  validFrom: '2027-08-01',
  validUntil: '2028-07-31',
  annex: [
    { ...agreed, claim: 'given_name', purposes: ['access'], affiliations: ['pupil', 'teacher'] },
    { ...agreed, claim: 'group', purposes: ['teaching'] },
    {
      ...agreed,
      claim: 'birthdate',
      purposes: ['teaching'],
      transforms: ['year'],
      destroyedAfterDays: 30,
      readableByTeachersForDays: 14,
      optional: true,
    },
    { ...agreed, claim: 'email', purposes: ['continuity'], affiliations: ['teacher'] },
  ],
  relation: 'processor',
  model: { kind: '4.0' },
  subProcessors: { authorisation: 'general', noticeDays: 30 },
  breachNoticeHours: 24,
  documents: [
    { kind: 'agreement', hash },
    { kind: 'security_annex', hash: 'b4'.repeat(32) },
  ],
  dpia: { reference: 'DPIA 2026-14', on: '2026-05-01' },
  signatures: { supplier: { function: 'directeur', on: '2027-05-30' } },
};
const supplier = {
  ...required(exampleFederation().lists.suppliers[0]),
  subProcessors: [
    { name: 'Wolkenrek BV', purpose: 'hosting', country: 'NL' },
    { name: 'Verrekijk Ltd', purpose: 'help desk', country: 'GB', transferGround: 'adequacy_decision' },
  ],
};
const records = exampleFederation()
  .with({ suppliers: [supplier], agreements: [before, offer] })
  .parsed();
const between = (index: number): AgreementBetween => ({
  agreement: required(records.agreement[index]),
  board: required(records.board[0]),
  supplier: required(records.supplier[0]),
  services: [required(records.service[0])],
});
const seenOf = (each: AgreementBetween, earlier?: AgreementBetween): SeenAgreement => ({
  ...each,
  body: { ...each.agreement },
  readFrom: [{ kind: 'agreement', id: each.agreement.id, version: 3 }],
  earlier,
});
const offered = seenOf(between(1), between(0));
const first = seenOf(between(1));
const function_ = { function: 'voorzitter college van bestuur', on: required(calendarDay('2027-06-02')) };
const signed = seenOf({
  ...between(1),
  agreement: {
    ...offered.agreement,
    status: 'active',
    signatures: { ...offered.agreement.signatures, board: { ...function_, text: hash } },
  },
});
const service = required(records.service[0]);
const counts = [
  {
    service,
    schools: [
      { school: { id: required(records.school[0]).id, name: 'De Regenboog' }, state: { kind: 'on' } },
      { school: { id: required(records.school[0]).id, name: 'De Vuurtoren' }, state: { kind: 'off' } },
      { school: { id: required(records.school[0]).id, name: 'Het Kompas' }, state: { kind: 'off' } },
      {
        school: { id: required(records.school[0]).id, name: 'College De Kade' },
        state: { kind: 'closed', why: 'login' },
      },
    ],
  },
] as const;
const stops = [
  { service, affiliations: ['pupil', 'teacher'], schools: ['De Regenboog', 'De Vuurtoren'] },
] as const;

const frame = (language: Language) => everyFrame(language, '/portal/agreements');
const list = (language: Language) => ({
  ...frame(language),
  reads: 'board' as const,
  partyName: 'Stichting Waterland Onderwijs',
  agreements: [offered, signed, seenOf(between(0))],
  more: 0,
  maySign: true,
});
const one = (language: Language) => ({
  ...frame(language),
  catalogue,
  seen: offered,
  reads: 'board' as const,
  kept: [hash],
  counts,
  maySign: true,
  mayChange: true,
  mayReadPapers: true,
});
const signing = (language: Language) => ({
  ...frame(language),
  catalogue,
  seen: offered,
  counts,
  signed: signedText({ catalogue, language }, offered),
  as: '',
  wrong: [],
});
const act = (language: Language) => ({
  ...frame(language),
  seen: signed,
  act: 'suspend' as const,
  version: 4,
  stops,
  opens: [],
  reason: '',
  wrong: [],
});
const receipt = (language: Language) => ({
  ...frame(language),
  between: signed,
  as: function_.function,
  on: function_.on,
  at: { nl: '2 juni, 8:20', en: '2 June, 8:20' },
  hash,
  text: signedText({ catalogue, language: 'nl' }, offered).text,
});

const [regenboog, kade, vuurtoren] = ['de-regenboog', 'de-kade', 'de-vuurtoren'].map((id) =>
  required(schoolId(id)),
);
const switching = (language: Language) => ({
  ...frame(language),
  agreement: offered.agreement.id,
  service,
  schools: [
    {
      school: { id: required(kade), name: 'College De Kade' },
      version: 0,
      state: { kind: 'off' },
      isOn: false,
    },
    {
      school: { id: required(vuurtoren), name: 'De Vuurtoren' },
      version: 2,
      state: { kind: 'closed', why: 'login' },
      isOn: false,
    },
    {
      school: { id: required(regenboog), name: 'De Regenboog' },
      version: 3,
      state: { kind: 'on' },
      isOn: true,
    },
  ] as const,
  filled: { schools: new Map([[required(kade), 0]]), template: 'by_name' as const, reason: '' },
  wrong: [],
});

/** Pages of the portal about agreements, which are invented. */
export const portalAgreementPages: readonly Variant[] = [
  { name: 'portal-agreements', render: (language) => renderAgreements(list(language)) },
  {
    name: 'portal-agreements-supplier',
    render: (language) =>
      renderAgreements({
        ...list(language),
        reads: 'supplier',
        partyName: 'Leesboom',
        more: 12,
        maySign: false,
      }),
  },
  {
    name: 'portal-agreements-none',
    render: (language) => renderAgreements({ ...list(language), agreements: [], maySign: false }),
  },
  {
    name: 'portal-today-offer',
    render: (language) => renderToday({ ...frame(language), ...calm, offers: [offered] }),
  },
  { name: 'portal-agreement-offered', render: (language) => renderAgreement(one(language)) },
  {
    name: 'portal-agreement-signed',
    render: (language) => renderAgreement({ ...one(language), seen: signed, outcome: 'signed' }),
  },
  {
    name: 'portal-agreement-changed',
    render: (language) =>
      renderAgreement({
        ...one(language),
        maySign: false,
        mayReadPapers: false,
        kept: [],
        outcome: 'changed',
      }),
  },
  { name: 'portal-sign', render: (language) => renderSign(signing(language)) },
  {
    name: 'portal-sign-first-wrong',
    render: (language) =>
      renderSign({ ...signing(language), seen: first, wrong: ['function', 'changed', 'other'] }),
  },
  { name: 'portal-act', render: (language) => renderAct(act(language)) },
  {
    name: 'portal-act-refuse',
    render: (language) =>
      renderAct({ ...act(language), seen: offered, act: 'refuse', stops: [], wrong: ['reason'] }),
  },
  { name: 'portal-switch-on', render: (language) => renderSwitchOn(switching(language)) },
  {
    name: 'portal-switch-on-wrong',
    render: (language) =>
      renderSwitchOn({
        ...switching(language),
        filled: nothingFilled,
        wrong: ['schools', 'template', 'changed', 'other'],
      }),
  },
  {
    name: 'portal-switch-on-none',
    render: (language) =>
      renderSwitchOn({ ...switching(language), schools: switching(language).schools.slice(2) }),
  },
  {
    name: 'portal-switch-review',
    render: (language) =>
      renderSwitchReview({
        ...switching(language),
        known: [
          language === 'nl'
            ? 'Leesboom Lezen kent een leerling van u als een code, met voornaam.'
            : 'Leesboom Lezen knows a pupil of yours by a code, with first name.',
        ],
        missing: undefined,
        wrong: ['reason'],
      }),
  },
  { name: 'portal-switched', render: (language) => renderSwitched(switching(language)) },
  { name: 'portal-receipt', render: (language) => renderReceipt(receipt(language)) },
  {
    name: 'portal-receipt-without-text',
    render: (language) => renderReceipt({ ...receipt(language), text: undefined }),
  },
];
