import type { AuditEvent, LedgerEntry, ShownError } from '../domain/ledger.ts';
import type {
  BoardId,
  ErrorId,
  IdentifierHash,
  LedgerEntryId,
  ObjectionHash,
  PersonHandle,
  PersonRoot,
  SchoolId,
  SectorId,
  ServiceId,
  SupplierId,
} from '../domain/ids.ts';
import type { ForeseenIdentification, Identification, IdentificationInput } from './identification.ts';
import type { Successions } from './successions.ts';

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
  /**
   * Atomic. Puts a value in the place of another, which it returns; the time to live goes on. `undefined`: there was
   * nothing, and nothing was put. Of any number of callers at the same time each gets what the one before it put.
   */
  exchange(key: string, value: Uint8Array): Promise<Uint8Array | undefined>;
  /** Atomic. Sets the time to live of what is there anew, and leaves what it holds. `false`: there is nothing. */
  renew(key: string, ttlSeconds: number): Promise<boolean>;
  /** `get` and `renew` in one, atomic: what ended meanwhile is not found and does not come back. */
  getAndRenew(key: string, ttlSeconds: number): Promise<Uint8Array | undefined>;
  /** Atomic get-and-delete: of any number of callers at the same time at most one gets the value. */
  take(key: string): Promise<Uint8Array | undefined>;
  /** Deleting what is not there is no error. */
  delete(...keys: readonly string[]): Promise<void>;
  /**
   * Atomic. Adds `by` (a whole number from 1; 1 when not given) and returns the count, which begins at 0; the time to
   * live starts with the first and is not prolonged.
   */
  increment(key: string, ttlSeconds: number, by?: number): Promise<number>;
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

/** Where a record stands after a change: its newest version, or that it has ended with that version. */
export type RecordState =
  | (StoredRecord & { readonly ended?: false })
  | { readonly kind: RecordKind; readonly id: string; readonly version: number; readonly ended: true };

export interface ChangesSince {
  readonly revision: number;
  /** Each record that changed, once. */
  readonly states: readonly RecordState[];
}

export type RecordChange =
  | { readonly kind: RecordKind; readonly id: string; readonly body: unknown }
  /** Ends the record; its versions stay. */
  | { readonly kind: RecordKind; readonly id: string; readonly ended: true };

export interface RecordName {
  readonly kind: RecordKind;
  readonly id: string;
}

export interface RecordQuery {
  readonly kind: RecordKind;
  /** Records after this id, in the order of ids. */
  readonly after?: string;
  readonly limit: number;
  /**
   * Only records that name this board, school, supplier or service in the member of that name, or in a list of them:
   * the schools of an IdP, the services of an agreement.
   */
  readonly naming?: Readonly<Partial<Record<'board' | 'school' | 'supplier' | 'service', string>>>;
}

/** Why and by whom the register is changed, and what the audit trail is told: written with the change, or not at all. */
export interface RevisionMeta {
  /** Kept with every version. */
  readonly author: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly events?: readonly AuditEvent[];
}

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
  /**
   * One consistent picture: all records that have not ended, in batches, each given to `take` before the next one
   * comes, so that nobody has to hold a whole federation; answers the revision they belong to. Batches are in no
   * promised order. Each comes within the time limit, not all together. What `take` throws ends the reading and is
   * thrown.
   */
  read(take: (batch: readonly StoredRecord[]) => void): Promise<number>;
  /**
   * One consistent picture of what changed after a revision. `undefined` when that is so much that reading everything
   * anew is the better way, or when the register never came as far as that revision.
   */
  changesSince(revision: number): Promise<ChangesSince | undefined>;
  /**
   * Writes all changes as new versions in one transaction, or none. `conflict` when the register is no longer
   * at revision `expected`; of two callers at the same time one gets `conflict`.
   * Each statement ends within the time limit; a large change takes many.
   */
  apply(
    expected: number,
    changes: readonly RecordChange[],
    meta: RevisionMeta,
  ): Promise<{ readonly outcome: 'applied'; readonly revision: number } | { readonly outcome: 'conflict' }>;
  /** Those of the named records that have not ended, in no promised order. */
  find(names: readonly RecordName[]): Promise<readonly StoredRecord[]>;
  /** In the order of ids. */
  list(query: RecordQuery): Promise<readonly StoredRecord[]>;
  /**
   * Records of one kind that have not ended and mention any of these: `<kind> <id>` of another record that they name,
   * `brin <code>`, `namespace <name>`, `parties <board>/<supplier>`. By index.
   */
  mentioning(kind: RecordKind, mentions: readonly string[]): Promise<readonly StoredRecord[]>;
  /** The same in all versions that there ever were, those of ended records included. */
  everMentioning(kind: RecordKind, mentions: readonly string[]): Promise<readonly StoredRecord[]>;
  /** Oldest first. */
  history(kind: RecordKind, id: string): Promise<readonly RecordVersion[]>;
  /**
   * Calls `changed` after another connection, also of another process, applied something. Hints only: a lost
   * connection loses hints, so readers also ask for `revision()` from time to time. Reconnects by itself.
   */
  subscribe(changed: () => void): Promise<{ close(): Promise<void> }>;
}

