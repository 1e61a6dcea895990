import type { KeptDocument } from '../domain/documents.ts';

/** One line about a document that is kept. */
export function documentText(
  { hash, mediaType, size, agreement, author, reason }: KeptDocument,
  at: string,
): string {
  const of = agreement === undefined ? [] : [`agreement ${agreement}`];
  return [hash, mediaType, `${String(size)} bytes`, ...of, at, author, reason].join(' · ');
}
