import type {
  RecordChange,
  RecordFault,
  RecordName,
  RecordQuery,
  RecordVersion,
  StoredRecord,
} from '../../storage/stores/records.ts';
import type { ScheduledChange } from '../../storage/stores/schedule-store.ts';
import type { Difference } from './differences.ts';

export type { RecordFault, RecordName, RecordQuery } from '../../storage/stores/records.ts';
export type { ScheduledChange } from '../../storage/stores/schedule-store.ts';

/** Somebody's wish to change the register: all of it happens, or nothing. */
export interface Proposal {
  readonly changes: readonly RecordChange[];
  /** Who wishes it, and why: kept with every version. The reason is never empty. */
  readonly author: string;
  readonly reason: string;
  /** The version of each record that the author looked at; 0: there is none. Records that are not named may be at any. */
  readonly expected?: readonly (RecordName & { readonly version: number })[];
}

/** A policy that was right once and now says more than its agreement: it is narrowed at once, and somebody should tidy it. */
export interface NarrowedPolicy extends RecordName {
  /** What no longer leaves. */
  readonly claims: readonly string[];
}

/** What would change, record by record. */
export interface Consequence extends RecordName {
  readonly effect: 'created' | 'updated' | 'ended';
  readonly differences: readonly Difference[];
}

export type ChangeOutcome =
  | {
      readonly outcome: 'applied';
      readonly revision: number;
      readonly consequences: readonly Consequence[];
      readonly narrowed: readonly NarrowedPolicy[];
    }
  /** The register says so already; no new revision. */
  | { readonly outcome: 'unchanged'; readonly revision: number }
  | { readonly outcome: 'refused'; readonly faults: readonly RecordFault[] }
  /** Somebody changed a record after the author looked: it is now at `version`, 0 when it is not there. */
  | { readonly outcome: 'version_mismatch'; readonly record: RecordName; readonly version: number };

/** The same, found out without changing anything. */
export type CheckOutcome =
  | (Omit<Extract<ChangeOutcome, { outcome: 'applied' }>, 'outcome'> & { readonly outcome: 'valid' })
  | Exclude<ChangeOutcome, { outcome: 'applied' }>;

/** Everything that can be asked of the register and done to it, by commands and by the management API alike. */
export interface Registry {
  find(name: RecordName): Promise<StoredRecord | undefined>;
  /** Those of the named records that have not ended, in no promised order. */
  findAll(names: readonly RecordName[]): Promise<readonly StoredRecord[]>;
  /** In the order of ids. */
  list(query: RecordQuery): Promise<readonly StoredRecord[]>;
  /** Oldest first, in today's form, so that they can be compared and restored; empty for a record that never was. */
  history(name: RecordName): Promise<readonly RecordVersion[]>;
  /** Every version of an IdP that ever named people in this namespace, IdPs that have ended included. */
  idpsEverNaming(namespace: string): Promise<readonly StoredRecord[]>;
  check(proposal: Proposal): Promise<CheckOutcome>;
  change(proposal: Proposal): Promise<ChangeOutcome>;
  /** The changes that bring a record back to what one of its versions said; `undefined`: no such version. */
  changesToRestore(name: RecordName, version: number): Promise<readonly RecordChange[] | undefined>;
  /** Checked now as far as that can be, and again when it is due. */
  schedule(
    proposal: Proposal,
    due: number,
  ): Promise<ScheduledChange | Extract<ChangeOutcome, { outcome: 'refused' | 'version_mismatch' }>>;
  /** Those that wait, and those that ended within the last 30 days; by due time. */
  scheduled(): Promise<readonly ScheduledChange[]>;
  /** `false`: there is none that waits. */
  cancel(id: string, author: string): Promise<boolean>;
}
