import { renderAccount } from '../../src/portal/account/account-page.ts';
import {
  renderGone,
  renderInvitation,
  renderNotForYou,
  renderTaken,
} from '../../src/portal/invitation/invitation-page.ts';
import { renderPortalError } from '../../src/portal/errors/error-page.ts';
import { renderPeople } from '../../src/portal/people/people-page.ts';
import { renderNotComeIn } from '../../src/portal/sign-in/not-come-in-page.ts';
import { renderSignIn } from '../../src/portal/sign-in/sign-in-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import {
  ada,
  bram,
  calm,
  held,
  inside,
  invitation,
  outside,
  partyName,
  people,
  schoolName,
  until,
} from './invented-portal-people.ts';
import { printed } from './printed.ts';
import { portalKeyPages } from './portal-key-pages.ts';
import type { Variant } from './variant.ts';

/** Every page of the portal in every state, filled with invented people. */
export const portalPages: readonly Variant[] = [
  ...[false, true].map((signedOut): Variant => ({
    name: signedOut ? 'portal-signed-out' : 'portal-sign-in',
    render: (language) => renderSignIn({ ...outside(language), signedOut }),
  })),
  ...(['noAccount', 'refused', 'lost', 'unproven'] as const).map((why): Variant => ({
    name: `portal-not-come-in-${why}`,
    render: (language) => renderNotComeIn({ ...outside(language), why }),
  })),
  {
    name: 'portal-invitation',
    render: (language) => renderInvitation({ ...outside(language), invitation, partyName, schoolName }),
  },
  {
    name: 'portal-invitation-with-passkey',
    render: (language) =>
      renderInvitation({
        ...outside(language),
        invitation: { ...invitation, signIn: 'passkey', roles: [held('data_protection_officer')] },
        partyName,
        schoolName,
      }),
  },
  { name: 'portal-invitation-taken', render: (language) => renderTaken(outside(language)) },
  { name: 'portal-invitation-gone', render: (language) => renderGone(outside(language)) },
  { name: 'portal-invitation-not-for-you', render: (language) => renderNotForYou(outside(language)) },
  { name: 'portal-today-calm', render: (language) => renderToday({ ...inside(language), ...calm }) },
  {
    name: 'portal-today',
    render: (language) =>
      renderToday({
        ...inside(language),
        ...calm,
        waiting: ['signer', 'approver'],
        toConfirm: [{ name: bram.name, role: 'signer' }],
        hasOneFactor: true,
      }),
  },
  {
    name: 'portal-today-code',
    render: (language) =>
      renderToday({
        ...inside(language),
        ...calm,
        waiting: ['administrator'],
        typesCode: true,
        wrong: 'code',
      }),
  },
  {
    name: 'portal-account',
    render: (language) =>
      renderAccount({ ...inside(language), account: ada, lapsed: [], madeOn: until, partyName, schoolName }),
  },
  ...portalKeyPages,
  ...(
    [
      'http.not_found',
      'http.bad_request',
      'http.cross_site',
      'http.rate_limited',
      'storage.unavailable',
      'internal',
    ] as const
  ).map((code): Variant => ({
    name: `portal-error-${code.replace('.', '-')}`,
    render: (language) =>
      renderPortalError({
        ...(code === 'http.not_found' ? inside(language) : outside(language)),
        currentUrl: undefined,
        code,
        errorId: printed(false).errorId,
      }),
  })),
  { name: 'portal-people', render: (language) => renderPeople(people(language)) },
  ...[{ done: true as const }, { wrong: 'other' as const }].map((outcome): Variant => ({
    name: `portal-people-${Object.keys(outcome).join('')}`,
    render: (language) => renderPeople({ ...people(language), outcome }),
  })),
];
