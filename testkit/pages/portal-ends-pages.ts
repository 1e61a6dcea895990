import { portalAccountId } from '../../src/domain/ids.ts';
import type { PortalAccount } from '../../src/domain/portal-accounts.ts';
import { renderAccount } from '../../src/portal/account/account-page.ts';
import { renderPeople } from '../../src/portal/people/people-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { required } from '../values/ids.ts';
import { ada, bram, calm, held, inside, people, regenboog, until } from './invented-portal-people.ts';
import { shownAs } from './shown-as.ts';
import type { Variant } from './variant.ts';

const somebody = (number: number, name: string, roles: PortalAccount['roles']): PortalAccount => ({
  ...bram,
  id: required(portalAccountId(`44444444-4444-4444-8444-44444444444${String(number)}`)),
  name,
  email: 'iemand@waterland.example',
  roles,
});
const cato = somebody(1, 'Cato Verzonnen', [held('proposer'), held('help_desk', { schools: [regenboog] })]);
const dirk = somebody(2, 'Dirk Fictief', [held('administrator')]);
const everybody = [
  shownAs(ada, { isOwn: true, canLapse: false, isStandIn: true }),
  shownAs(bram, { mayConfirm: true }),
  shownAs(cato, { hasLapsed: true, mayConfirm: true }),
  shownAs(dirk, { mayBeStandIn: true }),
];
const review = { accounts: everybody, seen: 'a'.repeat(43) };
const nobody = { partyName: 'Stichting Waterland', schoolName: calm.schoolName };

/** What pages say of roles that end: because nobody used them, because somebody asks, or not for a stand-in. */
export const portalEndsPages: readonly Variant[] = [
  ...(['administrator', 'name'] as const).map((missingStandIn): Variant => ({
    name: `portal-today-missing-${missingStandIn}`,
    render: (language) => renderToday({ ...inside(language), ...calm, missingStandIn }),
  })),
  {
    name: 'portal-today-lapsed',
    render: (language) =>
      renderToday({ ...inside(language), ...calm, lapsed: ['administrator', 'help_desk'] }),
  },
  {
    name: 'portal-today-review',
    render: (language) => renderToday({ ...inside(language), ...calm, review }),
  },
  {
    name: 'portal-today-review-changed',
    render: (language) =>
      renderToday({
        ...inside(language),
        ...calm,
        review: { ...review, lastOn: until },
        wrong: 'review_changed',
      }),
  },
  ...[{ isReviewed: true }, { wrong: 'review_not_allowed' as const }].map((said): Variant => ({
    name: `portal-today-${Object.keys(said).join('')}`,
    render: (language) => renderToday({ ...inside(language), ...calm, ...said }),
  })),
  ...[ada.name, undefined].map((by): Variant => ({
    name: `portal-people-reviewed-by-${by === undefined ? 'somebody' : 'ada'}`,
    render: (language) =>
      renderPeople({ ...people(language), accounts: everybody, review: { on: until, by } }),
  })),
  {
    name: 'portal-account-lapsed',
    render: (language) =>
      renderAccount({
        ...inside(language),
        ...nobody,
        account: ada,
        lapsed: ['administrator'],
        madeOn: until,
      }),
  },
];
