import { daysLater } from '../domain/clock.ts';
import type { Finding } from '../domain/fault.ts';
import type { Party } from '../domain/party.ts';
import type { HeldRole, PortalRole } from '../domain/portal-roles.ts';
import type { AskedAt } from './asked-at.ts';
import { isPast, isRoleOf, isSchoolOf } from './roles-if-used.ts';

/** A role that is to be granted. */
export type AskedRole = Pick<HeldRole, 'role' | 'schools' | 'until' | 'ground'>;

/** What each role has to have besides its name, or must not have. */
interface RoleForm {
  readonly schools: 'must' | 'may' | 'never';
  readonly until: 'must' | 'may';
  readonly ground?: 'must';
}

const atSchoolsOrAll: RoleForm = { schools: 'may', until: 'may' };
const ofAll: RoleForm = { schools: 'never', until: 'may' };

export const roleForms: Readonly<Record<PortalRole, RoleForm>> = {
  administrator: atSchoolsOrAll,
  approver: atSchoolsOrAll,
  proposer: atSchoolsOrAll,
  // an agreement is the board's as a whole
  signer: { schools: 'never', until: 'must', ground: 'must' },
  privacy_officer: atSchoolsOrAll,
  // reads everything
  data_protection_officer: ofAll,
  help_desk: atSchoolsOrAll,
  reader: atSchoolsOrAll,
  technical_partner: { schools: 'must', until: 'must' },
  operator: ofAll,
  supplier: ofAll,
};

/** An outside firm is looked at again once a year. */
const mostDaysOfTechnicalPartner = 365;

/** What is wrong with a role, whoever grants it to whom; `undefined`: nothing. */
export function unfitRole(asked: AskedRole, party: Party, at: AskedAt): Finding | undefined {
  if (!isRoleOf(asked.role, party)) {
    return finding('role', `nobody of a party of kind ${party.kind} is ${asked.role}`, 'choose another role');
  }
  return unfitSchools(asked, party, at) ?? unfitUntil(asked, at) ?? unfitGround(asked);
}

function unfitSchools({ role, schools }: AskedRole, party: Party, at: AskedAt): Finding | undefined {
  const form = roleForms[role].schools;
  if (schools === undefined) {
    return form === 'must'
      ? finding('schools', `a role of ${role} is at named schools`, 'name the schools')
      : undefined;
  }
  if (form === 'never') {
    return finding('schools', `a role of ${role} is not for some schools alone`, 'leave the schools out');
  }
  if (schools.length === 0) {
    return finding('schools', 'this would be a role at no school', 'name the schools');
  }
  const foreign = schools.findIndex((school) => !isSchoolOf(party, school, at.register));
  if (foreign === -1) return undefined;
  const problem = 'this is no school of the board';
  return { path: ['schools', foreign], problem, remedy: 'name schools of the board alone' };
}

function unfitUntil({ role, until }: AskedRole, { today }: AskedAt): Finding | undefined {
  if (until === undefined) {
    return roleForms[role].until === 'must'
      ? finding('until', `a role of ${role} ends on some day`, 'say until when')
      : undefined;
  }
  if (isPast({ until }, today)) {
    return finding('until', 'the last day is over', 'name today or a later day');
  }
  const last = role === 'technical_partner' ? daysLater(today, mostDaysOfTechnicalPartner) : undefined;
  return last !== undefined && until > last
    ? finding('until', `a role of ${role} lasts a year at most`, `name ${last} or an earlier day`)
    : undefined;
}

function unfitGround({ role, ground }: AskedRole): Finding | undefined {
  const isSaid = ground !== undefined && ground.trim() !== '';
  if (roleForms[role].ground === 'must') {
    return isSaid
      ? undefined
      : finding('ground', 'nobody signs for a board without a ground of authority', 'say on what ground');
  }
  return ground === undefined
    ? undefined
    : finding('ground', `a role of ${role} needs no ground of authority`, 'leave it out');
}

function finding(member: string, problem: string, remedy: string): Finding {
  return { path: [member], problem, remedy };
}
