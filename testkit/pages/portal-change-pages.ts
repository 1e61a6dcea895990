import { calendarDay } from '../../src/domain/clock.ts';
import { attributeName } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import { renderChange } from '../../src/portal/services/change-page.ts';
import type { WaitingChange } from '../../src/portal/services/later/waiting-changes.ts';
import { changesBy } from '../../src/portal/services/policy-changes.ts';
import { policyOf } from '../../src/portal/services/policy-form.ts';
import { renderDraft } from '../../src/portal/services/drafts/draft-page.ts';
import type { ListedDraft } from '../../src/portal/services/drafts/drafts-part.ts';
import { renderReview } from '../../src/portal/services/review-page.ts';
import { renderService } from '../../src/portal/services/service-page.ts';
import type { DatedVersion } from '../../src/portal/services/versions/versions-page.ts';
import { renderVersion } from '../../src/portal/services/versions/version-page.ts';
import { renderVersions } from '../../src/portal/services/versions/versions-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { required } from '../values/ids.ts';
import { calm } from './invented-portal-people.ts';
import { asItIs, byName, frame, records, rows, seen, tryOuts } from './invented-service.ts';
import type { Variant } from './variant.ts';

const policy = required(records.policy[0]);
const birthdate = required(attributeName('birthdate'));

function versions(language: Language): readonly DatedVersion[] {
  const when = (day: number) => `${String(day)} ${language === 'nl' ? 'september' : 'September'} 2026, 8:20`;
  const each = { at: 0, isLive: false, policy };
  return [
    {
      ...each,
      version: 6,
      when: when(6),
      isLive: true,
      by: { kind: 'person', name: 'Noor de Wit' },
      reason: 'groep 5 en 6 beginnen',
    },
    {
      ...each,
      version: 5,
      when: when(5),
      by: { kind: 'role', roles: ['administrator', 'approver'] },
      reason: 'minder is genoeg',
    },
    { ...each, version: 4, when: when(4), by: { kind: 'party', name: 'Sluis' }, reason: '<b>opgeruimd</b>' },
    {
      ...each,
      version: 3,
      when: when(3),
      by: { kind: 'connection', name: 'Stichting Waterland' },
      reason: 'wij geven liever minder '.repeat(8).trim(),
      policy: 'unread',
    },
    { ...each, version: 2, when: when(2), by: { kind: 'gone' }, reason: 'niet meer nodig', policy: 'ended' },
  ];
}

const before = policyOf(seen.input, rows, byName);
const one = (language: Language) => ({
  ...frame(language),
  seen: { ...seen, input: { ...seen.input, policy: { record: before, version: 6 } } },
  version: required(versions(language)[1]),
  changes: changesBy(seen.input, before),
  lost: [birthdate],
  mayRestore: true,
});

const firstDay = required(calendarDay('2027-01-04'));
const waiting: readonly WaitingChange[] = [
  {
    id: 'a',
    day: firstDay,
    by: { kind: 'person', name: 'Noor de Wit' },
    reason: 'het nieuwe jaar',
    changes: changesBy(seen.input, before),
    mayCallOff: true,
  },
  {
    id: 'b',
    day: required(calendarDay('2027-02-01')),
    by: { kind: 'party', name: 'Sluis' },
    reason: 'op verzoek',
    changes: [],
    mayCallOff: false,
  },
];
const drafts = (language: Language): readonly ListedDraft[] => [
  {
    id: '00000000-0000-4000-8000-000000000002',
    when: `3 ${language === 'nl' ? 'september' : 'September'} 2026, 8:20`,
    by: { kind: 'person', name: 'Noor de Wit' },
    reason: 'minder is genoeg',
  },
];
const draft = (language: Language) => ({
  ...frame(language),
  seen: { ...seen, input: { ...seen.input, policy: { record: before, version: 3 } } },
  draft: required(drafts(language)[0]),
  from: { day: firstDay, isPassed: false },
  liveVersion: 3,
  isStale: false,
  changes: changesBy(seen.input, before),
  missing: [],
  tryOuts,
  isOwn: false,
  mayJudge: true,
  mayDraft: true,
  refusalReason: '',
  wrong: [],
});
const later = {
  id: '00000000-0000-4000-8000-000000000001',
  school: seen.school.id,
  schoolName: seen.school.name,
  service: seen.service.id,
  name: seen.service.name,
  day: firstDay,
};

