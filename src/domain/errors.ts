import type { WhoseTurn } from './release.ts';

/**
 * Stable codes of everything that can go wrong. Pages, protocol errors, logs and the audit trail use these.
 * A code never changes its meaning; new failures get new codes.
 */
export type ErrorCode =
  // what an IdP's answer did wrong (one generic page, so that an attacker learns nothing)
  | `saml.${string}`
  | `oidc.${string}`
  | `identity.${string}`
  // the way of a login
  | 'login.transaction_unknown'
  | 'login.browser_mismatch'
  | 'login.replayed'
  | 'login.too_many_answers'
  | 'login.cancelled'
  | 'login.idp_unreachable'
  | 'login.school_unknown'
  // calls of the broker to others
  | 'outgoing.address_refused'
  | 'outgoing.no_answer'
  | 'outgoing.answer_too_large'
  // our own parts
  | 'storage.unavailable'
  | 'storage.conflict'
  | 'register.unconfirmed'
  | 'register.invalid'
  | 'settings.invalid'
  | 'keyring.invalid'
  | 'keyring.unproven'
  | 'http.bad_request'
  | 'http.not_found'
  | 'http.rate_limited'
  | 'http.cross_site'
  | 'internal';

/**
 * The one error type of Sluis. `message` is for the log and must hold no attribute value, pseudonym or secret;
 * what people see is looked up by `code`.
 */
export class SluisError extends Error {
  readonly code: ErrorCode;
  readonly whoseTurn: WhoseTurn;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; whoseTurn?: WhoseTurn } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SluisError';
    this.code = code;
    this.whoseTurn = options.whoseTurn ?? 'operator';
  }
}