/** Why a change is refused, for one place in one record; both sides of a contradiction are named. */
export interface RecordFault extends RecordName {
  /** Where in the record, by keys and list positions; empty for the whole record. */
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly remedy: string;
}

/** A change that somebody asked for at a later moment. */
export interface ScheduledChange {
  /** UUID. */
  readonly id: string;
  readonly proposal: {
    readonly changes: readonly RecordChange[];
    readonly author: string;
    readonly reason: string;
  };
  /** Milliseconds since the epoch: when it is to be applied, and when it was asked for. */
  readonly due: number;
  readonly askedAt: number;
  readonly state:
    | { readonly name: 'waiting' }
    | { readonly name: 'applied'; readonly at: number; readonly revision: number }
    | { readonly name: 'cancelled'; readonly at: number; readonly author: string }
    /** The register had changed so that it no longer fitted; nothing of it was applied. */
    | { readonly name: 'failed'; readonly at: number; readonly faults: readonly RecordFault[] };
}

/** What is to change later. A change ends once: applied, cancelled or failed. Append only. */
export interface ScheduleStore extends Store {
  add(change: Omit<ScheduledChange, 'state'>, event: AuditEvent): Promise<void>;
  /** Those that wait, and those that ended at or after `endedSince`; by due time. */
  list(endedSince: number): Promise<readonly ScheduledChange[]>;
  /** Those that wait and are due, the earliest first. */
  due(now: number): Promise<readonly ScheduledChange[]>;
  /** Atomic. `false`: there is none that waits. */
  cancel(
    id: string,
    by: { readonly author: string; readonly at: number },
    event: AuditEvent,
  ): Promise<boolean>;
  /** Atomic. `false`: it has ended already. */
  fail(
    id: string,
    why: { readonly faults: readonly RecordFault[]; readonly at: number },
    event: AuditEvent,
  ): Promise<boolean>;
  /**
   * `RegisterStore.apply`, and that the change has ended by it, in one transaction: of any number of callers one gets
   * `applied`. `ended`: it has ended already, and nothing was written.
   */
  apply(
    id: string,
    expected: number,
    changes: readonly RecordChange[],
    meta: RevisionMeta,
  ): Promise<
    | { readonly outcome: 'applied'; readonly revision: number }
    | { readonly outcome: 'conflict' }
    | { readonly outcome: 'ended' }
  >;
}

/** A person as one board may know of them. */
export interface PersonAtBoard {
  /** Absent: nobody has this identifier. */
  readonly root?: PersonRoot;
  readonly handles: readonly PersonHandle[];
  /** All of the person's identifiers. */
  readonly identifiers: readonly IdentifierHash[];
  /** The board was the last to assert a portable identifier of the person. */
  readonly isBound: boolean;
}

