import type { ServerResponse } from 'node:http';

/**
 * Sends the browser to another address with GET (RFC 9110, 15.4.4). Without a page for those that follow no redirects: a
 * login is full of them, and negotiating a language for each costs more than the rest. Throws for characters that no
 * header may have.
 */
export function seeOther(response: ServerResponse, address: string): void {
  response.statusCode = 303;
  response.setHeader('Location', address);
  response.setHeader('Content-Length', '0');
  response.end();
}
