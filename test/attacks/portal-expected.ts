import { boardRoles, type BoardRole } from '../../src/domain/portal-roles.ts';
import { agreementAddresses } from './agreement-addresses.ts';
import type { PortalTask } from '../../src/rights/role-tasks.ts';

/** `page`: the address answers this visitor, whatever it says. The others are where somebody has to go first. */
export type End = 'page' | 'no page' | 'sign-in' | 'factors' | 'factor';

export type Expected =
  /** The same for everybody. */
  | { readonly open: End }
  /** How far a visitor has to have come: signed in at all, a factor of our own shown or made, or all of it. */
  | {
      readonly from: 'signed_in' | 'confirmed' | 'in';
      readonly task?: PortalTask;
      /** Instead of a task: whoever has one of these roles. */
      readonly roles?: readonly BoardRole[];
      readonly factor?: true;
      /** Of those who come as far as the page itself, to whom there is one. */
      readonly shown?: readonly BoardRole[];
    };

/** Those who look at what services get; the others look after people who sign in, or logins. */
const seePolicies = boardRoles.filter((role) => role !== 'help_desk' && role !== 'technical_partner');

/** Alone, or by a draft. */
const changePolicies: readonly BoardRole[] = ['administrator', 'proposer', 'privacy_officer'];

/** A person whom nobody of these found. */
const ofSomebodyElse: Expected = { from: 'in', task: 'ledger.person', factor: true, shown: [] };

export const expected: Readonly<Record<string, Expected>> = {
  'GET /portal/sign-in': { open: 'page' },
  'GET /portal/sign-in/school': { open: 'page' },
  'GET /portal/sign-in/passkey': { open: 'page' },
  'POST /portal/sign-in/passkey': { open: 'page' },
  'GET /portal/signed-in': { open: 'page' },
  'POST /portal/sign-out': { open: 'sign-in' },
  'GET /portal/invitation/taken': { open: 'no page' },
  'GET /portal/invitation/:secret': { open: 'page' },
  'GET /portal/invitation': { open: 'no page' },
  'POST /portal/invitation': { open: 'no page' },
  'GET /portal/sign-in/recovery-code': { open: 'page' },
  'POST /portal/sign-in/recovery-code': { open: 'page' },
  'GET /portal/new-key/school': { open: 'no page' },
  'GET /portal/new-key/:secret': { open: 'page' },
  'GET /portal/new-key': { open: 'no page' },
  'POST /portal/new-key': { open: 'no page' },
  'GET /portal/factor': { from: 'signed_in' },
  'POST /portal/factor/passkey': { from: 'signed_in' },
  'POST /portal/factor/app': { from: 'signed_in' },
  'POST /portal/factor/recovery-code': { from: 'signed_in' },
  'GET /portal/factors': { from: 'confirmed' },
  'POST /portal/factors/passkey': { from: 'confirmed' },
  'GET /portal/factors/app': { from: 'confirmed' },
  'POST /portal/factors/app': { from: 'confirmed' },
  'POST /portal/factors/recovery-codes': { from: 'confirmed' },
  'POST /portal/factors/remove': { from: 'confirmed' },
  'POST /portal/factors/call-off': { from: 'in' },
  'POST /portal/factors/join-reset': { from: 'in' },
  'GET /portal': { from: 'in' },
  'POST /portal/board-code': { from: 'in', factor: true },
  'GET /portal/account': { from: 'in' },
  'GET /portal/people': { from: 'in', task: 'people.see' },
  'GET /portal/people/invite': { from: 'in', task: 'people.invite', factor: true },
  'POST /portal/people/invite': { from: 'in', task: 'people.invite', factor: true },
  'POST /portal/people/confirm': { from: 'in', task: 'people.confirm', factor: true },
  'POST /portal/people/withdraw': { from: 'in', task: 'people.withdraw', factor: true },
  'POST /portal/people/withdraw-invitation': { from: 'in', task: 'people.withdraw', factor: true },
  'POST /portal/people/stand-in': { from: 'in', task: 'people.stand_in', factor: true },
  'POST /portal/people/review': { from: 'in', task: 'people.withdraw', factor: true },
  'POST /portal/people/reset': { from: 'in', task: 'factors.reset', factor: true },
  'POST /portal/people/confirm-reset': { from: 'in', task: 'factors.reset', factor: true },
  'GET /portal/help-desk': { from: 'in', task: 'error_ids.look_up' },
  'GET /portal/schools/:school/help-desk': { from: 'in', task: 'error_ids.look_up' },
  'POST /portal/schools/:school/help-desk': { from: 'in', task: 'error_ids.look_up' },
  'GET /portal/questions': { from: 'in', task: 'ledger.person' },
  'GET /portal/schools/:school/questions': { from: 'in', task: 'ledger.person', factor: true },
  'POST /portal/schools/:school/questions': { from: 'in', task: 'ledger.person', factor: true },
  'GET /portal/questions/:lookUp': ofSomebodyElse,
  'POST /portal/questions/:lookUp/object': ofSomebodyElse,
  'POST /portal/questions/:lookUp/end-objection': ofSomebodyElse,
  'POST /portal/questions/:lookUp/erase': ofSomebodyElse,
  'GET /portal/services': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/services': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/services/:service': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/services/:service/change': {
    from: 'in',
    roles: seePolicies,
    factor: true,
    shown: changePolicies,
  },
  'POST /portal/schools/:school/services/:service/change': {
    from: 'in',
    roles: seePolicies,
    factor: true,
    shown: changePolicies,
  },
  'GET /portal/schools/:school/services/:service/letter': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/services/:service/letter/:form': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/council': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/council/:form': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/services/:service/versions': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/services/:service/versions/:version': { from: 'in', roles: seePolicies },
  'GET /portal/schools/:school/services/:service/versions/:version/change': {
    from: 'in',
    roles: seePolicies,
    factor: true,
    shown: changePolicies,
  },
  'POST /portal/schools/:school/services/:service/call-off': {
    from: 'in',
    roles: seePolicies,
    factor: true,
  },
  // of a draft that there is not, or that is another's
  'GET /portal/schools/:school/services/:service/drafts/:draft': {
    from: 'in',
    roles: seePolicies,
    shown: [],
  },
  'POST /portal/schools/:school/services/:service/drafts/:draft': {
    from: 'in',
    roles: seePolicies,
    factor: true,
  },
  'GET /portal/schools/:school/services/:service/drafts/:draft/change': {
    from: 'in',
    roles: seePolicies,
    factor: true,
    shown: [],
  },
  'GET /portal/schools/:school/services/:service/failed/:change/change': {
    from: 'in',
    roles: seePolicies,
    factor: true,
    // there is none
    shown: [],
  },
  'GET /portal/schools/:school/services/:service/access': {
    from: 'in',
    roles: seePolicies,
    factor: true,
    shown: ['administrator'],
  },
  'POST /portal/schools/:school/services/:service/access': {
    from: 'in',
    roles: seePolicies,
    factor: true,
    shown: ['administrator'],
  },
  ...agreementAddresses(seePolicies),
  // every role at a board sees schools
  'GET /portal/schools': { from: 'in', roles: boardRoles },
  'GET /portal/schools/:school': { from: 'in', roles: boardRoles, factor: true, shown: ['administrator'] },
  'POST /portal/schools/:school': { from: 'in', roles: boardRoles, factor: true, shown: ['administrator'] },
};