/** Keyed hashes of people's identifiers, and which belong together. Never a value. */
export interface PersonStore extends Store, Successions {
  /**
   * Atomic: everything below happens, or nothing is written.
   *
   * `foreign_board` when a portable identifier is bound to another board that asserted it at or after `staleBefore`
   * and has not been released. `conflict` when the identifiers belong to several roots. Else `resolved`: all are
   * linked to the one root that is known, or to the first of them when none is, and each portable one is bound
   * to the board, as asserted at `at`.
   *
   * A root that an identifier made which is not portable is provisional until `provisionalSince` passes it, a portable
   * one is linked to it, or another board relies on it. In a conflict with the root of a portable identifier that the
   * board may assert, the board's own provisional root gives way: all its identifiers move, and it has a successor.
   *
   * `kept_apart`: a conflict of a root from before there were provisional ones, where the ledger shows that the board
   * alone asserted both people: the portable identifier is left aside, and `root` is that of the other one.
   *
   * Of a person who has an objection at one of the boards, `objections` adds the hashes that this objection did not
   * know; nobody else is remembered by it.
   */
  identify(input: IdentificationInput): Promise<Identification>;
  /** What `identify` would say now. Writes nothing and makes nobody wait. */
  foresee(input: Omit<IdentificationInput, 'school' | 'at' | 'objections'>): Promise<ForeseenIdentification>;
  /**
   * All hashes that stand for one person at one board: those given, and those of the objections that one of them belongs
   * to, which get the others.
   */
  joinObjections(hashes: readonly ObjectionHash[]): Promise<readonly ObjectionHash[]>;
  /** All identifiers of the person of this root, or of whoever has this identifier; empty: nobody. */
  identifiersOf(
    whom: { readonly root: PersonRoot } | { readonly identifier: IdentifierHash },
  ): Promise<readonly IdentifierHash[]>;
  /** The next board that asserts the identifier gets it. */
  releasePortable(hash: IdentifierHash): Promise<boolean>;
  /**
   * Atomic get-or-create of the random name of a person in the ledger of one board; `candidate` is used when there is
   * none.
   */
  handleOf(root: PersonRoot, board: BoardId, candidate: PersonHandle): Promise<PersonHandle>;
  /** What a board may know of whoever has this identifier; the same work for somebody whom nobody knows. */
  findAt(identifier: IdentifierHash, board: BoardId): Promise<PersonAtBoard>;
  /** All handles of a person at a board. */
  handlesAt(root: PersonRoot, board: BoardId): Promise<readonly PersonHandle[]>;
  /** Names of the objections, ended ones too, that one of these hashes belongs to. */
  objectionsWith(hashes: readonly ObjectionHash[]): Promise<readonly string[]>;
  /** Who a handle is at this board; `undefined`: nobody, or nobody any more. */
  rootOf(handle: PersonHandle, board: BoardId): Promise<PersonRoot | undefined>;
  /**
   * Forgets who handles were at this board, and writes `event`: both, or neither. The ledger entries stay, about nobody.
   * `false`: they were nobody's there already, and nothing was written.
   */
  erase(handles: readonly PersonHandle[], board: BoardId, event: AuditEvent): Promise<boolean>;
  /** Atomic get-or-create: the pseudonym key version that a sector keeps for ever. */
  pinSector(sector: SectorId, keyVersion: number): Promise<number>;
}

/** Fingerprints of pseudonym keys by the name of the key: `root`, `ledgerProof`, `account`, `sector 1`. */
export type KeyFingerprints = ReadonlyMap<string, string>;

/** A release of which everything is stored that its proof was made of, but the keys. */
export interface ProvableRelease {
  readonly entry: LedgerEntryId;
  readonly subjectProof: string;
  readonly root: PersonRoot;
  /** Of the service, now or once. */
  readonly sector: SectorId;
}

/** With which pseudonym keys the database was made, and what it holds by which that can be found out. */
export interface KeyFingerprintStore extends Store {
  /** The newest of each name. */
  fingerprints(): Promise<KeyFingerprints>;
  /**
   * Atomic. Writes those that are not there. `false`: one of them is there with another value, and nothing was written.
   * Of nodes with different keys that start together one gets `true`, with all of its keys.
   */
  add(fingerprints: KeyFingerprints, why: RevisionMeta): Promise<boolean>;
  /** Atomic, with the events. From now on these count, whatever was there; the earlier ones stay as evidence. */
  replace(fingerprints: KeyFingerprints, why: RevisionMeta): Promise<void>;
  /** Versions of the sector key to which a sector is pinned, ascending. */
  pinnedVersions(): Promise<readonly number[]>;
  /** Some of the newest releases of sectors that are pinned to this version, of people who are not erased. */
  releasesUnder(version: number): Promise<readonly ProvableRelease[]>;
  hasReleases(): Promise<boolean>;
  hasPeople(): Promise<boolean>;
  /** Whether some person has one of these identifiers. */
  knowsAny(hashes: readonly IdentifierHash[]): Promise<boolean>;
}

/** Disclosures and the audit trail, append only; and for a day the error ids that were shown. */
export interface LedgerStore extends Store {
  /**
   * Durable (fsynced) when the promise resolves, with the entry as the database has it. Entries that come while others
   * are written may go out together; each is refused or written by itself.
   */
  append(entry: LedgerEntry): Promise<LedgerEntry>;
  /**
   * The same, in one step with the question whether `entry.person` is somebody's handle at `entry.board`. `undefined`: it is
   * not, or not any more, and nothing was written.
   */
  appendIfCurrent(entry: LedgerEntry): Promise<LedgerEntry | undefined>;
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
  /** How many entries there are of one person at one board. */
  count(filter: { readonly person: PersonHandle; readonly board: BoardId }): Promise<number>;
  appendAudit(event: AuditEvent): Promise<void>;
  /** Newest first. */
  listAudit(filter: {
    readonly type?: AuditEvent['type'];
    readonly limit: number;
  }): Promise<readonly AuditEvent[]>;
  /** Keeps those for which there is room among `most` in all, the first ones first; an id that is there stays as it is. */
  keepErrors(errors: readonly ShownError[], most: number): Promise<void>;
  /** Forgets those that were shown before a moment, in milliseconds since the epoch. */
  forgetErrors(before: number): Promise<void>;
  /** Also finds an error id that the audit trail names. */
  findError(id: ErrorId): Promise<ShownError | undefined>;
}
