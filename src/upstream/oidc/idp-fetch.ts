import type * as client from 'openid-client';
import { SluisError } from '../../domain/errors.ts';
import type { IdpId } from '../../domain/ids.ts';
import type { Outgoing } from '../../domain/outgoing.ts';

/**
 * The network as openid-client sees it. What does not answer, breaks off or answers with a server error throws
 * `login.idp_unreachable`, what is too large `oidc.answer_too_large`, and an address that the broker does not connect to
 * `outgoing.address_refused`. The library allows bodies of every kind; all that is sent to an IdP is a form or nothing.
 */
export function createIdpFetch(outgoing: Outgoing, idp: IdpId): client.CustomFetch {
  return async (url, { body, method, headers }) => {
    if (body !== undefined && body !== null && !(body instanceof URLSearchParams)) {
      throw new TypeError('only forms are sent to an IdP');
    }
    if (method !== 'GET' && method !== 'POST') throw new TypeError('an IdP is asked by GET and POST only');
    const form = body instanceof URLSearchParams ? { body } : undefined;
    const response = await outgoing
      .call({ purpose: 'school_idp', url, method, headers: { ...headers }, idp, ...form })
      .catch((error: unknown) => {
        throw inWordsOfTheLogin(error);
      });
    if (response.status < 500) return response;
    throw new SluisError('login.idp_unreachable', `the IdP answered with status ${String(response.status)}`);
  };
}

function inWordsOfTheLogin(error: unknown): unknown {
  if (!(error instanceof SluisError)) return error;
  if (error.code === 'outgoing.no_answer') {
    const message = 'the IdP did not answer in time or not at all';
    return new SluisError('login.idp_unreachable', message, { cause: error });
  }
  if (error.code !== 'outgoing.answer_too_large') return error;
  return new SluisError('oidc.answer_too_large', 'the IdP answered with too much', { cause: error });
}
