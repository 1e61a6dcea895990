import type { Language } from '../../src/domain/language.ts';
import { renderAccount } from '../../src/portal/account/account-page.ts';
import { renderConfirm } from '../../src/portal/factors/confirm-page.ts';
import { renderAddApp, renderFactors, renderNewCodes } from '../../src/portal/factors/factors-page.ts';
import { renderPasskeySignIn } from '../../src/portal/sign-in/passkey-sign-in.ts';
import {
  renderGone,
  renderInvitation,
  renderNotForYou,
  renderTaken,
} from '../../src/portal/invitation/invitation-page.ts';
import { renderPeople } from '../../src/portal/people/people-page.ts';
import type { ShownReset } from '../../src/portal/people/reset-part.ts';
import type { PortalFrame } from '../../src/portal/portal-page.ts';
import { renderNotComeIn } from '../../src/portal/sign-in/not-come-in-page.ts';
import { renderSignIn } from '../../src/portal/sign-in/sign-in-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { ada, bram, held, invitation, until } from './portal-people.ts';
import type { Variant } from './variant.ts';

const soon = { nl: '3 september, 8:20', en: '3 September, 8:20' };

const schoolName = () => 'Basisschool De Regenboog';
const outside = (language: Language): PortalFrame => ({ language, parts: [], currentUrl: '/portal' });
const inside = (language: Language): PortalFrame => ({
  language,
  parts: ['today', 'people', 'schools', 'factors', 'account'],
  currentUrl: '/portal',
});
const partyName = 'Stichting Waterland voor Openbaar Onderwijs';

const calm = {
  name: ada.name,
  waiting: [],
  toConfirm: [],
  typesCode: false,
  isCodeWrong: false,
  hasOneFactor: false,
  isOnlyAdministrator: false,
} as const;

const factors = (language: Language) => ({
  ...inside(language),
  factors: [
    { id: 'one', kind: 'passkey' as const, name: 'Laptop van school', addedOn: until },
    { id: 'two', kind: 'totp' as const, name: 'Telefoon', addedOn: until },
  ],
  codesLeft: undefined,
  newPasskey: { challenge: 'aaaa' },
  mayAddApp: true,
});

const people = (language: Language) => ({
  ...inside(language),
  partyName,
  schoolName,
  mayInvite: true,
  accounts: [
    {
      account: ada,
      isOwn: true,
      roles: ada.roles.map((role) => ({ held: role, mayConfirm: false, mayWithdraw: true })),
    },
    {
      account: bram,
      isOwn: false,
      roles: bram.roles.map((role) => ({ held: role, mayConfirm: true, mayWithdraw: true })),
    },
  ],
  invitations: [{ invitation, openUntil: until, mayWithdraw: true }],
});

const resetsShown: readonly ShownReset[] = [
  { stage: 'none' },
  { stage: 'requested', by: ada.name, needs: 'confirmation' },
  { stage: 'requested', by: ada.name, needs: 'same_person' },
  { stage: 'requested', by: undefined, needs: 'requester_gone' },
  { stage: 'confirmed', opensAt: soon },
];

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
        isCodeWrong: true,
      }),
  },
  {
    name: 'portal-today-only-administrator',
    render: (language) => renderToday({ ...inside(language), ...calm, isOnlyAdministrator: true }),
  },
  ...(['requested', 'confirmed', 'recoveryCode'] as const).map((what): Variant => ({
    name: `portal-today-losing-factors-${what}`,
    render: (language) =>
      renderToday({
        ...inside(language),
        ...calm,
        losesFactors: {
          what,
          by: what === 'recoveryCode' ? undefined : bram.name,
          opensAt: what === 'requested' ? undefined : soon,
        },
      }),
  })),
  {
    name: 'portal-factors-first',
    render: (language) => renderFactors({ ...factors(language), factors: [] }),
  },
  {
    name: 'portal-factors-not-open',
    render: (language) => renderFactors({ ...factors(language), factors: [], newPasskey: undefined }),
  },
  { name: 'portal-factors', render: (language) => renderFactors(factors(language)) },
  {
    name: 'portal-factors-to-confirm',
    render: (language) =>
      renderFactors({
        ...factors(language),
        newPasskey: undefined,
        mayAddApp: false,
        codesLeft: 7,
        confirmAddress: '/portal/factor',
        trouble: 'last',
      }),
  },
  {
    name: 'portal-app',
    render: (language) =>
      renderAddApp({ ...inside(language), secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', trouble: 'wrong' }),
  },
  {
    name: 'portal-codes',
    render: (language) =>
      renderNewCodes({
        ...inside(language),
        codes: Array.from({ length: 10 }, (_, index) => `ABCD-EFGH-JKLM-NPQ${String(index)}`),
      }),
  },
  {
    name: 'portal-confirm',
    render: (language) =>
      renderConfirm({
        ...inside(language),
        passkey: { challenge: 'aaaa' },
        hasApp: true,
        hasRecoveryCodes: true,
        to: '/portal/people',
        trouble: 'wait',
      }),
  },
  {
    name: 'portal-confirm-none',
    render: (language) =>
      renderConfirm({ ...inside(language), hasApp: false, hasRecoveryCodes: false, to: '/portal' }),
  },
  {
    name: 'portal-confirm-code-used',
    render: (language) =>
      renderConfirm({
        ...inside(language),
        passkey: { challenge: 'aaaa' },
        hasApp: false,
        hasRecoveryCodes: true,
        opensAt: soon,
        to: '/portal/factors',
      }),
  },
  {
    name: 'portal-passkey-sign-in',
    render: (language) =>
      renderPasskeySignIn({ ...outside(language), options: { challenge: 'aaaa' }, failed: true }),
  },
  {
    name: 'portal-account',
    render: (language) =>
      renderAccount({ ...inside(language), account: ada, madeOn: until, partyName, schoolName }),
  },
  { name: 'portal-people', render: (language) => renderPeople(people(language)) },
  ...[{ done: true as const }, { wrong: 'other' as const }].map((outcome): Variant => ({
    name: `portal-people-${Object.keys(outcome).join('')}`,
    render: (language) => renderPeople({ ...people(language), outcome }),
  })),
  {
    name: 'portal-people-resets',
    render: (language) =>
      renderPeople({
        ...people(language),
        outcome: { resetRefused: 'same_person' },
        accounts: resetsShown.map((reset) => ({ account: bram, isOwn: false, roles: [], reset })),
      }),
  },
];
