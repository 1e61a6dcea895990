import * as client6 from 'openid-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Arrived } from '../../testkit/actors/browser.ts';
import { openAuthJsSite } from '../../testkit/services/supplier-sites/auth-js.ts';
import { openExpressOpenidConnectSite } from '../../testkit/services/supplier-sites/express-openid-connect.ts';
import { openOpenidClient5Site } from '../../testkit/services/supplier-sites/openid-client-5.ts';
import { openOpenidClient6Site } from '../../testkit/services/supplier-sites/openid-client-6.ts';
import { openPassportSite } from '../../testkit/services/supplier-sites/passport-openidconnect.ts';
import { openAuthlibSite, openSocialAuthSite } from '../../testkit/services/supplier-sites/python-sites.ts';
import type { SupplierSite } from '../../testkit/services/supplier-sites/site.ts';
import { during, edit, withClient } from '../../testkit/world/change-federation.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';
import { visit, withForm as registeredWithForm, withHeader as registeredWithHeader } from './site-visits.ts';

/*
 * What docs/SUPPLIERS.md says of libraries: with these settings a pupil signs in, and without them this is the error.
 */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  // as every new service is, unless it asks for something else
  await edit(world, withClient('leesboom-reader', { idTokenAlgorithm: 'RS256' }));
});
afterAll(() => world.close());

const withHeader = () => registeredWithHeader(world);
const withForm = () => registeredWithForm(world);
const withoutPkce = (service: string) => withClient(service, { requirePkce: false });

/** A pupil of De Regenboog signs in at the site, if it comes to that; what the site shows in the end. */
function shownBy(opened: Promise<SupplierSite>): Promise<Arrived> {
  return visit(world, opened, async (browser, chooser) => {
    const atSchool = await browser.go(`${chooser.url.href}/school/de-regenboog`);
    return world.answerAtRegenboog(browser, atSchool);
  });
}

