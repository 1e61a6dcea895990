import type { DocumentBounds, DocumentName, KeptDocument } from '../../domain/documents.ts';
import type { BoardId, DocumentHash } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { SealedRows } from './sealed-rows.ts';
import type { Store } from './store.ts';

/** Its content, sealed with this version of the lasting key. */
interface SealedDocument extends KeptDocument {
  readonly keyVersion: number;
  readonly sealed: Uint8Array;
}

/** Documents of boards: their content sealed, and erased when somebody says so. */
export interface DocumentStore extends Store, SealedRows {
  /**
   * Atomic, with the events. `full`: with it the board would have more than the bounds allow, whoever adds others at the same
   * moment. What is there already stays as it is.
   */
  add(
    document: SealedDocument,
    bounds: DocumentBounds,
    events: readonly AuditEvent[],
  ): Promise<'added' | 'already_there' | 'full'>;
  /** Of one board, the oldest first. */
  list(board: BoardId): Promise<readonly KeptDocument[]>;
  /** The document of each board that has this content, in the order of boards. */
  withHash(hash: DocumentHash): Promise<readonly KeptDocument[]>;
  /** The content as it is sealed; `undefined`: there is no such document, or no longer. */
  content(name: DocumentName): Promise<Uint8Array | undefined>;
  /** Atomic, with the events. `false`: there is none, and nothing was written. */
  erase(name: DocumentName, events: readonly AuditEvent[]): Promise<boolean>;
}
