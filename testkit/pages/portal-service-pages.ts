import { calendarDay } from '../../src/domain/clock.ts';
import type { Language } from '../../src/domain/language.ts';
import { attributeName } from '../../src/domain/ids.ts';
import { accessAsItIs } from '../../src/portal/services/access/access-form.ts';
import { renderAccessReview } from '../../src/portal/services/access/access-review-page.ts';
import { renderChangeAccess } from '../../src/portal/services/access/change-access-page.ts';
import { attentionFor } from '../../src/portal/services/attention.ts';
import { renderAttention } from '../../src/portal/services/attention-part.ts';
import { renderChange } from '../../src/portal/services/change-page.ts';
import { claimRowsOf, excessIn } from '../../src/portal/services/claim-rows.ts';
import { knownSentences } from '../../src/portal/services/claim-text.ts';
import type { SeenService } from '../../src/portal/services/seen-services.ts';
import { everyDay } from '../../src/portal/services/past-sign-ins.ts';
import { renderService } from '../../src/portal/services/service-page.ts';
import { stateOf } from '../../src/portal/services/service-state.ts';
import { renderServices } from '../../src/portal/services/services-page.ts';
import { renderSchoolChoice } from '../../src/portal/schools/school-choice-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { tryOut } from '../../src/portal/services/try-out.ts';
import { required } from '../values/ids.ts';
import { calm } from './invented-portal-people.ts';
import {
  asItIs,
  ended,
  frame,
  needy,
  reader,
  records,
  rows,
  school,
  seen,
  tryOuts,
  untouched,
} from './invented-service.ts';
import type { Variant } from './variant.ts';

const listed = (language: Language, id: string, each: SeenService) => ({
  id,
  name: each.service.name,
  supplierName: each.supplier.name,
  state: stateOf(each.input),
  known: knownSentences(language, each.input),
  attention: renderAttention(language, each.input, attentionFor(each.input)),
});
const month = {
  from: required(calendarDay('2026-08-02')),
  before: required(calendarDay('2026-09-01')),
};
/** No weekends, and a day on which few came between two others. */
const pastSignIns = {
  outcome: 'counted',
  told: everyDay(
    month,
    everyDay(month, []).map(({ day }, index) => ({
      day,
      affiliation: 'pupil' as const,
      entries: 60 + ((index * 37) % 61),
      people: index % 7 === 0 || index % 7 === 6 || index === 12 || index === 10 ? 3 : 40,
    })),
  ),
} as const;
const one = (language: Language) => ({
  ...frame(language),
  seen,
  rows,
  choices: asItIs.choices,
  mayChange: true,
  mayChangeAccess: true,
  seesAgreements: true,
  waiting: [],
  drafts: [],
  tryOuts,
  pastSignIns,
});
const form = (language: Language) => ({
  ...frame(language),
  seen,
  rows,
  filled: asItIs,
  excess: excessIn(seen.input, rows),
  lost: [],
  wrong: [],
});
const accessForm = (language: Language) => ({
  ...frame(language),
  seen: ended,
  filled: accessAsItIs(ended),
  wrong: [],
});

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
    render: (language) =>
      renderSchoolChoice({ ...frame(language), part: 'services', schools: records.school }),
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
        mayChangeAccess: false,
        pastSignIns: { outcome: 'too_few' },
        tryOuts: tryOut({ ...ended.input, idp: required(records.idp[0]), access: undefined }),
        outcome: 'notAllowed',
      }),
  },
  {
    name: 'portal-service-uncounted',
    render: (language) => renderService({ ...one(language), pastSignIns: { outcome: 'away' } }),
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
  { name: 'portal-change-access', render: (language) => renderChangeAccess(accessForm(language)) },
  {
    name: 'portal-change-access-wrong',
    render: (language) =>
      renderChangeAccess({
        ...accessForm(language),
        wrong: ['people', 'values', 'days', 'changed', 'other'],
      }),
  },
  {
    name: 'portal-review-access',
    render: (language) =>
      renderAccessReview({ ...accessForm(language), before: undefined, tryOuts, wrong: ['reason'] }),
  },
];
