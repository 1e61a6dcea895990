import * as client from 'openid-client';

export interface Visit {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface Received {
  readonly tokens: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers;
  readonly idToken: Readonly<Record<string, unknown>>;
  readonly userinfo: Readonly<Record<string, unknown>>;
}

/** A supplier's service: a relying party on openid-client that checks everything it can. */
export interface SupplierService {
  readonly configuration: client.Configuration;
  readonly redirectUri: string;
  /** Where the supplier sends the browser. */
  begin(parameters?: Readonly<Record<string, string>>): Promise<Visit>;
  /** From the address to which the browser came back, or what it posted there, to tokens. */
  exchange(visit: Visit, callback: Callback, maxAge?: number): Promise<Received['tokens']>;
  userinfo(tokens: Received['tokens']): Promise<Readonly<Record<string, unknown>>>;
  receive(visit: Visit, callback: Callback): Promise<Received>;
}

/** What the browser brings back: an address, or a form that it posts. */
export type Callback = URL | Request;

/** What arrives at the supplier when a browser posts this form. */
export function postedCallback(form: {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}): Request {
  return new Request(form.action, { method: 'POST', body: new URLSearchParams(form.fields) });
}

export async function createSupplierService(options: {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly metadata?: Partial<client.ClientMetadata>;
  readonly authentication: client.ClientAuth;
  readonly usePar?: boolean;
}): Promise<SupplierService> {
  const configuration = await client.discovery(
    new URL(options.issuer),
    options.clientId,
    options.metadata,
    options.authentication,
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks], timeout: 10 },
  );
  const { redirectUri } = options;

  const userinfo = async (tokens: Received['tokens']): Promise<Readonly<Record<string, unknown>>> =>
    client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? '');
  const exchange = (visit: Visit, callback: Callback, maxAge?: number): Promise<Received['tokens']> =>
    client.authorizationCodeGrant(configuration, callback, {
      expectedState: visit.state,
      expectedNonce: visit.nonce,
      pkceCodeVerifier: visit.codeVerifier,
      idTokenExpected: true,
      ...(maxAge === undefined ? {} : { maxAge }),
    });

  return {
    configuration,
    redirectUri,
    userinfo,
    exchange,
    async begin(parameters = {}) {
      const codeVerifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const nonce = client.randomNonce();
      const all = {
        redirect_uri: redirectUri,
        scope: options.scope,
        code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...parameters,
      };
      const url =
        options.usePar === true
          ? await client.buildAuthorizationUrlWithPAR(configuration, all)
          : client.buildAuthorizationUrl(configuration, all);
      return { url: url.href, state, nonce, codeVerifier };
    },
    async receive(visit, callback) {
      const tokens = await exchange(visit, callback);
      return { tokens, idToken: { ...tokens.claims() }, userinfo: await userinfo(tokens) };
    },
  };
}
