import type { AuditEvent, LedgerEntry } from '../domain/ledger.ts';
import type {
  BoardId,
  IdentifierHash,
  LedgerEntryId,
  PersonHandle,
  PersonRoot,
  SchoolId,
  SectorId,
  ServiceId,
  SupplierId,
} from '../domain/ids.ts';

/**
 * What every store promises: each call ends within its time limit; a store that is away throws
 * `SluisError('storage.unavailable')`; "not found" is `undefined`; nothing is half written.
 */
export interface Store {
  /** Throws `storage.unavailable` when the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Short-lived records: sessions, login transactions, codes, tokens, replay cache, rate limits.
 * A record is gone, for every call here, from the moment its time to live is over. Times to live are whole seconds, at least 1.
 */
export interface EphemeralStore extends Store {
  get(key: string): Promise<Uint8Array | undefined>;
  /** Creates or replaces, and sets the time to live anew. */
  put(key: string, value: Uint8Array, ttlSeconds: number): Promise<void>;
  /** Atomic: of any number of callers at the same time exactly one gets `true`. */
  putIfAbsent(key: string, value: Uint8Array, ttlSeconds: number): Promise<boolean>;
  /** Atomic. Sets the time to live of what is there anew, and leaves what it holds. `false`: there is nothing. */
  renew(key: string, ttlSeconds: number): Promise<boolean>;
  /** Atomic get-and-delete: of any number of callers at the same time at most one gets the value. */
  take(key: string): Promise<Uint8Array | undefined>;
  /** Deleting what is not there is no error. */
  delete(...keys: readonly string[]): Promise<void>;
  /** Adds to a set and lets the whole set live at least `ttlSeconds` from now. */
  addMember(key: string, member: string, ttlSeconds: number): Promise<void>;
  members(key: string): Promise<readonly string[]>;
  /** Atomic. Counts from 1; the time to live starts at the first count and is not prolonged. */
  increment(key: string, ttlSeconds: number): Promise<number>;
}

export const recordKinds = [
  'board',
  'school',
  'idp',
  'supplier',
  'sector',
  'service',
  'agreement',
  'policy',
  'access',
  'api-client',
  'objection',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Latest version of one record of the register. `body` is JSON and is checked by `federation/` when it is read. */
export interface StoredRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly version: number;
  readonly body: unknown;
}

export type RecordChange =
  | { readonly kind: RecordKind; readonly id: string; readonly body: unknown }
  /** Ends the record; its versions stay. */
  | { readonly kind: RecordKind; readonly id: string; readonly ended: true };

export interface RecordVersion extends StoredRecord {
  readonly ended: boolean;
  readonly author: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly revision: number;
}

/** The federation register with all its versions. Nothing is ever overwritten. */
export interface RegisterStore extends Store {
  /** Number of the newest change; 0 for an empty register. */
  revision(): Promise<number>;
  /** One consistent picture: all records that have not ended, and the revision they belong to. */
  load(): Promise<{ readonly revision: number; readonly records: readonly StoredRecord[] }>;
  /**
   * Writes all changes as new versions in one transaction, or none. `conflict` when the register is no longer
   * at revision `expected`; of two callers at the same time one gets `conflict`.
   */
  apply(
    expected: number,
    changes: readonly RecordChange[],
    meta: { readonly author: string; readonly reason: string; readonly at: number },
  ): Promise<{ readonly outcome: 'applied'; readonly revision: number } | { readonly outcome: 'conflict' }>;
  /** Oldest first. */
  history(kind: RecordKind, id: string): Promise<readonly RecordVersion[]>;
  /**
   * Calls `changed` after another connection, also of another process, applied something. Hints only: a lost
   * connection loses hints, so readers also ask for `revision()` from time to time. Reconnects by itself.
   */
  subscribe(changed: () => void): Promise<{ close(): Promise<void> }>;
}

/** The keyed hash of one identifier of a person. `portable`: other boards may assert it too. */
export interface HashedIdentifier {
  readonly hash: IdentifierHash;
  readonly portable: boolean;
}

export type Identification =
  | { readonly outcome: 'resolved'; readonly root: PersonRoot }
  | { readonly outcome: 'foreign_board' }
  | { readonly outcome: 'conflict' };

/** Keyed hashes of people's identifiers, and which belong together. Never a value. */
export interface PersonStore extends Store {
  /**
   * Atomic: everything below happens, or nothing is written.
   *
   * `foreign_board` when a portable identifier is bound to another board that asserted it at or after `staleBefore`
   * and has not been released. `conflict` when the identifiers belong to several roots. Else `resolved`: all are
   * linked to the one root that is known, or to the first of them when none is, and each portable one is bound
   * to the board, as asserted at `at`. Times are milliseconds since the epoch.
   */
  identify(input: {
    readonly identifiers: readonly [HashedIdentifier, ...HashedIdentifier[]];
    readonly board: BoardId;
    readonly school: SchoolId;
    readonly at: number;
    readonly staleBefore: number;
  }): Promise<Identification>;
  /** The next board that asserts the identifier gets it. */
  releasePortable(hash: IdentifierHash): Promise<boolean>;
  /** Atomic get-or-create of the random ledger name of a person; `candidate` is used when there is none. */
  handleOf(root: PersonRoot, candidate: PersonHandle): Promise<PersonHandle>;
  /** Forgets who a handle was. The ledger entries stay, about nobody. */
  eraseHandle(handle: PersonHandle): Promise<boolean>;
  /** Atomic get-or-create: the pseudonym key version that a sector keeps for ever. */
  pinSector(sector: SectorId, keyVersion: number): Promise<number>;
}

/** Disclosures and the audit trail. Append only. */
export interface LedgerStore extends Store {
  /** Durable (fsynced) when the promise resolves. */
  append(entry: LedgerEntry): Promise<void>;
  find(id: LedgerEntryId): Promise<LedgerEntry | undefined>;
  /** Newest first. `before`: only what comes after that entry in this order; nothing when there is no such entry. */
  list(filter: {
    readonly person?: PersonHandle;
    readonly board?: BoardId;
    readonly school?: SchoolId;
    readonly supplier?: SupplierId;
    readonly service?: ServiceId;
    readonly before?: LedgerEntryId;
    readonly limit: number;
  }): Promise<readonly LedgerEntry[]>;
  appendAudit(event: AuditEvent): Promise<void>;
  /** Newest first. */
  listAudit(filter: {
    readonly type?: AuditEvent['type'];
    readonly limit: number;
  }): Promise<readonly AuditEvent[]>;
}
