import type { IdentityProvider, OidcProtocol } from '../../register/model/kinds/idp.ts';
import { hash } from 'node:crypto';
import * as client from 'openid-client';
import type { Clock } from '../../domain/clock.ts';
import { SluisError } from '../../domain/errors.ts';
import { requestHandle, type IdpId, type RequestHandle } from '../../domain/ids.ts';
import type { Outgoing } from '../../domain/outgoing.ts';
import { unguessable, type Randomness } from '../../domain/randomness.ts';
import type {
  LoginAnswer,
  LoginStart,
  PendingRequest,
  SchoolIdp,
  SignInAnew,
  StartLogin,
} from '../school-idp.ts';
import { clockToleranceOf } from '../clock-tolerance.ts';
import { withCircuitBreaker } from './circuit-breaker.ts';
import { readCodeAnswer } from './code-answer.ts';
import { createDiscovery, type ClientProof, type Discovery } from './discovery.ts';
import { asSluisError, pointsAtOldKeys } from './failures.ts';
import { oldestAge } from './sign-in-time.ts';

/** A code and a state are some hundreds of bytes; Entra ID's codes are the longest. */
const maximumQueryLength = 8192;

export interface OidcIdpOptions {
  readonly idp: IdentityProvider;
  readonly protocol: OidcProtocol;
  /** How the broker proves itself to this IdP. */
  readonly clientProof: ClientProof;
  /** Our own public origin, without a trailing slash. */
  readonly issuer: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  /** A login makes at most five calls. */
  readonly outgoing: Outgoing;
}

/**
 * A school's IdP that speaks OpenID Connect: authorization code with PKCE (S256), state, nonce, and the id_token
 * signature checked although it came over TLS. Each IdP has a callback of its own, so that an answer of one
 * cannot be passed off as another's (RFC 9700 section 4.4).
 */
export function createOidcIdp(options: OidcIdpOptions): SchoolIdp {
  const { idp, protocol, clientProof, clock, outgoing } = options;
  const redirectUri = callbackOf(options.issuer, idp.id);
  const discovery = createDiscovery({
    idp: idp.id,
    protocol,
    clientProof,
    toleranceSeconds: clockToleranceOf(idp),
    clock,
    outgoing,
  });

  const asked: SchoolIdp = {
    id: idp.id,
    startLogin: (input) => startLogin(input, options, discovery, redirectUri),
    handleOf: ({ rawQuery }) => handleIn(rawQuery),
    // a launcher opens the address that is registered there; no answer comes without a request
    launch: () => undefined,
    digestOf: ({ rawQuery }) => hash('sha256', rawQuery, 'base64url'),
    async readAnswer(answer, pending) {
      const callback = callbackWith(redirectUri, answer);
      try {
        const configuration = await discovery.configuration();
        return await readCodeAnswer({ idp, protocol, clock, configuration, callback, pending });
      } catch (error) {
        const failure = asSluisError(error);
        if (pointsAtOldKeys(failure)) discovery.forget();
        throw failure;
      }
    },
  };
  return withCircuitBreaker(asked, { clock, lookAnew: discovery.forget });
}

/** Where the IdP sends the browser back to. To be registered there, exactly so. */
export function callbackOf(issuer: string, idp: IdpId): string {
  return `${issuer}/oidc/${idp}/callback`;
}

async function startLogin(
  input: StartLogin,
  { idp, protocol, clock, randomness }: OidcIdpOptions,
  discovery: Discovery,
  redirectUri: string,
): Promise<LoginStart> {
  const pending = {
    handle: input.handle,
    idpId: idp.id,
    startedAt: clock.now(),
    signInAnew: input.signInAnew,
    nonce: unguessable(randomness),
    codeVerifier: unguessable(randomness),
    ...(input.maxAge === undefined ? {} : { maxAge: input.maxAge }),
  };
  const configuration = await discovery.configuration();
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: [...new Set(['openid', ...protocol.scopes])].join(' '),
    state: input.handle,
    nonce: pending.nonce,
    code_challenge: challengeOf(pending.codeVerifier),
    code_challenge_method: 'S256',
    ui_locales: input.language,
    ...freshness(pending, protocol),
    // Google shows only this domain's accounts then; what counts is the check of the answer.
    ...(protocol.hostedDomain === undefined ? {} : { hd: protocol.hostedDomain }),
    ...(protocol.domainHint === undefined ? {} : { domain_hint: protocol.domainHint }),
  });
  return { kind: 'redirect', url: url.href, callback: new URL(redirectUri).pathname, pending };
}

/** RFC 7636 section 4.2. Not the library's: its WebCrypto wakes a thread for each, ten times the price of the hash. */
function challengeOf(codeVerifier: string): string {
  return hash('sha256', codeVerifier, 'base64url');
}

function freshness(pending: PendingRequest, protocol: OidcProtocol): Readonly<Record<string, string>> {
  const age = oldestAge(pending);
  const prompt = promptFor(pending.signInAnew, protocol);
  return {
    ...(prompt === undefined ? {} : { prompt }),
    ...(age === undefined ? {} : { max_age: String(age) }),
  };
}

/**
 * Google knows no `prompt=login`, and Entra ID asks with it for the password of whoever was there last: both let another
 * account be taken with `select_account`. Proof is asked for by the standard's word, whoever the IdP is.
 */
function promptFor(anew: SignInAnew, protocol: OidcProtocol): 'login' | 'select_account' | undefined {
  switch (anew) {
    case 'no':
      return undefined;
    case 'ask':
      return hasAccountPicker(protocol) ? 'select_account' : 'login';
    case 'prove':
      return 'login';
  }
}

const hostsWithAccountPicker: ReadonlySet<string> = new Set([
  'accounts.google.com',
  'login.microsoftonline.com',
]);

function hasAccountPicker({ issuer, tenant, hostedDomain }: OidcProtocol): boolean {
  return (
    tenant !== undefined || hostedDomain !== undefined || hostsWithAccountPicker.has(new URL(issuer).hostname)
  );
}

function handleIn(rawQuery: string): RequestHandle | undefined {
  if (rawQuery.length > maximumQueryLength) return undefined;
  const [state, ...others] = new URLSearchParams(rawQuery).getAll('state');
  return state === undefined || others.length > 0 ? undefined : requestHandle(state);
}

function callbackWith(redirectUri: string, { rawQuery }: LoginAnswer): URL {
  if (rawQuery.length > maximumQueryLength) {
    throw new SluisError('oidc.answer_too_large', 'the answer is longer than any real one');
  }
  const callback = new URL(redirectUri);
  callback.search = rawQuery;
  return callback;
}
