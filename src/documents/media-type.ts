import type { DocumentMediaType } from '../domain/documents.ts';

/** How what a browser or a system would run may begin, as text: pages, vector images, scripts; and a PDF after blanks, which readers open. */
const runnable = /^(?:<[!?a-z/]|#!|%PDF-)/i;
/** Control characters other than those between words and lines. */
const noText = /[^\P{Cc}\t\n\r\f]/u;

/**
 * What a document is, by its bytes alone: whatever a file is called, somebody else opens it later. `undefined`: nothing that is
 * kept. Plain text is UTF-8.
 */
export function mediaTypeOf(content: Uint8Array): DocumentMediaType | undefined {
  if (Buffer.from(content.subarray(0, 5)).toString('latin1') === '%PDF-') return 'application/pdf';
  const text = textOf(content);
  return text !== undefined && text.trim() !== '' && !noText.test(text) && !runnable.test(text.trim())
    ? 'text/plain'
    : undefined;
}

function textOf(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** How the name of a file of this kind ends. */
export const documentExtensions: Readonly<Record<DocumentMediaType, string>> = {
  'application/pdf': 'pdf',
  'text/plain': 'txt',
};
