import type { SchoolId } from '../domain/ids.ts';
import type { PortalRole } from '../domain/portal-roles.ts';
import type { PortalPerson } from './portal-person.ts';

/** What people do at the portal that is no task with a record of the register. */
export type PortalTask =
  /** See who has an account at the party, and which roles. */
  | 'people.see'
  /** Grant a role; `refusedGrant` says which, and to whom. */
  | 'people.invite'
  /** Confirm that somebody who was invited is who was meant. */
  | 'people.confirm'
  /** Take a role away. Everybody may lay down a role of his own. */
  | 'people.withdraw'
  /** Name which administrator stands in when the other is not there; `refusedStandIn` says whom. */
  | 'people.stand_in'
  /** Take away the second factors of somebody who lost them, so that new ones can be set up. */
  | 'factors.reset'
  /** See what was released at which school and to which service, without saying about whom. */
  | 'ledger.search'
  /** Find one pupil, and see what was released about that pupil. */
  | 'ledger.person'
  /** The same of one teacher or other member of staff: no employer looks there to see who worked when. */
  | 'ledger.staff'
  /** Make what was released about one person be about nobody; for a whole board at once. */
  | 'ledger.erase'
  /** Read documents of agreements, and other papers of the board. */
  | 'papers.read'
  /** Add papers, and erase them. */
  | 'papers.keep'
  /** Write advice that stands on the record. */
  | 'advice.give'
  /** Find out by an error id what happened, and whose turn it is. */
  | 'error_ids.look_up'
  /** See what has to be set up at the school's own login, and whether it works. */
  | 'setup.see'
  /** See whether people can sign in at a school. */
  | 'school_state.see'
  /** See drafts of others, as far as one sees the records that they change. */
  | 'drafts.see'
  /** Write a draft; `rightsOfPerson` says of what. */
  | 'drafts.make'
  /** Publish a change; `rightsOfPerson` says which, and whose. */
  | 'drafts.publish'
  /** Agree to what a supplier offers, refuse it, suspend it, end it. */
  | 'agreements.sign'
  /** See numbers that are about nobody. */
  | 'statistics.see';

const ofBoards = [
  'administrator',
  'approver',
  'proposer',
  'signer',
  'privacy_officer',
  'data_protection_officer',
  'reader',
] as const;

/** For each task whose it is. What is not said here may not be done. */
// prettier-ignore
export const roleTasks: Readonly<Record<PortalTask, readonly PortalRole[]>> = {
  'people.see':        ['administrator', 'approver', 'signer', 'privacy_officer', 'data_protection_officer', 'operator', 'supplier'],
  'people.invite':     ['administrator', 'approver', 'signer', 'operator', 'supplier'],
  'people.confirm':    ['administrator', 'approver', 'signer', 'operator', 'supplier'],
  'people.withdraw':   ['administrator', 'approver', 'signer', 'operator', 'supplier'],
  'people.stand_in':   ['administrator'],
  'factors.reset':     ['administrator', 'approver', 'signer', 'operator', 'supplier'],
  'ledger.search':     ['administrator', 'privacy_officer', 'data_protection_officer'],
  'ledger.person':     ['administrator', 'privacy_officer', 'data_protection_officer'],
  'ledger.staff':      ['privacy_officer', 'data_protection_officer'],
  'ledger.erase':      ['administrator', 'privacy_officer'],
  'papers.read':       ['administrator', 'approver', 'signer', 'privacy_officer', 'data_protection_officer', 'reader', 'operator', 'supplier'],
  'papers.keep':       ['privacy_officer'],
  'advice.give':       ['data_protection_officer'],
  'error_ids.look_up': ['administrator', 'proposer', 'privacy_officer', 'data_protection_officer', 'help_desk', 'technical_partner', 'operator'],
  'setup.see':         ['administrator', 'approver', 'data_protection_officer', 'technical_partner', 'operator'],
  'school_state.see':  [...ofBoards, 'help_desk', 'technical_partner', 'operator'],
  'drafts.see':        ['administrator', 'approver', 'proposer', 'signer', 'privacy_officer', 'data_protection_officer', 'operator', 'supplier'],
  'drafts.make':       ['administrator', 'proposer', 'privacy_officer', 'technical_partner', 'operator', 'supplier'],
  'drafts.publish':    ['administrator', 'approver', 'privacy_officer', 'technical_partner', 'operator', 'supplier'],
  'agreements.sign':   ['signer'],
  'statistics.see':    [...ofBoards, 'operator', 'supplier'],
};

/** At which schools somebody may do something: everywhere, which is with what concerns the party itself too, or at some alone. */
export function whereMay({ roles }: PortalPerson, task: PortalTask): 'everywhere' | readonly SchoolId[] {
  const having = roles.filter(({ role }) => roleTasks[task].includes(role));
  if (having.some(({ schools }) => schools === undefined)) return 'everywhere';
  return [...new Set(having.flatMap(({ schools }) => schools ?? []))];
}

/** Whether somebody may do something at one school. */
export function mayAt(person: PortalPerson, task: PortalTask, school: SchoolId): boolean {
  const where = whereMay(person, task);
  return where === 'everywhere' || where.includes(school);
}

/** Whether there is any place where somebody may do something: then there is a page for it. */
export function mayAnywhere(person: PortalPerson, task: PortalTask): boolean {
  const where = whereMay(person, task);
  return where === 'everywhere' || where.length > 0;
}