/** Pages of the portal about changes of what services get: earlier ones, later ones, and those that somebody else looks at. */
export const portalChangePages: readonly Variant[] = [
  {
    name: 'portal-versions',
    render: (language) =>
      renderVersions({ ...frame(language), seen, versions: versions(language), olderFrom: 1 }),
  },
  {
    name: 'portal-versions-none',
    render: (language) => renderVersions({ ...frame(language), seen, versions: [] }),
  },
  { name: 'portal-version', render: (language) => renderVersion(one(language)) },
  {
    name: 'portal-version-live',
    render: (language) =>
      renderVersion({
        ...one(language),
        seen,
        version: required(versions(language)[0]),
        changes: [],
        lost: [],
        mayRestore: false,
      }),
  },
  {
    name: 'portal-restore-version',
    render: (language) =>
      renderChange({
        ...frame(language),
        seen,
        rows,
        filled: byName,
        excess: [],
        lost: [birthdate],
        wrong: [],
      }),
  },
  {
    name: 'portal-service-waiting',
    render: (language) =>
      renderService({
        ...frame(language),
        seen,
        rows,
        choices: asItIs.choices,
        mayChange: true,
        mayChangeAccess: true,
        seesAgreements: true,
        pastSignIns: { outcome: 'too_few' as const },
        tryOuts: [],
        waiting,
        drafts: drafts(language),
        outcome: 'waits',
      }),
  },
  {
    name: 'portal-service-waits-no-more',
    render: (language) =>
      renderService({
        ...frame(language),
        seen,
        rows,
        choices: asItIs.choices,
        mayChange: false,
        mayChangeAccess: false,
        seesAgreements: false,
        pastSignIns: { outcome: 'too_few' as const },
        tryOuts: [],
        waiting,
        drafts: [],
        outcome: 'waitsNoMore',
      }),
  },
  {
    name: 'portal-review-later',
    render: (language) =>
      renderReview({
        ...frame(language),
        seen: { ...seen, input: { ...seen.input, policy: { record: before, version: 3 } } },
        filled: { ...byName, reason: 'het nieuwe jaar', from: { kind: 'day', typed: firstDay } },
        changes: changesBy(seen.input, before),
        missing: [],
        tryOuts: [],
        way: 'draft',
        onDay: firstDay,
        waitingDays: [firstDay],
        wrong: ['day', 'manyWait'],
      }),
  },
  {
    name: 'portal-today-later',
    render: (language) =>
      renderToday({ ...frame(language), ...calm, later: { waiting: [later], failed: [] } }),
  },
  {
    name: 'portal-today-failed',
    render: (language) =>
      renderToday({
        ...frame(language),
        ...calm,
        later: {
          waiting: [later],
          failed: [
            { ...later, why: 'author' },
            { ...later, why: 'other' },
          ],
        },
      }),
  },
  {
    name: 'portal-draft',
    render: (language) => renderDraft(draft(language)),
  },
  {
    name: 'portal-draft-wrong',
    render: (language) =>
      renderDraft({
        ...draft(language),
        isStale: true,
        from: { day: firstDay, isPassed: true },
        missing: [birthdate],
        refusalReason: 'x',
        wrong: ['reason', 'changed', 'notAllowed', 'other'],
      }),
  },
  {
    name: 'portal-draft-own',
    render: (language) => renderDraft({ ...draft(language), isOwn: true, mayJudge: false }),
  },
  {
    name: 'portal-draft-seen',
    render: (language) =>
      renderDraft({ ...draft(language), from: undefined, mayJudge: false, mayDraft: false }),
  },
  {
    name: 'portal-service-drafted',
    render: (language) =>
      renderService({
        ...frame(language),
        seen,
        rows,
        choices: asItIs.choices,
        mayChange: true,
        mayChangeAccess: true,
        seesAgreements: true,
        pastSignIns: { outcome: 'too_few' as const },
        tryOuts: [],
        waiting: [],
        drafts: drafts(language),
        outcome: 'drafted',
      }),
  },
  {
    name: 'portal-today-draft',
    render: (language) => renderToday({ ...frame(language), ...calm, toJudge: [later] }),
  },
];
