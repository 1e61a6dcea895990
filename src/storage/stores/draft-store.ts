import type { CalendarDay } from '../../domain/clock.ts';
import type { BoardId, PortalAccountId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { Store } from './store.ts';
import type { WrittenRecord } from './records.ts';

/** A change of one record that somebody wrote down, for somebody else to publish or refuse. */
export interface Draft {
  /** UUID. */
  readonly id: string;
  /** Whose record it is, and who may see the draft. */
  readonly board: BoardId;
  /** As it is to be. */
  readonly record: WrittenRecord;
  /** The version of the record that was there when it was written; 0: none. */
  readonly version: number;
  readonly by: PortalAccountId;
  readonly reason: string;
  /** From when it is to count; absent: as soon as it is published. */
  readonly from?: CalendarDay;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Drafts of boards. Each change is told to the audit trail, both or neither. */
export interface DraftStore extends Store {
  /** Deletes those of before `keptSince`. `full`: the board, or the record, has as many as it may. */
  add(
    draft: Draft,
    event: AuditEvent,
    limits: { readonly keptSince: number; readonly ofBoard: number; readonly ofRecord: number },
  ): Promise<'added' | 'full'>;
  /** Those of a board that were written since a moment, the oldest first. */
  list(board: BoardId, since: number): Promise<readonly Draft[]>;
  /** `false`: there is none of that id; of several callers one gets `true`. */
  remove(id: string, event: AuditEvent): Promise<boolean>;
}
