import { subject } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import { renderConfirm } from '../../src/portal/factors/confirm-page.ts';
import { renderAddApp, renderFactors, renderNewCodes } from '../../src/portal/factors/factors-page.ts';
import { renderNewKey, renderNewKeyGone } from '../../src/portal/new-key/new-key-page.ts';
import { renderPeople } from '../../src/portal/people/people-page.ts';
import { renderResetConfirmed, type ShownReset } from '../../src/portal/people/reset-part.ts';
import { renderPasskeySignIn } from '../../src/portal/sign-in/passkey-sign-in.ts';
import { renderRecoverWithCode } from '../../src/portal/sign-in/recover-with-code-page.ts';
import { renderToday } from '../../src/portal/today/today-page.ts';
import { required } from '../values/ids.ts';
import { ada, bram, calm, inside, outside, people, soon, until } from './invented-portal-people.ts';
import { shownAs } from './shown-as.ts';
import type { Variant } from './variant.ts';

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

const resetsShown: readonly ShownReset[] = [
  { stage: 'none' },
  { stage: 'requested', by: ada.name, needs: 'confirmation', together: 'no' },
  { stage: 'requested', by: ada.name, needs: 'confirmation', together: 'joined' },
  { stage: 'requested', by: ada.name, needs: 'same_person', together: 'asked' },
  { stage: 'requested', by: undefined, needs: 'requester_gone', together: 'no' },
  { stage: 'confirmed', opensAt: soon },
];

/** Pages of the portal about keys of one's own, and the ways back to one. */
export const portalKeyPages: readonly Variant[] = [
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
  ...[{ mayJoin: 'now' as const }, { mayJoin: 'sign_in' as const }, { hasJoined: true }].map(
    (word): Variant => ({
      name: `portal-today-together-${Object.values(word).join('')}`,
      render: (language) =>
        renderToday({
          ...inside(language),
          ...calm,
          losesFactors: { what: 'requested', by: bram.name, ...word },
        }),
    }),
  ),
  ...[{ leadsToSchool: false }, { leadsToSchool: true }, { leadsToSchool: false, opensAt: soon }].map(
    (state): Variant => ({
      name: `portal-new-key-${'opensAt' in state ? 'waits' : state.leadsToSchool ? 'school' : 'link'}`,
      render: (language) => renderNewKey({ ...outside(language), ...state }),
    }),
  ),
  { name: 'portal-new-key-gone', render: (language) => renderNewKeyGone(outside(language)) },
  ...[{}, { isWrong: true }, { opensAt: soon }].map((state): Variant => ({
    name: `portal-recover-with-code${Object.keys(state)
      .map((key) => `-${key}`)
      .join('')}`,
    render: (language) => renderRecoverWithCode({ ...outside(language), ...state }),
  })),
  ...[ada, { ...bram, subject: required(subject('a'.repeat(43))) }].map((account): Variant => ({
    name: `portal-reset-confirmed-${'subject' in account ? 'school' : 'passkey'}`,
    render: (language) =>
      renderResetConfirmed({
        ...inside(language),
        account,
        opensAt: soon,
        link: 'https://sluis.example/portal/new-key/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
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
      renderAddApp({
        ...inside(language),
        secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
        uri: 'otpauth://totp/Sluis:ada.beheer%40waterland.example?issuer=Sluis&secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&algorithm=SHA1&digits=6&period=30',
        trouble: 'wrong',
      }),
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
    name: 'portal-people-resets',
    render: (language) =>
      renderPeople({
        ...people(language),
        outcome: { resetRefused: 'same_person' },
        accounts: resetsShown.map((reset) => ({
          ...shownAs({ ...bram, subject: required(subject('a'.repeat(43))) }),
          roles: [],
          reset,
        })),
      }),
  },
];
