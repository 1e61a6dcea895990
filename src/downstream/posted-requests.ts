import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse, type ParsedUrlQuery } from 'node:querystring';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { SluisError } from '../domain/errors.ts';
import { unguessable, type Randomness } from '../domain/randomness.ts';
import { overLimit } from '../http/rate-limit.ts';
import { seeOther } from '../http/see-other.ts';
import type { EphemeralStore } from '../storage/stores/ephemeral-store.ts';
import { readForm } from './form-limit.ts';
import { bytesOfRecord, type RequestLimitParts } from './request-limits.ts';

/** Seconds between the post of a supplier's page and the redirect that follows at once. */
export const postedSeconds = 60;

/** Where a supplier's page may post what it could also write into an address. */
const endpoints = ['authorize', 'logout'] as const;
type Endpoint = (typeof endpoints)[number];

/** Addresses at which the browser goes on. */
export const postedPaths = endpoints.map((endpoint) => `/${endpoint}/posted/:handle`);

/**
 * OpenID Connect Core 1.0 section 3.1.2.1 and RP-Initiated Logout 1.0 section 2: a page of a supplier posts its request. No
 * cookie of ours comes along with a form of another site, so nothing is decided then: what was posted is kept for a moment,
 * and the browser goes on by a GET, with its cookies. No address ever has what was posted, an `id_token_hint` for instance.
 */
export interface PostedRequests {
  /** Answers a post, and a GET whose handle is not good any more. `false`: oidc-provider answers. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Koa middleware: lets oidc-provider read what was posted as if it stood in the address. */
  readonly middleware: (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;
  /** Bytes for which the address was counted when this request was posted; 0 for one that was not. */
  countedBytes(request: IncomingMessage): number;
}

export function createPostedRequests(parts: {
  readonly store: EphemeralStore;
  readonly randomness: Randomness;
  readonly limits: RequestLimitParts;
}): PostedRequests {
  const { store } = parts;
  const atHand = new WeakMap<IncomingMessage, AtHand>();

  const keep = async (endpoint: Endpoint, request: IncomingMessage, response: ServerResponse) => {
    const form = Buffer.from(await readForm(request));
    await countKept(parts.limits, request, response, bytesOfRecord + form.length);
    const handle = unguessable(parts.randomness);
    await store.put(keyOf(endpoint, handle), form, postedSeconds);
    seeOther(response, `/${endpoint}/posted/${handle}`);
  };
  /** `false`: it went on before, or its time is over. */
  const goOn = async (endpoint: Endpoint, handle: string, request: IncomingMessage): Promise<boolean> => {
    const form = await store.take(keyOf(endpoint, handle));
    if (form === undefined) return false;
    const parameters = parse(Buffer.from(form).toString('utf8'));
    atHand.set(request, { parameters, countedBytes: bytesOfRecord + form.length });
    request.url = `/${endpoint}`;
    return true;
  };

  return {
    async answer(request, response) {
      const { endpoint, handle } = placeOf(request.url);
      if (endpoint === undefined) return false;
      if (request.method === 'POST' && handle === undefined) {
        await keep(endpoint, request, response);
        return true;
      }
      if (request.method !== 'GET' || handle === undefined) return false;
      if (await goOn(endpoint, handle, request)) return false;
      if (endpoint === 'authorize') {
        throw new SluisError('login.transaction_unknown', 'no such posted request');
      }
      // loaded anew: who wants to sign out still can, only the way back to the supplier is not known
      seeOther(response, '/logout');
      return true;
    },
    async middleware(ctx, next) {
      const posted = atHand.get(ctx.req);
      if (posted !== undefined) Object.defineProperty(ctx.request, 'query', { value: posted.parameters });
      await next();
    },
    countedBytes: (request) => atHand.get(request)?.countedBytes ?? 0,
  };
}

interface AtHand {
  readonly parameters: ParsedUrlQuery;
  readonly countedBytes: number;
}

const keyOf = (endpoint: Endpoint, handle: string): string => `posted:${endpoint}:${handle}`;

function placeOf(url = ''): {
  readonly endpoint?: Endpoint | undefined;
  readonly handle?: string | undefined;
} {
  const [path = ''] = url.split('?', 1);
  const [, name, handle] = /^\/([a-z]+)(?:\/posted\/([\w-]{43}))?$/.exec(path) ?? [];
  return { endpoint: endpoints.find((endpoint) => endpoint === name), handle };
}

async function countKept(
  { keepsTooMuch, windowSeconds }: RequestLimitParts,
  request: IncomingMessage,
  response: ServerResponse,
  bytes: number,
): Promise<void> {
  if (keepsTooMuch === undefined || !(await keepsTooMuch(request, bytes))) return;
  response.setHeader('Retry-After', String(windowSeconds));
  throw overLimit('bytes');
}
