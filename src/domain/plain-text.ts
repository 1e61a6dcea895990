/** The name of a host: words with dots between them, the last one of letters alone. In a mailbox it stands behind an `@`. */
const hostName = /(?<![@\p{L}\d.-])(?:[\p{L}\d-]+\.)+\p{L}{2,}(?![\p{L}\d@]|[.-][\p{L}\d])/u;

/**
 * True for a text that says on a page what it says in a file: without addresses of pages, markup, and characters that
 * nobody sees or that turn the order of others round. A mailbox is no address of a page.
 */
export function isPlainText(text: string): boolean {
  return !/[<>\p{C}\p{Zl}\p{Zp}]|:\/\//u.test(text) && !hostName.test(text);
}
