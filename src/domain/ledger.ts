import type { TransformKind } from './attributes.ts';
import type {
  ApiClientId,
  AttributeName,
  BoardId,
  ErrorId,
  IdpId,
  LedgerEntryId,
  PersonHandle,
  SchoolId,
  ServiceId,
  SupplierId,
} from './ids.ts';
import type { Affiliation } from './person.ts';
import type { DecisionBasis, WithheldReason } from './release.ts';

/** One release (verstrekking), as it was written before anything left. Names and reasons, never values. */
export interface LedgerEntry {
  readonly id: LedgerEntryId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly person: PersonHandle;
  readonly affiliation: Affiliation;
  readonly school: SchoolId;
  readonly board: BoardId;
  readonly supplier: SupplierId;
  readonly service: ServiceId;
  readonly released: readonly {
    readonly claim: AttributeName;
    readonly transforms: readonly TransformKind[];
  }[];
  readonly withheld: readonly { readonly claim: AttributeName; readonly reason: WithheldReason }[];
  readonly basis: DecisionBasis;
  /** Keyed hash of (entry id, sub): lets the guard prove that a `sub` belongs to this entry, and links nothing. */
  readonly subjectProof: string;
}

/** Entries of one service that are alike: how many, and of how many people, each counted once. */
export interface CountedEntries {
  readonly affiliation: Affiliation;
  readonly entries: number;
  /** Whose handle was erased does not count. */
  readonly people: number;
}

/** Entries that are alike in what became of one claim. Names and reasons; nobody. */
export interface CountedClaim extends CountedEntries {
  readonly claim: AttributeName;
  readonly then: { readonly transforms: readonly TransformKind[] } | { readonly reason: WithheldReason };
}

/** What every `reason` of an audit event looks like. */
export const reasonShape = /^[\w.]{1,80}$/;

