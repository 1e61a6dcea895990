import { createHash } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import {
  documentsOfBoard,
  largestDocument,
  type DocumentName,
  type KeptDocument,
} from '../domain/documents.ts';
import { SluisError } from '../domain/errors.ts';
import { documentHash, type AgreementId, type BoardId, type DocumentHash } from '../domain/ids.ts';
import type { AuditEvent } from '../domain/ledger.ts';
import type { LastingSealer, SealedRow } from '../domain/sealer.ts';
import type { DocumentStore } from '../storage/stores/document-store.ts';
import { mediaTypeOf } from './media-type.ts';

export interface DocumentParts {
  readonly store: DocumentStore;
  readonly sealer: LastingSealer;
  /** The audit trail: has an event before the content leaves. */
  readonly audit: (event: AuditEvent) => Promise<void>;
  readonly clock: Clock;
}

export interface NewDocument {
  readonly content: Uint8Array;
  readonly board: BoardId;
  readonly agreement?: AgreementId;
}

/** Who, and why. */
export interface Asked {
  readonly author: string;
  readonly reason: string;
}

export interface Documents {
  /**
   * Keeps a document. Whether it was there already does not matter to whoever adds it. Throws `document.refused` for what is
   * not kept, and for more than a board may have.
   */
  add(document: NewDocument, asked: Asked): Promise<{ readonly hash: DocumentHash; readonly isNew: boolean }>;
  /** The content, written down in the audit trail first; `undefined`: there is none. Throws `document.unreadable`. */
  read(name: DocumentName, author: string): Promise<Uint8Array | undefined>;
  /** Of every board that has this content, in the order of boards. */
  withHash(hash: DocumentHash): Promise<readonly KeptDocument[]>;
}

export function createDocuments({ store, sealer, audit, clock }: DocumentParts): Documents {
  return {
    async add({ content, board, agreement }, { author, reason }) {
      if (content.byteLength > largestDocument) {
        throw refused(`a document has at most ${String(largestDocument)} bytes`);
      }
      const mediaType = mediaTypeOf(content);
      if (mediaType === undefined) throw refused('a document is a PDF, or plain text that nothing runs');
      const name = { board, hash: hashOf(content) };
      const at = clock.now();
      const event = { ...eventOf('document.added', name, at), author, statedReason: reason };
      const outcome = await store.add(
        {
          ...name,
          mediaType,
          size: content.byteLength,
          ...(agreement === undefined ? {} : { agreement }),
          author,
          reason,
          at,
          keyVersion: sealer.currentVersion,
          sealed: sealer.seal(content, rowOf(store, name)),
        },
        documentsOfBoard,
        [event],
      );
      if (outcome === 'full') {
        const { documents, bytes } = documentsOfBoard;
        throw refused(
          `a board has at most ${String(documents)} documents, of ${String(bytes)} bytes together: erase some first`,
        );
      }
      return { hash: name.hash, isNew: outcome === 'added' };
    },
    async read(name, author) {
      const sealed = await store.content(name);
      if (sealed === undefined) return undefined;
      const content = sealer.open(sealed, rowOf(store, name));
      // under the right key it is what was sealed; that it has its hash is what whoever asks relies on
      if (content === undefined || hashOf(content) !== name.hash) {
        throw new SluisError(
          'document.unreadable',
          `document ${name.hash} of board ${name.board} does not open`,
        );
      }
      await audit({ ...eventOf('document.read', name, clock.now()), author });
      return content;
    },
    withHash: (hash) => store.withHash(hash),
  };
}

/** Needs no key: a document whose key is lost is erased as well. `false`: there is none. */
export function eraseDocument(
  { store, clock }: Pick<DocumentParts, 'store' | 'clock'>,
  name: DocumentName,
  { author, reason }: Asked,
): Promise<boolean> {
  const event = { ...eventOf('document.erased', name, clock.now()), author, statedReason: reason };
  return store.erase(name, [event]);
}

/** The name of its row, as the sealed content is tied to it. No id of a board has a slash. */
function rowOf({ table }: Pick<DocumentStore, 'table'>, { board, hash }: DocumentName): SealedRow {
  return { table, id: `${board}/${hash}` };
}

function eventOf(
  type: 'document.added' | 'document.read' | 'document.erased',
  { board, hash }: DocumentName,
  at: number,
): AuditEvent {
  return { type, at, board, recordKind: 'document', recordId: hash };
}

function hashOf(content: Uint8Array): DocumentHash {
  const hash = documentHash(createHash('sha256').update(content).digest('hex'));
  if (hash === undefined) throw new TypeError('a hash has an unexpected shape');
  return hash;
}

function refused(message: string): SluisError {
  return new SluisError('document.refused', message);
}
