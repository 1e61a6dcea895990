import { SluisError } from '../../domain/errors.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A discovery document, key set, token answer or userinfo of a real IdP is some tens of kilobytes. */
const maximumBytes = 512 * 1024;

/**
 * A `fetch` whose answers are whole, small and from a server that works: what hangs, breaks off or answers with
 * a server error throws `login.idp_unreachable`, what is too large `oidc.answer_too_large`. Redirects are not
 * followed. The time limit covers the body too, so an IdP that trickles bytes cannot hold a login.
 */
export function boundedFetch(fetch: Fetch, timeoutSeconds: number): Fetch {
  return async (url, init) => {
    // Not `AbortSignal.timeout`, which cannot be called off: every one of them would later end in an exception.
    const limit = new AbortController();
    const timer = setTimeout(() => {
      limit.abort();
    }, timeoutSeconds * 1000);
    try {
      const response = await fetch(url, { ...init, redirect: 'manual', signal: limit.signal });
      if (response.status >= 500) {
        await response.body?.cancel();
        throw new SluisError(
          'login.idp_unreachable',
          `the IdP answered with status ${String(response.status)}`,
        );
      }
      return await whole(response);
    } catch (cause) {
      if (cause instanceof SluisError) throw cause;
      throw new SluisError('login.idp_unreachable', 'the IdP did not answer in time or not at all', {
        cause,
      });
    } finally {
      clearTimeout(timer);
    }
  };
}

async function whole(response: Response): Promise<Response> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maximumBytes) throw new SluisError('oidc.answer_too_large', 'the IdP answered with too much');
    chunks.push(chunk);
  }
  const { status, headers } = response;
  const body = [204, 205, 304].includes(status) ? null : Buffer.concat(chunks);
  return new Response(body, { status, headers: withoutEncoding(headers) });
}

/** The body was decoded while it was read; its headers must not say otherwise. */
function withoutEncoding(headers: Headers): Headers {
  const decoded = new Headers(headers);
  decoded.delete('content-encoding');
  decoded.delete('content-length');
  return decoded;
}
