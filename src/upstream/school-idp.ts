import type { IdpId, RequestHandle, ServiceId } from '../domain/ids.ts';
import type { IncomingAttributes } from './attributes/incoming-attributes.ts';

/**
 * Whether the school has to find out anew who somebody is, although it may know this browser. `ask`: it is asked to, and
 * what it answers is believed. `prove`: an answer that does not show it is refused.
 */
export type SignInAnew = 'no' | 'ask' | 'prove';

/** What the broker remembers between sending somebody to a school's IdP and the answer. Kept sealed. */
export interface PendingRequest {
  readonly handle: RequestHandle;
  readonly idpId: IdpId;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Seconds; the service asked for a sign-in no older than this. */
  readonly maxAge?: number;
  readonly signInAnew: SignInAnew;
  /** ID of the AuthnRequest that the answer has to name in InResponseTo. SAML only. */
  readonly requestId?: string;
  /** OpenID Connect only. */
  readonly nonce?: string;
  readonly codeVerifier?: string;
}

export interface StartLogin {
  readonly handle: RequestHandle;
  readonly signInAnew: SignInAnew;
  /** Seconds; the service asked for a sign-in no older than this. */
  readonly maxAge?: number;
  readonly language: 'nl' | 'en';
}

/** How the browser gets to the school: by a link, or by a form that it posts. */
export type LoginStart = { readonly pending: PendingRequest } & (
  | {
      readonly kind: 'redirect';
      readonly url: string;
      /** Path of ours to which the IdP sends the browser back by a GET, which brings the cookies of that path along. */
      readonly callback?: string;
    }
  | { readonly kind: 'form'; readonly action: string; readonly fields: Readonly<Record<string, string>> }
);

/** The answer as it came in over HTTP, not believed yet. */
export interface LoginAnswer {
  /** POST body for SAML, query for OpenID Connect; the raw query string without `?`. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly rawQuery: string;
}

/** A tile was pressed in a school's launcher. */
export interface Launch {
  /** What the school registered for the tile, when that is an id of a service; not looked up yet. */
  readonly service: ServiceId | undefined;
}

/** What an IdP said, after every check of signature, issuer, audience, time and shape. Names are still the IdP's own. */
export interface VerifiedAssertion {
  readonly idpId: IdpId;
  /** SAML: the NameID, where it identifies and lasts; OpenID Connect: `sub`. */
  readonly subject?: string;
  readonly attributes: IncomingAttributes;
  /** Seconds since the epoch. */
  readonly authenticatedAt?: number;
  /** Seconds since the epoch after which the IdP wants no session that rests on this sign-in: SAML's SessionNotOnOrAfter. */
  readonly sessionEndsAt?: number;
  /** Identifies this one assertion at this IdP, for the replay cache: SAML assertion ID, or a digest of the id_token. */
  readonly assertionId: string;
  /** Milliseconds since the epoch until which a replay would be accepted. */
  readonly replayableUntil: number;
}

/**
 * One school's IdP. Both protocols stand behind this; `login/` does not know which it is.
 * Every failure is a `SluisError` with a code `saml.*`, `oidc.*`, `login.cancelled`, `login.denied_by_school`,
 * `login.idp_unreachable` or `outgoing.address_refused`.
 */
export interface SchoolIdp {
  readonly id: IdpId;
  startLogin(input: StartLogin): Promise<LoginStart>;
  /** The handle that an answer claims to belong to; not believed, only used to look up the pending request. */
  handleOf(answer: LoginAnswer): RequestHandle | undefined;
  /**
   * What an answer to no request wants to be opened, where this IdP may send such ones: a tile in its launcher. Nothing of
   * what it says of anybody is read.
   */
  launch(answer: LoginAnswer): Launch | undefined;
  /** The same when the same answer is brought again, and of no two others; says nothing of what is in it. */
  digestOf(answer: LoginAnswer): string;
  /** Verifies completely; does not consume the request (the caller does that, atomically, afterwards). */
  readAnswer(answer: LoginAnswer, pending: PendingRequest): Promise<VerifiedAssertion>;
}
