import type { AgreementId, BoardId, DocumentHash } from './ids.ts';

/** What is kept: nothing that a browser or a system runs. */
export const documentMediaTypes = ['application/pdf', 'text/plain'] as const;
export type DocumentMediaType = (typeof documentMediaTypes)[number];

const mebibyte = 1024 * 1024;
export const largestDocument = 5 * mebibyte;

export interface DocumentBounds {
  readonly documents: number;
  readonly bytes: number;
}
/** Of one board, all of its documents together. */
export const documentsOfBoard: DocumentBounds = { documents: 500, bytes: 500 * mebibyte };

/** The same content at another board is another document. */
export interface DocumentName {
  readonly board: BoardId;
  readonly hash: DocumentHash;
}

/** What is known of a document beside its content. */
export interface KeptDocument extends DocumentName {
  readonly mediaType: DocumentMediaType;
  /** Bytes of the content. */
  readonly size: number;
  /** The agreement that it belongs to, where it is of one alone. */
  readonly agreement?: AgreementId;
  /** Who added it, why, and when in milliseconds since the epoch. */
  readonly author: string;
  readonly reason: string;
  readonly at: number;
}
