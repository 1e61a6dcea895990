import { calendarDay } from '../../src/domain/clock.ts';
import { boardId, invitationId, portalAccountId, schoolId } from '../../src/domain/ids.ts';
import type { Language } from '../../src/domain/language.ts';
import type { Invitation, PortalAccount } from '../../src/domain/portal-accounts.ts';
import type { HeldRole, PortalRole } from '../../src/domain/portal-roles.ts';
import type { PortalFrame } from '../../src/portal/portal-page.ts';
import { required } from '../values/ids.ts';
import { shownAs } from './shown-as.ts';

const at = Date.UTC(2026, 8, 3);
const party = { kind: 'board', id: required(boardId('waterland')) } as const;
const operator = { kind: 'command_line', user: 'ada' } as const;
export const regenboog = required(schoolId('de-regenboog'));
export const until = required(calendarDay('2027-07-31'));

export function held(role: PortalRole, changes: Partial<HeldRole> = {}): HeldRole {
  return { role, grantedBy: operator, grantedAt: at, confirmedBy: operator, confirmedAt: at, ...changes };
}
function waiting(role: PortalRole, changes: Partial<HeldRole> = {}): HeldRole {
  return { role, grantedBy: operator, grantedAt: at, ...changes };
}

export const soon = { nl: '3 september, 8:20', en: '3 September, 8:20' };

export const schoolName = () => 'Basisschool De Regenboog';
export const ada: PortalAccount = {
  id: required(portalAccountId('11111111-1111-4111-8111-111111111111')),
  party,
  version: 1,
  name: 'Ada Beheer',
  email: 'ada.beheer@een-heel-lang-schoolbestuur-waterland.example',
  roles: [held('administrator'), held('technical_partner', { schools: [regenboog], until })],
  madeAt: at,
  lastUsedOn: until,
};
export const bram: PortalAccount = {
  ...ada,
  id: required(portalAccountId('22222222-2222-4222-8222-222222222222')),
  name: 'Bram Bedacht',
  email: 'bram@waterland.example',
  roles: [
    waiting('signer', { until, ground: 'bestuurder volgens de statuten', comparedAddress: 'differs' }),
    waiting('reader', { comparedAddress: 'absent' }),
  ],
};
export const invitation: Invitation = {
  id: required(invitationId('33333333-3333-4333-8333-333333333333')),
  party,
  name: 'Cato Verzonnen',
  email: 'cato@waterland.example',
  roles: [held('privacy_officer'), held('help_desk', { schools: [regenboog] })],
  signIn: 'school',
  language: 'nl',
  invitedBy: operator,
  invitedAt: at,
  expiresAt: at + 1,
};

export const outside = (language: Language): PortalFrame => ({ language, parts: [], currentUrl: '/portal' });
export const inside = (language: Language): PortalFrame => ({
  language,
  parts: ['today', 'people', 'schools', 'factors', 'account'],
  currentUrl: '/portal',
});
export const partyName = 'Stichting Waterland voor Openbaar Onderwijs';

export const calm = {
  name: ada.name,
  waiting: [],
  toConfirm: [],
  lapsed: [],
  typesCode: false,
  hasOneFactor: false,
  isReviewed: false,
  schoolName,
  offers: [],
  ending: [],
  later: { waiting: [], failed: [] },
  toJudge: [],
} as const;

export const people = (language: Language) => ({
  ...inside(language),
  partyName,
  schoolName,
  mayInvite: true,
  accounts: [shownAs(ada, { isOwn: true }), shownAs(bram, { mayConfirm: true })],
  invitations: [{ invitation, openUntil: until, mayWithdraw: true }],
});
