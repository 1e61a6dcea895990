import type { RequestHandler } from 'express';
import { SluisError } from '../domain/errors.ts';

/** In an address. No request of a supplier, a browser or an IdP has a third of it. */
export const mostParameters = 100;

/**
 * Written as `+`, in an address or a form: several times what scopes and languages take. Node's reader of forms makes
 * pieces of a string for each, which live until the request is answered: 14,000 cost the garbage collector 6 ms.
 */
export const mostBlanks = 500;

/**
 * Refuses an address with too many parameters before anything reads them: Koa, below oidc-provider, looks through all of
 * them once for each, which took a quarter of a second for 3,300 times the same.
 */
export function createParameterLimit(): RequestHandler {
  return (request, _response, next) => {
    const { originalUrl } = request;
    const parameters = 1 + count(originalUrl, '&', mostParameters);
    if (parameters > mostParameters || count(originalUrl, '+', mostBlanks) > mostBlanks) {
      throw new SluisError('http.bad_request', 'the address has too many parameters or blanks');
    }
    next();
  };
}

/** How often a character is in a text, or in its bytes; does not look further when it is more than `most`. */
export function count(text: Searchable, character: string, most: number): number {
  let found = 0;
  let at = text.indexOf(character, 0);
  while (at !== -1 && found <= most) {
    found += 1;
    at = text.indexOf(character, at + 1);
  }
  return found;
}

interface Searchable {
  indexOf(character: string, from: number): number;
}
