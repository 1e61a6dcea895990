import type { CalendarDay } from '../../domain/clock.ts';
import type { BoardId, InvitationId, PortalAccountId, Subject } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { NewMessage } from '../../domain/outbox.ts';
import type { Party } from '../../domain/party.ts';
import type { NamedStandIn, PartyPeople } from '../../domain/portal-accounts.ts';
import type { SealedRows } from './sealed-rows.ts';
import type { Store } from './store.ts';

/** Who it is and what they may do, sealed with this version of the lasting key. */
interface Sealed {
  readonly keyVersion: number;
  readonly sealed: Uint8Array;
}

export interface SealedAccount extends Sealed {
  readonly id: PortalAccountId;
  readonly party: Party;
  /** Counts from 1. The sealed content is tied to it: an older one cannot be put back. */
  readonly version: number;
  readonly subject?: Subject;
  /** Milliseconds since the epoch, as all moments here. */
  readonly madeAt: number;
  readonly lastUsedOn?: CalendarDay;
}

export interface SealedInvitation extends Sealed {
  readonly id: InvitationId;
  readonly party: Party;
  /** SHA-256 of what the link holds. */
  readonly secretHash: Uint8Array;
  readonly invitedAt: number;
  readonly expiresAt: number;
  /** SHA-256 of what the browser holds that took it up; absent: nobody has yet. */
  readonly browserHash?: Uint8Array;
}

/** All accounts of one party, with the version of each. */
export interface SeenAccounts {
  readonly party: Party;
  readonly versions: ReadonlyMap<PortalAccountId, number>;
}

/** What somebody has to know who acts for a board for the first time. */
export interface BoardCode {
  readonly board: BoardId;
  /** SHA-256 of the code. */
  readonly hash: Uint8Array;
  readonly expiresAt: number;
  readonly tries: number;
}

/**
 * Accounts of the portal, and invitations to it that are open. An invitation that was accepted, ended or withdrawn is gone:
 * the audit trail says that there was one. Messages are written with what they tell, in the same transaction, and only when it was done;
 * where they cannot be, nothing is done (`outbox.full`, `outbox.too_many`).
 */
export interface AccountStore extends Store {
  readonly accounts: SealedRows;
  readonly invitations: SealedRows;
  /** Atomic, with the events. `ends`: those of the same party that it takes the place of. `full`: the party has that many open. */
  invite(
    invitation: SealedInvitation,
    change: { readonly ends: readonly InvitationId[]; readonly mostOpen: number },
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<'invited' | 'full'>;
  /** Whether it has expired is for the caller to say. */
  invitationWith(secretHash: Uint8Array): Promise<SealedInvitation | undefined>;
  /** The oldest first. */
  invitationsOf(party: Party): Promise<readonly SealedInvitation[]>;
  /** Atomic. The first browser has it; `false`: another one was first, or it is gone. */
  bindInvitation(id: InvitationId, browserHash: Uint8Array): Promise<boolean>;
  /** Atomic, with the events. `false`: it is gone already, and nothing was written. */
  endInvitation(id: InvitationId, events: readonly AuditEvent[]): Promise<boolean>;
  /**
   * Atomic, with the events: the invitation is gone, and the account is there: a new one (version 1), or the next version of one.
   * `gone`: there is no such invitation of this browser. `conflict`: the account changed meanwhile, or somebody has this subject.
   */
  accept(
    invitation: { readonly id: InvitationId; readonly browserHash: Uint8Array },
    account: SealedAccount,
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<'accepted' | 'gone' | 'conflict'>;
  /** In the order in which they were made. */
  accountsOf(party: Party): Promise<readonly SealedAccount[]>;
  account(id: PortalAccountId): Promise<SealedAccount | undefined>;
  /** At every party. */
  accountsWith(subject: Subject): Promise<readonly SealedAccount[]>;
  /**
   * Atomic, with the events, and only as the version after the one that is there. `false`: it changed meanwhile, or is gone; or
   * some account of the party is not as it was seen, for what must hold of all of them together.
   */
  change(
    account: SealedAccount,
    events: readonly AuditEvent[],
    seen?: SeenAccounts,
    messages?: readonly NewMessage[],
  ): Promise<boolean>;
  /** Never back to an earlier day. */
  used(id: PortalAccountId, day: CalendarDay): Promise<void>;
  /** Atomic, with the events. `false`: there is none, or an account is not as it was seen, and nothing was written. */
  erase(
    id: PortalAccountId,
    events: readonly AuditEvent[],
    seen?: SeenAccounts,
    messages?: readonly NewMessage[],
  ): Promise<boolean>;
  /** What is kept of the people of a party together; empty: nothing yet. */
  peopleOf(party: Party): Promise<PartyPeople>;
  /** Atomic, with the events; in the place of an earlier one. `false`: some account of the party is not as it was seen. */
  nameStandIn(standIn: NamedStandIn, events: readonly AuditEvent[], seen: SeenAccounts): Promise<boolean>;
  /** The same of whoever said that all of them are right. */
  reviewPeople(
    review: Required<PartyPeople>['review'],
    events: readonly AuditEvent[],
    seen: SeenAccounts,
  ): Promise<boolean>;
  /** Atomic, with the events; in the place of an earlier code of the board. */
  putBoardCode(
    code: BoardCode,
    events: readonly AuditEvent[],
    messages?: readonly NewMessage[],
  ): Promise<void>;
  /** Atomic: counts the try before it looks, and uses the code up when it is the one. */
  tryBoardCode(board: BoardId, hash: Uint8Array, now: number): Promise<'right' | 'wrong' | 'none'>;
  /** Invitations that ended before this moment. Answers how many. */
  deleteExpired(before: number): Promise<number>;
}
