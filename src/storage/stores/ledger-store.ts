import type {
  AuditEvent,
  CountedClaim,
  CountedEntries,
  LedgerEntry,
  ShownError,
} from '../../domain/ledger.ts';
import type { CalendarDay } from '../../domain/clock.ts';
import type { ShortErrorId } from '../../domain/short-error-id.ts';
import type { WithheldReason } from '../../domain/release.ts';
import type {
  AttributeName,
  BoardId,
  ErrorId,
  IdpId,
  LedgerEntryId,
  PersonHandle,
  SchoolId,
  ServiceId,
  SupplierId,
} from '../../domain/ids.ts';
import type { Store } from './store.ts';

/** How often a claim stayed behind for one reason, at one school on one day. */
export interface WithheldCount {
  readonly day: CalendarDay;
  readonly school: SchoolId;
  readonly claim: AttributeName;
  readonly reason: WithheldReason;
  readonly entries: number;
}

/** That a claim came to nobody of a school, of enough people to say so. */
export interface LackingSchool {
  readonly school: SchoolId;
  /** Whose school it was then. */
  readonly board: BoardId;
  readonly claim: AttributeName;
}

/** Entries of one service at schools of one board, from a day to before another one, in the zone (IANA). */
export interface DisclosurePeriod {
  readonly board: BoardId;
  readonly schools: readonly SchoolId[];
  readonly service: ServiceId;
  readonly from: CalendarDay;
  readonly before: CalendarDay;
  readonly zone: string;
}

/** How often something left on one day of people of one affiliation, and of how many. */
export interface DayOfDisclosures extends CountedEntries {
  readonly day: CalendarDay;
}

/** How often sign-ins at a school did not succeed for one reason, in one hour. */
export interface RefusalCount {
  /** The reason of the event, or its type where it has none. */
  readonly code: string;
  /** Its beginning, in milliseconds since the epoch. */
  readonly hour: number;
  readonly times: number;
}

/** Which events of the audit trail; what is absent does not matter. */
export interface AuditFilter {
  readonly type?: AuditEvent['type'];
  readonly reason?: string;
  readonly errorId?: ErrorId;
  /** Whose error id has this short one. Ask of one school and a day, or the trail is read to its end. */
  readonly shortErrorId?: ShortErrorId;
  readonly idp?: IdpId;
  readonly school?: SchoolId;
  readonly service?: ServiceId;
  /** Milliseconds since the epoch: from the first on, and before the second. */
  readonly from?: number;
  readonly until?: number;
}

/** An event and where it stands in the trail, from which a list can go on. */
export interface PlacedAuditEvent {
  readonly position: string;
  readonly event: AuditEvent;
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
  /** Of how many people something left at these schools since then; whose handle was erased counts as well. */
  countPeople(query: { readonly schools: readonly SchoolId[]; readonly since: number }): Promise<number>;
  /** The newest day first. Days are those of the zone (IANA), from `from` on; names nobody. */
  countWithheld(query: {
    readonly service: ServiceId;
    readonly school?: SchoolId;
    readonly claims: readonly AttributeName[];
    readonly from: CalendarDay;
    readonly zone: string;
  }): Promise<readonly WithheldCount[]>;
  /**
   * Where a claim stayed behind for one of these reasons with at least so many people, and left for none. Nobody counts
   * twice: whose handle was erased does not count, and whose root gave way counts as who they are now. From a day to before another one, in the zone (IANA).
   */
  schoolsLacking(query: {
    readonly service: ServiceId;
    readonly claims: readonly AttributeName[];
    readonly reasons: readonly WithheldReason[];
    readonly fewestPeople: number;
    readonly from: CalendarDay;
    readonly before: CalendarDay;
    readonly zone: string;
  }): Promise<readonly LackingSchool[]>;
  /**
   * The entries of a period, grouped by whom they are about and by what became of each claim. `people`: of how many there are any.
   * People are told apart as in `schoolsLacking`; entries of somebody who was erased are among the entries and nobody's.
   */
  countClaims(period: DisclosurePeriod): Promise<{
    readonly people: number;
    readonly affiliations: readonly CountedEntries[];
    readonly claims: readonly CountedClaim[];
  }>;
  /** The same by day and affiliation, the earliest first; a day without entries is not among them. */
  countByDay(period: DisclosurePeriod): Promise<{
    readonly people: number;
    readonly days: readonly DayOfDisclosures[];
  }>;
  appendAudit(event: AuditEvent): Promise<void>;
  /** By the audit trail, since a moment (milliseconds since the epoch); the newest hour first. Times are no people: one may try often. */
  countRefusals(query: {
    readonly school: SchoolId;
    readonly since: number;
  }): Promise<readonly RefusalCount[]>;
  /** Newest first. */
  listAudit(filter: AuditFilter & { readonly limit: number }): Promise<readonly AuditEvent[]>;
  /** Newest first. `before`: only what comes after the event at that position in this order; nothing when there is none. */
  pageOfAudit(
    filter: AuditFilter & { readonly before?: string; readonly limit: number },
  ): Promise<readonly PlacedAuditEvent[]>;
  /** Keeps those for which there is room among `most` in all, the first ones first; an id that is there stays as it is. */
  keepErrors(errors: readonly ShownError[], most: number): Promise<void>;
  /** Forgets those that were shown before a moment, in milliseconds since the epoch. */
  forgetErrors(before: number): Promise<void>;
  /** Also finds an error id that the audit trail names. */
  findError(id: ErrorId): Promise<ShownError | undefined>;
}
