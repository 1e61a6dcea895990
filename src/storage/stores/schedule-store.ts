import type { AuditEvent } from '../../domain/ledger.ts';
import type { Fault } from '../../domain/fault.ts';
import type { Change, NewVersion, RevisionMeta } from './records.ts';
import type { Store } from './store.ts';

/** A change that somebody asked for at a later moment. */
export interface ScheduledChange {
  /** UUID. */
  readonly id: string;
  readonly proposal: {
    readonly changes: readonly Change[];
    readonly author: string;
    readonly reason: string;
    /** Who drafted it, where the author published what somebody else had drafted. */
    readonly draftedBy?: string;
  };
  /** Milliseconds since the epoch: when it is to be applied, and when it was asked for. */
  readonly due: number;
  readonly askedAt: number;
  readonly state:
    | { readonly name: 'waiting' }
    | { readonly name: 'applied'; readonly at: number; readonly revision: number }
    | { readonly name: 'cancelled'; readonly at: number; readonly author: string }
    /** The register had changed so that it no longer fitted; nothing of it was applied. */
    | { readonly name: 'failed'; readonly at: number; readonly faults: readonly Fault[] };
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
    why: { readonly faults: readonly Fault[]; readonly at: number },
    event: AuditEvent,
  ): Promise<boolean>;
  /**
   * `RegisterStore.apply`, and that the change has ended by it, in one transaction: of any number of callers one gets
   * `applied`. `ended`: it has ended already, and nothing was written.
   */
  apply(
    id: string,
    expected: number,
    changes: readonly NewVersion[],
    meta: RevisionMeta,
  ): Promise<
    | { readonly outcome: 'applied'; readonly revision: number }
    | { readonly outcome: 'conflict' }
    | { readonly outcome: 'ended' }
  >;
}
