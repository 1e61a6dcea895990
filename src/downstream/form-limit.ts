import type { IncomingMessage } from 'node:http';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { SluisError } from '../domain/errors.ts';
import { count, mostBlanks, mostParameters } from '../http/parameter-limit.ts';
import { largestRequest } from './request-limits.ts';

/**
 * Bytes of a form as it is sent: as long as the head of a request may be, so that a request which fits into an address
 * can be pushed. Twice what its parameters may have, for the percent signs.
 */
export const largestForm = 2 * largestRequest;

/**
 * Koa middleware: a form that is too large is refused by what it says of its length, before it is read (RFC 9126 section
 * 2.3). What says no length, or has too many blanks, is found out while it is read and before anything is made of it; the
 * library then answers `invalid_request`.
 */
export async function limitForm(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  if (Number(ctx.get('Content-Length')) > largestForm) {
    ctx.status = 413;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = {
      error: 'invalid_request',
      error_description: `the form is larger than ${String(largestForm)} bytes`,
    };
    return;
  }
  limitWhileRead(ctx.req);
  await next();
}

/** By the method through which oidc-provider reads every form. */
function limitWhileRead(request: IncomingMessage): void {
  const read = request.iterator.bind(request);
  request.iterator = (options) => limited(read(options));
}

/**
 * The text of a form that oidc-provider does not read itself. More `&` than an address may have are refused as well: it is
 * read as if it stood in one.
 */
export async function readForm(request: IncomingMessage): Promise<string> {
  if (!/^application\/x-www-form-urlencoded *(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new SluisError('http.bad_request', 'what was posted is no form');
  }
  if (Number(request.headers['content-length'] ?? 0) > largestForm) throw new FormTooLarge();
  const chunks: Buffer[] = [];
  for await (const chunk of limited(request.iterator({ destroyOnReturn: false }))) chunks.push(chunk);
  const form = Buffer.concat(chunks);
  if (count(form, '&', mostParameters) >= mostParameters) throw new FormTooLarge();
  return form.toString('utf8');
}

async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let [bytes, blanks] = [0, 0];
  for await (const chunk of chunks) {
    bytes += chunk.length;
    blanks += count(chunk, '+', mostBlanks);
    if (bytes > largestForm || blanks > mostBlanks) throw new FormTooLarge();
    yield chunk;
  }
}

class FormTooLarge extends Error {
  readonly status = 413;

  constructor() {
    super('the form is too large');
  }
}
