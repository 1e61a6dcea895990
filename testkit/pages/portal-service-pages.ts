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
import { changesBy } from '../../src/portal/services/policy-changes.ts';
import { policyOf } from '../../src/portal/services/policy-form.ts';
import { renderReview } from '../../src/portal/services/review-page.ts';
import type { SeenService } from '../../src/portal/services/seen-services.ts';
import { renderService } from '../../src/portal/services/service-page.ts';
import { stateOf } from '../../src/portal/services/service-state.ts';
import { renderSchoolChoice, renderServices } from '../../src/portal/services/services-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { tryOut } from '../../src/portal/services/try-out.ts';
import { required } from '../values/ids.ts';
import { calm } from './invented-portal-people.ts';
import {
  asItIs,
  byName,
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
const one = (language: Language) => ({
  ...frame(language),
  seen,
  rows,
  choices: asItIs.choices,
  mayChange: true,
  mayChangeAccess: true,
  waiting: [],
  drafts: [],
  tryOuts,
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
const review = (language: Language) => {
  const after = policyOf(seen.input, rows, byName);
  const input = { ...seen.input, policy: { record: after, version: 3 } };
  return {
    ...frame(language),
    seen: { ...seen, input },
    filled: byName,
    changes: changesBy(seen.input, after),
    missing: [],
    way: 'publish' as const,
    waitingDays: [],
    tryOuts: tryOut({ ...input, idp: required(records.idp[0]), access: undefined }),
    wrong: [],
  };
};

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
        mayChangeAccess: false,
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
