import type { RecordKind, RecordName } from '../../domain/record-kinds.ts';
import type {
  ChangesSince,
  NewVersion,
  RecordQuery,
  RecordVersion,
  RevisionMeta,
  StoredRecord,
} from './records.ts';
import type { Store } from './store.ts';

/** The federation register with all its versions. Nothing is ever overwritten. */
export interface RegisterStore extends Store {
  /** Number of the newest change; 0 for an empty register. */
  revision(): Promise<number>;
  /**
   * One consistent snapshot: all records that have not ended, in batches, each given to `take` before the next one
   * comes, so that nobody has to hold a whole federation; answers the revision they belong to. Batches are in no
   * promised order. Each comes within the time limit, not all together. What `take` throws ends the reading and is
   * thrown.
   */
  read(take: (batch: readonly StoredRecord[]) => void): Promise<number>;
  /**
   * One consistent snapshot of what changed after a revision. `undefined` when that is so much that reading everything
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
    changes: readonly NewVersion[],
    meta: RevisionMeta,
  ): Promise<{ readonly outcome: 'applied'; readonly revision: number } | { readonly outcome: 'conflict' }>;
  /** Those of the named records that have not ended, in no promised order. */
  find(names: readonly RecordName[]): Promise<readonly StoredRecord[]>;
  /** In the order of ids. */
  list(query: RecordQuery): Promise<readonly StoredRecord[]>;
  /**
   * Records of one kind that have not ended and were written with any of these references: `<kind> <id>` of another record
   * that they name, or a word of their kind. By index.
   */
  referringTo(kind: RecordKind, references: readonly string[]): Promise<readonly StoredRecord[]>;
  /** The same in all versions that there ever were, those of ended records included. */
  everReferringTo(kind: RecordKind, references: readonly string[]): Promise<readonly StoredRecord[]>;
  /** Oldest first. */
  history(kind: RecordKind, id: string): Promise<readonly RecordVersion[]>;
  /** All versions of each of the named records, oldest first; the records in no promised order. */
  histories(names: readonly RecordName[]): Promise<readonly RecordVersion[]>;
  /** Ids of the records that one of their versions makes an answer to the query, ended ones included; in their order. */
  everNaming(query: RecordQuery): Promise<readonly string[]>;
  /**
   * Calls `changed` after another connection, also of another process, applied something. Hints only: a lost
   * connection loses hints, so readers also ask for `revision()` from time to time. Reconnects by itself.
   */
  subscribe(changed: () => void): Promise<{ close(): Promise<void> }>;
}