async function learnedBy(opened: Promise<SupplierSite>): Promise<unknown> {
  const { status, body } = await shownBy(opened);
  expect(body).toMatch(/^\{/);
  expect(status).toBe(200);
  return JSON.parse(body);
}

async function errorOf(opened: Promise<SupplierSite>): Promise<string> {
  const { status, body } = await shownBy(opened);
  expect(status).not.toBe(200);
  return body;
}

const sub = expect.stringMatching(/^[\w-]{43}$/);

describe('openid-client 6', () => {
  const basic = () => ({
    ...withHeader(),
    authentication: client6.ClientSecretBasic(secrets.TEST_READER_SECRET),
  });

  it('signs in with ClientSecretBasic where the service is registered for it', async () => {
    expect(await learnedBy(openOpenidClient6Site(basic()))).toEqual({ sub, given_name: 'Pip' });
  });

  it('signs in with the secret alone where the service is registered for client_secret_post', async () => {
    expect(await learnedBy(openOpenidClient6Site(withForm()))).toEqual({ sub, given_name: 'P.' });
  });

  it('is an invalid_client with the secret alone where the service is registered for client_secret_basic', async () => {
    expect(await errorOf(openOpenidClient6Site(withHeader()))).toContain('error: invalid_client');
  });

  it('takes ES256 without a setting', async () => {
    await during(world, withClient('leesboom-reader', { idTokenAlgorithm: 'ES256' }), async () => {
      expect(await learnedBy(openOpenidClient6Site(basic()))).toHaveProperty('given_name', 'Pip');
    });
  });

  it('is refused without PKCE, unless the operator has exempted the service', async () => {
    const settings = () => ({ ...basic(), pkce: false });
    expect(await errorOf(openOpenidClient6Site(settings()))).toContain(
      'Authorization Server policy requires PKCE to be used for this request',
    );
    await during(world, withoutPkce('leesboom-reader'), async () => {
      expect(await learnedBy(openOpenidClient6Site(settings()))).toHaveProperty('given_name', 'Pip');
    });
  });

  it('wants to be told that the demo speaks http', async () => {
    await expect(openOpenidClient6Site({ ...basic(), allowHttp: false })).rejects.toThrow(
      'only requests to HTTPS are allowed',
    );
  });
});

describe('openid-client 5', () => {
  it('signs in with all defaults and PKCE', async () => {
    expect(await learnedBy(openOpenidClient5Site(withHeader()))).toEqual({ sub, given_name: 'Pip' });
  });

  it('is refused without PKCE', async () => {
    expect(await errorOf(openOpenidClient5Site({ ...withHeader(), pkce: false }))).toContain(
      'OPError: invalid_request (Authorization Server policy requires PKCE to be used for this request)',
    );
  });

  it('wants to be told of ES256', async () => {
    await during(world, withClient('leesboom-reader', { idTokenAlgorithm: 'ES256' }), async () => {
      expect(await errorOf(openOpenidClient5Site(withHeader()))).toContain(
        'unexpected JWT alg received, expected RS256, got: ES256',
      );
      const metadata = { id_token_signed_response_alg: 'ES256' };
      expect(await learnedBy(openOpenidClient5Site({ ...withHeader(), metadata }))).toHaveProperty('sub');
    });
  });

  it('wants to be told of client_secret_post', async () => {
    expect(await errorOf(openOpenidClient5Site(withForm()))).toContain('OPError: invalid_client');
    const metadata = { token_endpoint_auth_method: 'client_secret_post' } as const;
    expect(await learnedBy(openOpenidClient5Site({ ...withForm(), metadata }))).toHaveProperty('sub');
  });
});

describe('Auth.js', () => {
  it('signs in with all defaults, and knows the pseudonym alone', async () => {
    const session = await learnedBy(openAuthJsSite(withHeader()));
    expect(session).toMatchObject({ profile: { sub } });
    expect(session).not.toHaveProperty('profile.given_name');
    expect(session).not.toHaveProperty('user.email');
  });

  it('asks userinfo for the claims with idToken: false', async () => {
    const session = await learnedBy(openAuthJsSite({ ...withHeader(), provider: { idToken: false } }));
    expect(session).toMatchObject({ profile: { sub, given_name: 'Pip' } });
  });

  it('finds them in the id_token where the service is registered so', async () => {
    const provider = { client: { token_endpoint_auth_method: 'client_secret_post' } };
    const session = await learnedBy(openAuthJsSite({ ...withForm(), provider }));
    expect(session).toMatchObject({ profile: { sub, given_name: 'P.' } });
  });

  it('wants to be told of client_secret_post', async () => {
    expect(await errorOf(openAuthJsSite(withForm()))).toContain('WWWAuthenticateChallengeError');
  });

  it('is refused where its checks are set without PKCE', async () => {
    const provider = { checks: ['state' as const] };
    const error = await errorOf(openAuthJsSite({ ...withHeader(), provider }));
    expect(error).toContain('OAuthCallbackError: OAuth Provider returned an error');
    expect(error).toContain('Authorization Server policy requires PKCE to be used for this request');
  });
});

describe('passport-openidconnect', () => {
  it('is refused, as it has no PKCE', async () => {
    expect(await errorOf(openPassportSite(withForm()))).toContain(
      'Authorization Server policy requires PKCE to be used for this request',
    );
  });

  it('signs in where the operator has exempted a service that is registered for client_secret_post', async () => {
    await during(world, withoutPkce('rekenrijk-practice'), async () => {
      expect(await learnedBy(openPassportSite(withForm()))).toMatchObject({ id: sub });
    });
  });

  it('is an invalid_client where the service is registered for client_secret_basic', async () => {
    await during(world, withoutPkce('leesboom-reader'), async () => {
      expect(await errorOf(openPassportSite(withHeader()))).toContain('invalid_client');
    });
  });
});

describe('express-openid-connect', () => {
  const authorizationParams = { response_type: 'code', scope: 'openid profile' } as const;

  it('signs in with response_type code and the scopes', async () => {
    const configuration = { authorizationParams };
    expect(await learnedBy(openExpressOpenidConnectSite({ ...withHeader(), configuration }))).toEqual({
      sub,
      given_name: 'Pip',
    });
  });

  it('is refused with its default response type', async () => {
    expect(await errorOf(openExpressOpenidConnectSite(withHeader()))).toContain('unsupported_response_type');
  });

  it('wants to be told of ES256', async () => {
    await during(world, withClient('leesboom-reader', { idTokenAlgorithm: 'ES256' }), async () => {
      const wrong = { ...withHeader(), configuration: { authorizationParams } };
      expect(await errorOf(openExpressOpenidConnectSite(wrong))).toContain('error: OAUTH_INVALID_RESPONSE');
      const configuration = { authorizationParams, idTokenSigningAlg: 'ES256' };
      expect(
        await learnedBy(openExpressOpenidConnectSite({ ...withHeader(), configuration })),
      ).toHaveProperty('sub');
    });
  });

  it('wants to be told of client_secret_post', async () => {
    const wrong = { ...withForm(), configuration: { authorizationParams } };
    expect(await errorOf(openExpressOpenidConnectSite(wrong))).toContain(
      'error: OAUTH_WWW_AUTHENTICATE_CHALLENGE',
    );
    const configuration = { authorizationParams, clientAuthMethod: 'client_secret_post' } as const;
    expect(await learnedBy(openExpressOpenidConnectSite({ ...withForm(), configuration }))).toHaveProperty(
      'sub',
    );
  });
});

describe('Authlib', () => {
  const library = { code_challenge_method: 'S256' };

  it('signs in with code_challenge_method', async () => {
    const settings = { ...withHeader(), library };
    expect(await learnedBy(openAuthlibSite(settings))).toEqual({ sub, given_name: 'Pip' });
  });

  it('is refused without', async () => {
    expect(await errorOf(openAuthlibSite(withHeader()))).toContain(
      'OAuthError: invalid_request: Authorization Server policy requires PKCE to be used for this request',
    );
  });

  it('wants to be told of client_secret_post', async () => {
    expect(await errorOf(openAuthlibSite({ ...withForm(), library }))).toContain('invalid_client');
    const more = { ...library, token_endpoint_auth_method: 'client_secret_post' };
    expect(await learnedBy(openAuthlibSite({ ...withForm(), library: more }))).toHaveProperty('sub');
  });
});

describe('python-social-auth', () => {
  it('signs in with a subclass that adds PKCE, and takes sub for the user name', async () => {
    expect(await learnedBy(openSocialAuthSite(withHeader()))).toEqual({ username: sub, first_name: 'Pip' });
  });

  it('is refused without', async () => {
    expect(await errorOf(openSocialAuthSite({ ...withHeader(), pkce: false }))).toContain(
      'Authorization Server policy requires PKCE to be used for this request',
    );
  });

  it('wants to be told of client_secret_post', async () => {
    expect(await errorOf(openSocialAuthSite(withForm()))).toContain(
      "AuthForbidden: Your credentials aren't allowed",
    );
    const library = { SOCIAL_AUTH_OIDC_TOKEN_ENDPOINT_AUTH_METHOD: 'client_secret_post' };
    expect(await learnedBy(openSocialAuthSite({ ...withForm(), library }))).toHaveProperty('username', sub);
  });

  it('wants to be told of ES256', async () => {
    await during(world, withClient('leesboom-reader', { idTokenAlgorithm: 'ES256' }), async () => {
      expect(await errorOf(openSocialAuthSite(withHeader()))).toContain('Invalid signature');
      const library = { SOCIAL_AUTH_OIDC_JWT_ALGORITHMS: ['ES256'] };
      expect(await learnedBy(openSocialAuthSite({ ...withHeader(), library }))).toHaveProperty('username');
    });
  });
});
