import type { AuditEvent } from '../../domain/ledger.ts';
import type { RecordKind, RecordName } from '../../domain/record-kinds.ts';

/** Latest version of one record of the register. `body` is JSON and is checked by `register/` when it is read. */
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

/** A record as it is written. `body` is JSON. */
export interface WrittenRecord extends RecordName {
  readonly body: unknown;
}

/** Ends a record; its versions are kept. */
export interface EndedRecord extends RecordName {
  readonly ended: true;
}

/** What somebody wants of one record. */
export type Change = WrittenRecord | EndedRecord;

/** A change in the form in which it is kept. */
export type NewVersion =
  | (WrittenRecord & {
      /** By what this version is found (`RegisterStore.referringTo`). */
      readonly references: readonly string[];
    })
  | EndedRecord;

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
