import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import { interactionPolicy, Provider, type Configuration } from 'oidc-provider';
import { createMisconduct, passedOn, type Misconduct } from './oidc-school-misconduct.ts';
import { generateSigningKey, type SigningKey } from './oidc-school-tokens.ts';

export interface SchoolUser {
  /** What is typed on the login page. */
  readonly login: string;
  readonly subject: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

export interface OidcSchoolOptions {
  /**
   * `entra`: issuer `/<tenant>/v2.0`, every claim and `tid` in the id_token. `google`: issuer without a path, claims in the
   * id_token. `plain`: claims at userinfo only, as OpenID Connect Core section 5.4 has it.
   */
  readonly shape: 'entra' | 'google' | 'plain';
  readonly users: readonly SchoolUser[];
  readonly redirectUris: readonly string[];
  readonly tenant?: string;
  readonly host?: string;
  /** Where the broker publishes its keys: the school takes an assertion that one of them signed, and no secret. */
  readonly clientKeysAt?: string;
  /** Every id_token says when the person signed in, as Entra ID does with the optional claim `auth_time`. */
  readonly saysSignInTime?: boolean;
  /** Userinfo is a signed token (`application/jwt`). */
  readonly signedUserinfo?: boolean;
}

export interface OidcSchool extends Misconduct {
  readonly issuer: string;
  readonly origin: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** From now on the login page answers by itself, for this login name; `undefined`: it shows a form. */
  signInAs(login: string | undefined): void;
  /** From now on every sign-in ends in this OAuth error, as if the person or, with a reason, the IdP refused. */
  refuseWith(error: string, reason?: string): void;
  /** From now on its document is at this path and nowhere else. */
  moveDiscovery(to: string): void;
  /** From now on signs with a new key and publishes no other. */
  rotateKeys(): Promise<void>;
  signingKey(): SigningKey;
  /** Client assertions so far whose signature, audience and times were right. */
  assertions(): readonly string[];
  /** Paths that were asked for so far. */
  requests(): readonly string[];
  stop(): Promise<void>;
}

const clientId = 'sluis';
const clientSecret = 'invented-secret-of-a-test-client';

/** A school's OpenID Connect IdP on a free port of this machine, in this process, that can be told to misbehave. */
export async function startOidcSchool(options: OidcSchoolOptions): Promise<OidcSchool> {
  const tenant = options.tenant ?? '11111111-2222-4333-8444-555555555555';
  const host = options.host ?? '127.0.0.1';
  const app = express();
  const server = createServer(app);
  const origin = `http://${host}:${String(await listen(server, host))}`;
  const path = options.shape === 'entra' ? `/${tenant}/v2.0` : '';
  const issuer = `${origin}${path}`;
  const requests: string[] = [];
  let key = await generateSigningKey();
  const assertions: string[] = [];
  const makeProvider = (signedBy: SigningKey) =>
    newProvider(options, { issuer, tenant, key: signedBy, assertions });
  let provider = makeProvider(key);
  let answer: LoginPageAnswer = { kind: 'form' };
  let discoveryPath: string | undefined;
  const misconduct = createMisconduct(issuer, () => key);

  app.disable('x-powered-by');
  app.use((request, _response, next) => {
    requests.push(request.path);
    next();
  });
  app.use(async (request, response, next) => {
    if (discoveryPath === undefined || !request.path.endsWith('/openid-configuration')) next();
    else if (request.path === discoveryPath) response.json(await ownDocument(issuer, request.url));
    else if (isFromHere(request)) next();
    else response.sendStatus(404);
  });
  app.use(misconduct.handler);
  serveLoginPage(app, path, options.users, { provider: () => provider, answer: () => answer });
  app.use(path === '' ? '/' : path, (request, response) => void provider.callback()(request, response));

  return {
    ...misconduct.controls,
    issuer,
    origin,
    tenant,
    clientId,
    clientSecret,
    signInAs(login) {
      answer = login === undefined ? { kind: 'form' } : { kind: 'login', login };
    },
    refuseWith(error, reason) {
      answer = { kind: 'error', error, ...(reason === undefined ? {} : { error_description: reason }) };
    },
    moveDiscovery(to) {
      discoveryPath = to;
    },
    async rotateKeys() {
      key = await generateSigningKey();
      provider = makeProvider(key);
    },
    signingKey: () => key,
    assertions: () => assertions,
    requests: () => requests,
    stop: () => close(server),
  };
}

const fromHere = 'x-from-here';

/** What the provider says of itself, with the addresses that it has, wherever it is asked for. */
async function ownDocument(issuer: string, url: string): Promise<unknown> {
  const { search } = new URL(url, issuer);
  const response = await fetch(`${issuer}/.well-known/openid-configuration${search}`, {
    headers: { [fromHere]: 'yes' },
  });
  return response.json();
}

function isFromHere({ headers }: Request): boolean {
  return headers[fromHere] !== undefined || headers[passedOn] !== undefined;
}

type LoginPageAnswer =
  | { readonly kind: 'form' }
  | { readonly kind: 'login'; readonly login: string }
  | { readonly kind: 'error'; readonly error: string; readonly error_description?: string };

interface ProviderParts {
  readonly issuer: string;
  readonly tenant: string;
  readonly key: SigningKey;
  /** What is shown is added here. */
  readonly assertions: string[];
}

function newProvider(
  options: OidcSchoolOptions,
  { issuer, tenant, key, assertions }: ProviderParts,
): Provider {
  const isPlain = options.shape === 'plain';
  const extra = options.shape === 'entra' ? { tid: tenant } : {};
  const claimNames = new Set(options.users.flatMap(({ claims }) => Object.keys({ ...extra, ...claims })));
  const configuration: Configuration = {
    clients: [
      {
        client_id: clientId,
        ...clientProof(options),
        redirect_uris: [...options.redirectUris],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'RS256',
        require_auth_time: options.saysSignInTime === true,
        ...(options.signedUserinfo && { userinfo_signed_response_alg: 'RS256' }),
      },
    ],
    jwks: { keys: [key.privateJwk] },
    assertJwtClientAuthClaimsAndHeader({ oidc }) {
      assertions.push(String(oidc.params?.['client_assertion']));
    },
    // the broker's keys are on this machine, where the dispatcher that the provider brings does not go
    fetch: (input, { headers, signal } = {}) =>
      fetch(input, { ...(headers && { headers }), ...(signal && { signal }) }),
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 600,
      Session: 3600,
    },
    cookies: { keys: ['invented-cookie-key'] },
    claims: isPlain
      ? { openid: ['sub'], profile: [...claimNames] }
      : { openid: ['sub', ...claimNames], profile: [] },
    conformIdTokenClaims: isPlain,
    features: {
      devInteractions: { enabled: false },
      jwtUserinfo: { enabled: options.signedUserinfo === true },
    },
    interactions: {
      policy: policyWithAccountPicker(),
      url: (_ctx, { uid }) => `${new URL(issuer).pathname.replace(/\/$/, '')}/interaction/${uid}`,
    },
    findAccount(_ctx, id) {
      const user = options.users.find(({ subject }) => subject === id);
      if (user === undefined) return undefined;
      return { accountId: id, claims: () => ({ ...extra, ...user.claims, sub: id }) };
    },
    async loadExistingGrant({ oidc }) {
      if (oidc.client === undefined || oidc.account === undefined) return undefined;
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.account.accountId,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  };
  return new Provider(issuer, configuration);
}

function clientProof({ clientKeysAt }: OidcSchoolOptions) {
  if (clientKeysAt === undefined) return { client_secret: clientSecret };
  return { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: clientKeysAt } as const;
}

/** As Entra ID and Google have it: `select_account` asks with which account, whoever is signed in. */
function policyWithAccountPicker(): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

interface LoginPage {
  readonly provider: () => Provider;
  readonly answer: () => LoginPageAnswer;
}

function serveLoginPage(app: Express, path: string, users: readonly SchoolUser[], page: LoginPage): void {
  async function finish(request: Request, response: Response, login: unknown) {
    const user = users.find((candidate) => candidate.login === login);
    const result =
      user === undefined
        ? { error: 'access_denied' }
        : { login: { accountId: user.subject }, select_account: {} };
    await page.provider().interactionFinished(request, response, result);
  }

  app.get(`${path}/interaction/:uid`, async (request, response) => {
    const answer = page.answer();
    if (answer.kind === 'login') await finish(request, response, answer.login);
    else if (answer.kind === 'error') await page.provider().interactionFinished(request, response, answer);
    else response.type('html').send(loginForm);
  });
  app.post(`${path}/interaction/:uid`, express.urlencoded({ extended: false }), async (request, response) => {
    const body: unknown = request.body;
    await finish(
      request,
      response,
      typeof body === 'object' && body !== null && 'login' in body ? body.login : undefined,
    );
  });
}

const loginForm = `<!doctype html><html lang="en"><title>School</title>
<form method="post"><label>Login <input name="login"></label><button>Sign in</button></form>`;

function listen(server: Server, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address: AddressInfo | string | null = server.address();
      if (address !== null && typeof address === 'object') resolve(address.port);
      else reject(new Error('the school has no port'));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
