import type { BoardRole, PortalRole } from '../domain/portal-roles.ts';
import type { RecordKind } from '../domain/record-kinds.ts';
import type { RecordTypes } from '../register/model/kinds.ts';
import type { Task } from './table.ts';

/** How far a role comes with a task. */
export type Reach =
  | 'none'
  /** Writes it down; somebody else publishes it. */
  | 'draft'
  /** The same; and publishes it where the board does not want four eyes. */
  | 'draft_or_publish'
  /** Publishes what others drafted. */
  | 'approve'
  /** Publishes it without anybody else, and may draft it. */
  | 'publish';

/** What a role leaves of what its party sees and does with records of a kind. */
export interface RoleRow<Each extends RecordKind = RecordKind> extends Readonly<Record<Task, Reach>> {
  readonly see: boolean;
  /** Members for which another reach counts than that of `change`. */
  readonly members?: Readonly<Partial<Record<keyof RecordTypes[Each], Reach>>>;
}

type RoleRows = { readonly [Each in RecordKind]: RoleRow<Each> };

const hidden = { see: false, add: 'none', change: 'none', end: 'none' } as const;
const seen = { see: true, add: 'none', change: 'none', end: 'none' } as const;

/** What is about the board, its schools and what they use, and not about how people sign in or about people. */
const seenByMost = {
  board: seen,
  school: seen,
  idp: hidden,
  supplier: seen,
  sector: hidden,
  service: seen,
  agreement: seen,
  policy: seen,
  access: seen,
  'api-client': hidden,
  objection: hidden,
} as const;

/**
 * For each role of a board what it leaves of the rights of the board in `rightsTable`. It never adds to them: a change has to be
 * the board's to make, and then the role's.
 */
// prettier-ignore
const boardRoleTable: Readonly<Record<BoardRole, RoleRows>> = {
  administrator: {
    ...seenByMost,
    board:     { see: true, add: 'none',             change: 'draft_or_publish', end: 'none' },
    // where to get help has to be right in the morning; that nobody signs in any more, or that a school is sensitive, can wait for a second look
    school:    { see: true, add: 'none',             change: 'publish',          end: 'none', members: {
      closed: 'draft_or_publish', sensitive: 'draft_or_publish' } },
    // a login that has failed keeps everybody out until it is mended
    idp:       { see: true, add: 'publish',          change: 'publish',          end: 'publish' },
    policy:    { see: true, add: 'draft_or_publish', change: 'draft_or_publish', end: 'draft_or_publish' },
    access:    { see: true, add: 'draft_or_publish', change: 'draft_or_publish', end: 'draft_or_publish' },
    // whoever objects does not wait for a second person; what lets data out again does
    objection: { see: true, add: 'publish',          change: 'draft_or_publish', end: 'draft_or_publish' },
  },
  approver: {
    ...seenByMost,
    board:     { see: true, add: 'none',             change: 'approve',          end: 'none' },
    school:    { see: true, add: 'none',             change: 'approve',          end: 'none' },
    idp:       { see: true, add: 'approve',          change: 'approve',          end: 'approve' },
    policy:    { see: true, add: 'approve',          change: 'approve',          end: 'approve' },
    access:    { see: true, add: 'approve',          change: 'approve',          end: 'approve' },
    objection: { see: true, add: 'approve',          change: 'approve',          end: 'approve' },
  },
  proposer: {
    ...seenByMost,
    school:    { see: true, add: 'none',             change: 'draft',            end: 'none' },
    policy:    { see: true, add: 'draft',            change: 'draft',            end: 'draft' },
    access:    { see: true, add: 'draft',            change: 'draft',            end: 'draft' },
  },
  signer: {
    ...seenByMost,
    // the signature of the board is a second look at what a supplier drafted
    agreement: { see: true, add: 'none',             change: 'none',             end: 'none', members: {
      status: 'publish', signatures: 'publish', replaces: 'publish' } },
  },
  privacy_officer: {
    ...seenByMost,
    board:     { see: true, add: 'none',             change: 'draft',            end: 'none' },
    school:    { see: true, add: 'none',             change: 'none',             end: 'none', members: {
      informationPage: 'draft', sensitive: 'draft' } },
    idp:       seen,
    policy:    { see: true, add: 'draft',            change: 'draft',            end: 'draft' },
    access:    { see: true, add: 'draft',            change: 'draft',            end: 'draft' },
    objection: { see: true, add: 'publish',          change: 'draft',            end: 'draft' },
  },
  data_protection_officer: { ...seenByMost, idp: seen, objection: seen },
  reader: seenByMost,
  help_desk: {
    ...seenByMost,
    board: hidden, supplier: hidden, service: hidden, agreement: hidden, policy: hidden, access: hidden,
  },
  technical_partner: {
    ...seenByMost,
    idp:       { see: true, add: 'publish',          change: 'publish',          end: 'publish' },
    board: hidden, supplier: hidden, service: hidden, agreement: hidden, policy: hidden, access: hidden,
  },
};

const asItsParty: RoleRow = { see: true, add: 'publish', change: 'publish', end: 'publish' };

export function roleRow(role: PortalRole, kind: RecordKind): RoleRow {
  return role === 'operator' || role === 'supplier' ? asItsParty : boardRoleTable[role][kind];
}

/** With one word for all members of a change there is none for a member of its own. */
export function reachOfMember({ change, members }: RoleRow, member: string): Reach {
  const own: Readonly<Partial<Record<string, Reach>>> = members ?? {};
  return own[member] ?? change;
}
