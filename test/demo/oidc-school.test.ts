import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOidcSchool, kadeIdp } from '../../demo/oidc-school/school.ts';
import { kadeGroups, kadeTenant } from '../../demo/oidc-school/claims.ts';
import { readClientSecret, readSigningKeys } from '../../demo/party/key-files.ts';
import { createBrowser, formOf, type Browser } from '../../testkit/actors/demo-browser.ts';
import { demoFolder, type DemoFolder } from './demo-folder.ts';
import { listening, type Listening } from '../../testkit/machine/demo-ports.ts';

const broker = 'http://localhost:1';
const redirectUri = `${broker}/oidc/${kadeIdp}/callback`;

let folder: DemoFolder;
let server: Listening;
let config: client.Configuration;

beforeAll(async () => {
  folder = await demoFolder();
  server = await listening('127.0.0.2');
  const secret = await readClientSecret(folder.settings.keysFolder, kadeIdp);
  const signingKeys = await readSigningKeys(folder.settings.partyKeysFolder, 'kade');
  server.use(createOidcSchool({ origin: server.origin, broker, clientSecret: secret, signingKeys }));
  const issuer = new URL(`${server.origin}/${kadeTenant}/v2.0`);
  config = await client.discovery(issuer, 'sluis', undefined, client.ClientSecretBasic(secret), {
    execute: [client.allowInsecureRequests],
  });
});
afterAll(async () => {
  await server.close();
  await folder.remove();
});

interface Attempt {
  readonly page: string;
  readonly url: string;
  finish(url: string): Promise<client.IDToken | undefined>;
}

async function signIn(browser: Browser, extra: Record<string, string> = {}): Promise<Attempt> {
  const codeVerifier = client.randomPKCECodeVerifier();
  const checks = { expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state: checks.expectedState,
    nonce: checks.expectedNonce,
    code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    ...extra,
  });
  const shown = await browser.open(url.href);
  return {
    page: shown.text,
    url: shown.url,
    finish: async (answer) => {
      const tokens = await client.authorizationCodeGrant(config, new URL(answer), {
        ...checks,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      });
      return tokens.claims();
    },
  };
}

async function choose(browser: Browser, attempt: Attempt, choice: Record<string, string>): Promise<string> {
  const { action } = formOf({ url: attempt.url, status: 200, text: attempt.page });
  return (await browser.submit(action, choice)).url;
}

describe('the OpenID Connect school in the shape of Entra ID', () => {
  it('refuses an authorization request without PKCE', async () => {
    const url = client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope: 'openid' });
    expect((await createBrowser(broker).open(url.href)).url).toContain('error=invalid_request');
  });

  it('says access_denied when the person cancels', async () => {
    const browser = createBrowser(broker);
    const answer = await choose(browser, await signIn(browser), { cancel: 'yes' });
    expect(new URL(answer).searchParams.get('error')).toBe('access_denied');
  });

  it('puts tenant, object id and groups into the id_token', async () => {
    const browser = createBrowser(broker);
    const attempt = await signIn(browser);
    expect(attempt.page).toContain('Lux Fictief');
    const claims = await attempt.finish(await choose(browser, attempt, { person: 'lux' }));
    expect(claims).toMatchObject({
      iss: `${server.origin}/${kadeTenant}/v2.0`,
      tid: kadeTenant,
      groups: [kadeGroups.pupils],
      given_name: 'Lux',
      preferred_username: 'lux@college-de-kade.invalid',
      extension_klas: ['5h'],
    });
    expect(claims?.['oid']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(claims?.['extension_eckId']).toMatch(/^https:\/\/ketenid\.nl\//);
  });

  it('remembers the person, until a login is forced or the person signs out', async () => {
    const browser = createBrowser(broker);
    await choose(browser, await signIn(browser), { person: 'fanta' });
    const again = await signIn(browser);
    expect((await again.finish(again.url))?.['groups']).toEqual([kadeGroups.teachers]);
    for (const prompt of ['login', 'select_account']) {
      expect((await signIn(browser, { prompt })).page).toContain('opnieuw vragen wie je bent');
    }
    await browser.submit(`${server.origin}/sign-out`, {});
    expect((await signIn(browser)).page).toContain('name="person"');
  });

  it('tells when the person signed in, if that is asked', async () => {
    const browser = createBrowser(broker);
    const attempt = await signIn(browser, { max_age: '0' });
    const claims = await attempt.finish(await choose(browser, attempt, { person: 'bo' }));
    expect(claims?.auth_time).toBeTypeOf('number');
    expect(claims).not.toHaveProperty('extension_eckId');
  });
});
