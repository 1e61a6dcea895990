import { attributeName } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import { renderChange } from '../../src/portal/services/change-page.ts';
import { changesBy } from '../../src/portal/services/policy-changes.ts';
import { policyOf } from '../../src/portal/services/policy-form.ts';
import type { DatedVersion } from '../../src/portal/services/versions/versions-page.ts';
import { renderVersion } from '../../src/portal/services/versions/version-page.ts';
import { renderVersions } from '../../src/portal/services/versions/versions-page.ts';
import { required } from '../values/ids.ts';
import { byName, frame, records, rows, seen } from './invented-service.ts';
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
      reason: 'x'.repeat(200),
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
];
