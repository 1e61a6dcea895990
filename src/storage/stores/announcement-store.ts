import type { Announcement } from '../../domain/announcement.ts';
import type { ServiceId, SupplierId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { Store } from './store.ts';

/** Who posts or takes down, and why: for the row of the audit trail that is written in the same step. */
export type Announcing = Required<Pick<AuditEvent, 'author' | 'statedReason'>>;

/** What somebody takes down: of a service, or of all sign-ins. */
export interface Removal {
  readonly service?: ServiceId;
  /** Who takes it down, whose service it is; absent: the operator. */
  readonly supplier?: SupplierId;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Announcements that have not ended: one about each service at most, and one about all sign-ins. */
export interface AnnouncementStore extends Store {
  /**
   * Puts it in the place of what there is about the same, and tells the audit trail, both or neither. `held`: what is there is the
   * operator's, which no supplier replaces; nothing was changed.
   */
  post(announcement: Announcement, who: Announcing): Promise<'posted' | 'replaced' | 'held'>;
  /** Takes it down, and tells the audit trail, both or neither. `held`: it is the operator's, and no supplier's to take down. */
  remove(removal: Removal, who: Announcing): Promise<'removed' | 'none' | 'held'>;
  /** Those that have not ended at a moment: about all sign-ins first, then by service. */
  list(at: number): Promise<readonly Announcement[]>;
}
