import type { CalendarDay } from './clock.ts';
import type { ComparedAddress } from './compared-address.ts';
import type { PortalAccountId, SchoolId } from './ids.ts';

/** What somebody may be at a board or at one of its schools, as far as the portal is concerned. */
export const boardRoles = [
  'administrator',
  'approver',
  'proposer',
  'signer',
  'privacy_officer',
  'data_protection_officer',
  'help_desk',
  'reader',
  'technical_partner',
] as const;
export type BoardRole = (typeof boardRoles)[number];

/** An account of the operator or of a supplier has the one role of its party. */
export type PortalRole = BoardRole | 'operator' | 'supplier';

/**
 * Who granted or confirmed a role: another account; the operator at the command line; or the board itself, whose registered
 * mailbox had the code that its first administrator typed.
 */
export type Granter =
  | { readonly kind: 'account'; readonly account: PortalAccountId }
  | { readonly kind: 'command_line'; readonly user: string }
  | { readonly kind: 'board_code' };

/** A role of an account, with how it came about. It acts from its confirmation on, and until its last day. */
export interface HeldRole {
  readonly role: PortalRole;
  /** At these schools of the board alone; absent: at the board and all its schools. */
  readonly schools?: readonly SchoolId[];
  /** The last day. A signer and a technical partner always have one. */
  readonly until?: CalendarDay;
  /** Of a signer: on what ground that person may sign for the board. */
  readonly ground?: string;
  readonly grantedBy: Granter;
  /** Milliseconds since the epoch, as all moments here. */
  readonly grantedAt: number;
  readonly confirmedBy?: Granter;
  readonly confirmedAt?: number;
  /** Until somebody confirms it: why it waits, where the login of whoever accepted did not have the invited address. */
  readonly comparedAddress?: Exclude<ComparedAddress, 'same'>;
  /**
   * Somebody came back on this day and found that the role had lapsed. It stays so until it is confirmed anew: signing in does not
   * bring it back.
   */
  readonly lapsedOn?: CalendarDay;
}

/** A role as it is once somebody has confirmed it, for the first time or anew: why it waited or had lapsed is kept no longer. */
export function confirmedRole(
  { comparedAddress: _waited, lapsedOn: _lapsed, ...held }: HeldRole,
  by: Granter,
  now: number,
): HeldRole & Required<Pick<HeldRole, 'confirmedBy' | 'confirmedAt'>> {
  return { ...held, confirmedBy: by, confirmedAt: now };
}

/** As the audit trail names whoever did something at the portal. No two people are the same. */
export function authorOf(granter: Granter): string {
  switch (granter.kind) {
    case 'account':
      return `portal:${granter.account}`;
    case 'command_line':
      return `cli:${granter.user}`;
    case 'board_code':
      return 'board_code';
  }
}
