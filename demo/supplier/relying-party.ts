import { importJWK, type JWK } from 'jose';
import * as client from 'openid-client';
import type { DemoService } from './services.ts';

/** What the supplier has to prove who it is: a shared secret, or its own private key. */
export type ClientCredential = { readonly secret: string } | { readonly privateKey: JWK };

/** What has to be remembered between leaving for the broker and coming back. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** All that a supplier learns about somebody. */
export interface Received {
  readonly idToken: Readonly<Record<string, unknown>>;
  /** As it was signed: proof, at the sign-out, of what this supplier was told. */
  readonly signedIdToken: string;
  readonly userinfo: Readonly<Record<string, unknown>>;
}

export interface SignInOptions {
  /** Ask anew who it is, also where somebody is signed in. */
  readonly otherSchool: boolean;
  readonly loginHint?: string;
}

/** One service as an OpenID Connect client: code, PKCE, state and nonce (RFC 9700). */
export interface RelyingParty {
  start(options: SignInOptions): Promise<{ readonly url: URL; readonly pending: PendingSignIn }>;
  /** `answer` is the address at which the browser came back. Throws what openid-client throws. */
  finish(answer: URL, pending: PendingSignIn): Promise<Received>;
  /** Where the browser signs out of the broker (OpenID Connect RP-Initiated Logout 1.0), and comes back from. */
  signOut(received: Received): Promise<URL>;
}

export interface RelyingPartyInput {
  readonly service: DemoService;
  readonly broker: string;
  readonly redirectUri: string;
  readonly afterSignOutUri: string;
  readonly credential: ClientCredential;
}

const timeLimitSeconds = 10;

export function createRelyingParty(input: RelyingPartyInput): RelyingParty {
  const { service, redirectUri } = input;
  let known: client.Configuration | undefined;
  const configuration = async () => (known ??= await discover(input));
  return {
    async start(options) {
      const config = await configuration();
      const pending = {
        state: client.randomState(),
        nonce: client.randomNonce(),
        codeVerifier: client.randomPKCECodeVerifier(),
      };
      const parameters = new URLSearchParams({
        redirect_uri: redirectUri,
        scope: service.scope,
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(pending.codeVerifier),
        code_challenge_method: 'S256',
      });
      if (options.otherSchool) parameters.set('prompt', 'login');
      if (options.loginHint !== undefined) parameters.set('login_hint', options.loginHint);
      const url = service.pushesRequests
        ? await client.buildAuthorizationUrlWithPAR(config, parameters)
        : client.buildAuthorizationUrl(config, parameters);
      return { url, pending };
    },
    async finish(answer, pending) {
      const config = await configuration();
      const tokens = await client.authorizationCodeGrant(config, answer, {
        expectedState: pending.state,
        expectedNonce: pending.nonce,
        pkceCodeVerifier: pending.codeVerifier,
        idTokenExpected: true,
      });
      const [idToken, signedIdToken] = [tokens.claims(), tokens.id_token];
      if (idToken === undefined || signedIdToken === undefined) {
        throw new Error('the answer held no id_token');
      }
      const userinfo = await client.fetchUserInfo(config, tokens.access_token, idToken.sub);
      return { idToken, signedIdToken, userinfo };
    },
    async signOut({ signedIdToken }) {
      return client.buildEndSessionUrl(await configuration(), {
        id_token_hint: signedIdToken,
        post_logout_redirect_uri: input.afterSignOutUri,
      });
    },
  };
}

async function discover({ service, broker, credential }: RelyingPartyInput): Promise<client.Configuration> {
  const metadata = { id_token_signed_response_alg: service.idTokenAlgorithm };
  const options = { execute: [client.allowInsecureRequests], timeout: timeLimitSeconds };
  return client.discovery(new URL(broker), service.id, metadata, await authentication(credential), options);
}

async function authentication(credential: ClientCredential): Promise<client.ClientAuth> {
  if ('secret' in credential) return client.ClientSecretBasic(credential.secret);
  const key = await importJWK(credential.privateKey, 'ES256');
  if (key instanceof Uint8Array) throw new Error('a private key was expected');
  const kid = credential.privateKey.kid;
  return client.PrivateKeyJwt(kid === undefined ? key : { key, kid });
}