/** What happened, for the audit trail. Typed names and reason codes, never values. */
export interface AuditEvent {
  readonly type:
    | 'login.succeeded'
    | 'login.refused'
    | 'login.rejected'
    | 'login.cancelled'
    | 'session.ended'
    | 'token.refused'
    | 'code.replayed'
    /** A supplier, or somebody who speaks as one, asked for what is not given; `reason` is the OAuth error. */
    | 'request.rejected'
    /** Something was about to leave that no ledger entry has; `reason` is what the guard found. */
    | 'guard.stopped'
    /** The guard could not look at an answer, so it did not leave. */
    | 'guard.unreadable'
    /** A change of the register; `number` is its revision. */
    | 'register.applied'
    | 'register.scheduled'
    | 'register.cancelled'
    /** A change that was due no longer fitted the register. */
    | 'register.failed'
    /** Records got the form of this version of the program; `number` is the revision. With a record: why to look at it. */
    | 'register.upgraded'
    /** A policy says more than its agreement since this revision: less is released. */
    | 'register.narrowed'
    | 'identifier.conflict'
    | 'identifier.foreign_board'
    /** A provisional root gave way to that of an ECK iD: the person has another `sub` from here on. */
    | 'identifier.gave_way'
    /** A conflict from before ECK iDs were normalised, once for each person: the ECK iD is left aside. */
    | 'identifier.kept_apart'
    | 'attribute.national_number'
    /** An IdP sent what could not be used, `reason` says why: once for each IdP, attribute, reason, day and node. */
    | 'attribute.left_out'
    /** The operator said that these pseudonym keys are those of the database; `number`: how many. */
    | 'keys.adopted'
    /** The key of account ids is another one than before. */
    | 'keys.account_changed'
    /** The answers of `number` IdPs say that the clock of a node is wrong. */
    | 'clock.suspected'
    /** An API client called the management API; `reason` is the problem code of a call that was refused. */
    | 'api.called'
    | 'api.refused'
    /** Somebody looked for a person by an identifier: `school` is whose person it was to be. */
    | 'person.found'
    | 'person.not_found'
    /** Somebody at the portal looked an error id up that a page had: `recordId` is the one that was found. */
    | 'error_id.found'
    | 'error_id.not_found'
    /** A board's ledger was made to be about nobody, for one person. */
    | 'person.erased'
    /** Somebody posted an announcement, in the place of another one or not, or took it down; without a service: about all sign-ins. */
    | 'announcement.posted'
    | 'announcement.replaced'
    | 'announcement.removed'
    /** Of a document of a board, `recordId` is its hash: somebody kept it, had its content, or erased it. */
    | 'document.added'
    | 'document.read'
    | 'document.erased'
    /**
     * What a board did with an agreement, in one transaction with the change of the register; `recordId` is the agreement, `number` the
     * revision. Of `signed`, `reason` is the SHA-256 of the text that was signed.
     */
    | 'agreement.signed'
    | 'agreement.given_back'
    | 'agreement.refused'
    | 'agreement.suspended'
    | 'agreement.resumed'
    | 'agreement.ended'
    /** Of the outbox: somebody looked at its messages, or at one; `recordId` is its id. Never whom a mail is for. */
    | 'outbox.listed'
    | 'outbox.shown'
    /** Somebody had a message tried again, dropped it, or sent one to see whether mail arrives. */
    | 'outbox.retried'
    | 'outbox.dropped'
    | 'outbox.tested'
    /** Of second factors, `recordId` is the account of the portal; `reason` is the kind of factor, or why it was refused. */
    | 'factor.added'
    | 'factor.removed'
    | 'factor.refused'
    /** So many wrong codes that the next ones have to wait. */
    | 'factor.throttled'
    /** Ten new recovery codes in the place of those before. */
    | 'factor.codes_made'
    /** An alarm: somebody used one, and may add a factor when the wait is over. */
    | 'factor.code_used'
    /** Steps of a reset, by whom; after the wait all factors of the account are gone. */
    | 'factor.reset_requested'
    /** The account itself said that it is with whoever asked. */
    | 'factor.reset_joined'
    | 'factor.reset_confirmed'
    | 'factor.reset_done'
    /** The account itself ended a reset or the wait after a recovery code. */
    | 'factor.called_off'
    /** A link of a reset, or a recovery code, opened the page that adds a factor, and nothing else; `reason` says which. */
    | 'factor.adding_opened'
    /** The operator said that passkeys belong to another name of the portal. */
    | 'factor.relying_party_adopted'
    /** Of an account of the portal, `recordId` is its id; of an invitation, that of the invitation. */
    | 'account.invited'
    | 'account.invitation_withdrawn'
    | 'account.accepted'
    | 'account.signed_in'
    | 'account.sign_in_refused'
    | 'account.role_confirmed'
    | 'account.role_withdrawn'
    /** Somebody came back, and their roles had lapsed: they wait for somebody who confirms them anew. */
    | 'account.role_lapsed'
    /** Another account is the one that stands in for the administrator of a board. */
    | 'account.stand_in_named'
    /** Somebody says that all accounts of a party and their roles are right. */
    | 'account.people_reviewed'
    | 'account.erased'
    /** Somebody read who works for a board, a supplier or the operator. */
    | 'account.list_seen'
    | 'account.board_code_made'
    | 'account.board_code_wrong'
    /** Of what somebody drafted, `recordId` names the record that it would change; `statedReason` says why. */
    | 'draft.made'
    | 'draft.published'
    | 'draft.refused'
    /** Whoever wrote it took it back. */
    | 'draft.withdrawn';
  readonly at: number;
  /** Stable code: of a refusal, of an error, of a violated rule. */
  readonly reason?: string;
  readonly errorId?: ErrorId;
  readonly idp?: IdpId;
  readonly school?: SchoolId;
  readonly service?: ServiceId;
  readonly attribute?: AttributeName;
  /** Of a call of the management API: the API client that called, what it wanted, and of which record of the register. */
  readonly client?: ApiClientId;
  readonly task?: string;
  readonly recordKind?: string;
  readonly recordId?: string;
  /** Of a look at one person, or an erasure: whom it was about, as the ledger of the board knows them. Erased like there. */
  readonly person?: PersonHandle;
  readonly board?: BoardId;
  /** Who looked or announced: `api:<client id>`, or the name that somebody gave; and why, as they say. */
  readonly author?: string;
  readonly statedReason?: string;
  /**
   * Revision of the register, or a count. Of what strangers can cause as often as they like the trail has
   * the first ones of a minute each without a number, and then how many more of the same kind came in it.
   */
  readonly number?: number;
}

/** What a login was refused for, or that somebody turned back: where it may be told on a page. */
export type Refusal = Pick<AuditEvent, 'reason' | 'idp' | 'school' | 'service'> & {
  readonly type: 'login.refused' | 'login.cancelled';
};

/** A refusal as it was written down, for the page that tells it. */
export interface WrittenRefusal {
  readonly errorId: ErrorId;
  /** The audit trail has it, and not only counted, with its school: then its short error id is found. */
  readonly isFoundBySchool: boolean;
  readonly refusal: Refusal;
}

/** An error id that stood on a page, and what it was about. Codes and names of the register, never values. */
export interface ShownError {
  readonly id: ErrorId;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of the error, as in the log. */
  readonly code: string;
  readonly idp?: IdpId;
  readonly service?: ServiceId;
}
