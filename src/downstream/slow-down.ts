import type { IncomingMessage } from 'node:http';
import { errors, type KoaContextWithOIDC, type Provider } from 'oidc-provider';

export interface SlowDownParts {
  /** Counts a failed proof of one client from one address; true when there were too many. */
  readonly failsTooOften: (request: IncomingMessage, client: string) => Promise<boolean>;
  /** Seconds until somebody who failed too often may fail again. */
  readonly windowSeconds: number;
}

/**
 * Wrong client secrets, client assertions and code verifiers: beyond the limit they are answered 429 with `Retry-After`,
 * so that a client which repeats its mistake, or somebody who guesses, is told to wait. A right one is never made to
 * wait: neither a stranger nor one badly set up server of a supplier takes the logins of the others away. Guessing is
 * hopeless by the length of what is guessed (docs/adr/0020).
 */
export interface SlowDown {
  readonly middleware: (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;
  listenTo(provider: Provider): void;
}

export function createSlowDown(parts: SlowDownParts): SlowDown {
  const failed = new WeakSet<object>();
  return {
    listenTo(provider) {
      const note = (ctx: KoaContextWithOIDC, error: unknown): void => {
        if (isWrongProof(error)) failed.add(ctx.req);
      };
      provider.on('grant.error', note);
      provider.on('pushed_authorization_request.error', note);
      provider.on('introspection.error', note);
      provider.on('revocation.error', note);
    },
    async middleware(ctx, next) {
      await next();
      if (!failed.has(ctx.req)) return;
      // what names no client of ours counts together
      const client = ctx.oidc.client?.clientId ?? '';
      if (await parts.failsTooOften(ctx.req, client)) sayToWait(ctx, parts.windowSeconds);
    },
  };
}

function isWrongProof(error: unknown): boolean {
  if (error instanceof errors.InvalidClientAuth) return true;
  return error instanceof errors.InvalidGrant && error.error_detail?.startsWith('code_verifier') === true;
}

/** RFC 6585 section 4. The OAuth error stays the one that libraries know. */
function sayToWait(ctx: KoaContextWithOIDC, seconds: number): void {
  const body: unknown = ctx.body;
  ctx.status = 429;
  ctx.set('Retry-After', String(seconds));
  if (typeof body === 'object' && body !== null) {
    ctx.body = {
      ...body,
      error_description: 'too many failed attempts came from this address, wait a moment',
    };
  }
}
