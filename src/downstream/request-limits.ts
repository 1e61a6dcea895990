import type { IncomingMessage } from 'node:http';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';

/** Bytes of an authorization request, pushed or not: its parameters with their names. */
export const largestRequest = 16 * 1024;
/** Bytes of single parameters that suppliers choose freely: they are kept until the person is back. */
export const largestParameters = { state: 4096, nonce: 512 } as const;
/** Bytes that a waiting request takes besides its parameters, about. */
export const bytesOfRecord = 512;

export interface RequestLimitParts {
  /** Counts bytes that one address makes us keep; true when it is too much. Absent: not limited. */
  readonly keepsTooMuch: ((request: IncomingMessage, bytes: number) => Promise<boolean>) | undefined;
  /** Seconds until somebody who is over that limit may come again. */
  readonly windowSeconds: number;
}

/** Bytes for which the address was counted already, when a supplier's page posted this request. */
type CountedBytes = (request: IncomingMessage) => number;

/**
 * Judges authorization requests, also pushed ones, when they are read and before anything of them is kept. oidc-provider
 * calls these as the validators of parameters that it knows anyway.
 */
export function createRequestLimits(
  parts: RequestLimitParts,
  readHint: (ctx: KoaContextWithOIDC) => void,
  countedBytes: CountedBytes,
) {
  return {
    state: (_ctx: KoaContextWithOIDC, value: unknown) => {
      refuseLonger('state', value);
    },
    nonce: (_ctx: KoaContextWithOIDC, value: unknown) => {
      refuseLonger('nonce', value);
    },
    client_id: async (ctx: KoaContextWithOIDC) => {
      refuseLargeRequest(ctx);
      // before what is kept is counted
      readHint(ctx);
      if (isCounted(ctx)) await countKept(parts, ctx, countedBytes(ctx.req));
    },
  };
}

function refuseLonger(name: keyof typeof largestParameters, value: unknown): void {
  const most = largestParameters[name];
  if (typeof value === 'string' && Buffer.byteLength(value) > most) {
    throw new errors.InvalidRequest(`${name} is longer than ${String(most)} bytes`);
  }
}

/** As it was sent: of what the library does not know it keeps nothing, and reads it all. */
function refuseLargeRequest(ctx: KoaContextWithOIDC): void {
  const sent = ctx.method === 'POST' ? ctx.oidc.body : ctx.query;
  if (bytesOf(sent ?? {}) > largestRequest) {
    throw new errors.InvalidRequest(`the request is larger than ${String(largestRequest)} bytes`);
  }
}

/**
 * Koa middleware: an error goes back without a `state` that is too large. It would be all of an address that no proxy
 * lets through, and the supplier would not even learn what was wrong.
 */
export async function withoutLargeState(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  const location = ctx.res.getHeader('Location');
  if (typeof location !== 'string' || location.length <= largestParameters.state) return;
  if (!URL.canParse(location)) return;
  const back = new URL(location);
  const state = back.searchParams.get('state');
  if (state === null || Buffer.byteLength(state) <= largestParameters.state) return;
  back.searchParams.delete('state');
  ctx.set('Location', back.href);
  ctx.body = '';
}

/**
 * A browser at the authorization endpoint, and an app without a secret that pushes its request. The server of a
 * supplier that has proven who it is pushes for a whole country from one address.
 */
function isCounted({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.route !== 'pushed_authorization_request' || oidc.client?.clientAuthMethod === 'none';
}

async function countKept(
  { keepsTooMuch, windowSeconds }: RequestLimitParts,
  ctx: KoaContextWithOIDC,
  counted: number,
): Promise<void> {
  const bytes = bytesOfRecord + bytesOf(ctx.oidc.params ?? {}) - counted;
  if (bytes <= 0 || keepsTooMuch === undefined || !(await keepsTooMuch(ctx.req, bytes))) return;
  ctx.set('Retry-After', String(windowSeconds));
  throw new TooManyRequests();
}

/** RFC 6585 section 4. Shown where it happened: a supplier could do nothing about it. */
export class TooManyRequests extends errors.CustomOIDCProviderError {
  constructor() {
    super('temporarily_unavailable', 'too many requests came from this address');
    this.allow_redirect = false;
    this.status = this.statusCode = 429;
  }
}

function bytesOf(parameters: object): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(parameters)) {
    for (const text of Array.isArray(value) ? value : [value]) {
      if (text !== undefined) bytes += Buffer.byteLength(name) + Buffer.byteLength(String(text)) + 2;
    }
  }
  return bytes;
}
