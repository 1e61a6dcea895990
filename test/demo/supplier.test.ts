import { generateKeyPairSync } from 'node:crypto';
import { Provider, type ClientMetadata } from 'oidc-provider';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readClientSecret, readSigningKeys } from '../../demo/party/key-files.ts';
import type { ClientCredential } from '../../demo/supplier/relying-party.ts';
import { supplierOf } from '../../demo/supplier/services.ts';
import { createSupplier } from '../../demo/supplier/supplier.ts';
import { unescaped } from '../../testkit/actors/browser.ts';
import { createBrowser, type Shown } from '../../testkit/actors/demo-browser.ts';
import { demoFolder, type DemoFolder } from './demo-folder.ts';
import { listening, type Listening } from '../../testkit/machine/demo-ports.ts';

/** In the broker's place a bare oidc-provider, which signs everybody in, or nobody. */
let broker: Listening;
let supplier: Listening;
let folder: DemoFolder;
let refusing = false;
const requests: URLSearchParams[] = [];

beforeAll(async () => {
  folder = await demoFolder();
  broker = await listening();
  supplier = await listening('127.0.0.5');
  const { settings } = folder;
  const secret = await readClientSecret(settings.keysFolder, 'rekenrijk-practice');
  const privateKeys = await readSigningKeys(settings.partyKeysFolder, 'rekenrijk-dashboard');
  const answer = brokerLike(broker.origin, secret, privateKeys.keys[0]).callback();
  broker.use((request, response) => void answer(request, response));
  const credentials = new Map<string, ClientCredential>([
    ['rekenrijk-practice', { secret }],
    ['rekenrijk-dashboard', { privateKey: privateKeys.keys[0] }],
  ]);
  supplier.use(
    createSupplier({
      supplier: supplierOf('rekenrijk'),
      origin: supplier.origin,
      broker: broker.origin,
      credentials,
    }),
  );
});
afterAll(async () => {
  await Promise.all([broker.close(), supplier.close()]);
  await folder.remove();
});

function brokerLike(issuer: string, secret: string, dashboardKey: Record<string, unknown>): Provider {
  const { d: _private, ...dashboardPublicKey } = dashboardKey;
  const common: ClientMetadata = {
    client_id: '',
    grant_types: ['authorization_code'],
    response_types: ['code'],
  };
  const provider = new Provider(issuer, {
    clients: [
      {
        ...common,
        client_id: 'rekenrijk-practice',
        client_secret: secret,
        redirect_uris: [`${supplier.origin}/practice/callback`],
        post_logout_redirect_uris: [`${supplier.origin}/practice`],
      },
      {
        ...common,
        client_id: 'rekenrijk-dashboard',
        token_endpoint_auth_method: 'private_key_jwt',
        require_pushed_authorization_requests: true,
        jwks: { keys: [{ ...dashboardPublicKey, kty: 'EC' }] },
        redirect_uris: [`${supplier.origin}/dashboard/callback`],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [{ ...dashboardKey, kty: 'EC', kid: 'broker' }, rsaKey()] },
    scopes: ['openid', 'profile', 'birthdate', 'group', 'email', 'school', 'affiliation'],
    claims: { profile: ['given_name'], group: ['group'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['only for this test'] },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: id, given_name: 'Sam <b>', group: ['groep-5'] }),
    }),
    loadExistingGrant: async (context) => {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client?.clientId ?? '',
        accountId: 'pseudonym',
      });
      grant.addOIDCScope(String(context.oidc.params?.['scope']));
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    if (context.path === '/auth') requests.push(new URLSearchParams(context.querystring));
    if (!context.path.startsWith('/interaction/')) return next();
    const result = refusing
      ? { error: 'access_denied', error_description: 'agreement_expired' }
      : { login: { accountId: 'pseudonym' } };
    context.redirect(await provider.interactionResult(context.req, context.res, result));
  });
  return provider;
}

function rsaKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'RSA', kid: 'broker-rsa', alg: 'RS256', use: 'sig' };
}

function claims(shown: Shown, table: string): Record<string, string> {
  const text = new RegExp(`<table id="${table}">.*?</table>`, 's').exec(shown.text)?.[0] ?? '';
  const cells = text.matchAll(/data-claim="([^"]*)">([^<]*)</g);
  return Object.fromEntries([...cells].map(([, name = '', value = '']) => [name, unescaped(value)]));
}

describe('a supplier', () => {
  it('shows nobody’s data before somebody signed in', async () => {
    const browser = createBrowser();
    expect((await browser.open(supplier.origin)).text).toContain('href="/dashboard"');
    const shown = await browser.open(`${supplier.origin}/practice`);
    expect(shown.text).toContain('href="/practice/login"');
    expect(shown.text).not.toContain('<table');
  });

  it('does not take an answer that this browser did not ask for', async () => {
    const shown = await createBrowser().open(`${supplier.origin}/practice/callback?code=x&state=y`);
    expect(shown.url).toBe(`${supplier.origin}/practice`);
    expect(shown.text).not.toContain('<table');
  });

  it('refuses a login that another issuer wants to initiate', async () => {
    const shown = await createBrowser().open(`${supplier.origin}/practice/login?iss=http://other.invalid`);
    expect(shown.status).toBe(400);
  });

  it('shows what the id_token and userinfo said, escaped, with a secret as its credential', async () => {
    const browser = createBrowser();
    const shown = await browser.open(`${supplier.origin}/practice/login`);
    expect(shown.url).toBe(`${supplier.origin}/practice`);
    expect(claims(shown, 'userinfo')).toEqual({
      sub: 'pseudonym',
      given_name: 'Sam <b>',
      group: '["groep-5"]',
    });
    expect(claims(shown, 'id-token')).toMatchObject({ sub: 'pseudonym', aud: 'rekenrijk-practice' });
    expect(shown.text).not.toContain('Sam <b>');
    const atBroker = new URL((await browser.submit(`${supplier.origin}/practice/sign-out`, {})).url);
    expect(atBroker.origin).toBe(broker.origin);
    expect(atBroker.searchParams.get('post_logout_redirect_uri')).toBe(`${supplier.origin}/practice`);
    expect((await browser.open(`${supplier.origin}/practice`)).text).not.toContain('<table');
  });

  it('signs in with its private key and a pushed request', async () => {
    requests.length = 0;
    const shown = await createBrowser().open(`${supplier.origin}/dashboard/login`);
    expect(claims(shown, 'userinfo')).toMatchObject({ sub: 'pseudonym' });
    expect([...(requests[0]?.keys() ?? [])].sort()).toEqual(['client_id', 'request_uri']);
  });

  it('asks for a fresh login when another school is wanted, and passes a hint on', async () => {
    requests.length = 0;
    await createBrowser(`${broker.origin}/interaction`).open(
      `${supplier.origin}/practice/login?other-school=yes&login_hint=school%3Ade-kade`,
    );
    expect(requests[0]?.get('prompt')).toBe('login');
    expect(requests[0]?.get('login_hint')).toBe('school:de-kade');
  });

  it('shows what it saw of a refusal', async () => {
    refusing = true;
    const shown = await createBrowser().open(`${supplier.origin}/practice/login`);
    refusing = false;
    expect(shown.status).toBe(403);
    expect(claims(shown, 'refusal')).toEqual({
      error: 'access_denied',
      error_description: 'agreement_expired',
    });
  });
});
