import { ClientSecretBasic } from 'openid-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAuthJsSite } from '../../testkit/services/supplier-sites/auth-js.ts';
import { openExpressOpenidConnectSite } from '../../testkit/services/supplier-sites/express-openid-connect.ts';
import { openOpenidClient5Site } from '../../testkit/services/supplier-sites/openid-client-5.ts';
import { openOpenidClient6Site } from '../../testkit/services/supplier-sites/openid-client-6.ts';
import { openPassportSite } from '../../testkit/services/supplier-sites/passport-openidconnect.ts';
import { openAuthlibSite, openSocialAuthSite } from '../../testkit/services/supplier-sites/python-sites.ts';
import type { SupplierSite } from '../../testkit/services/supplier-sites/site.ts';
import { edit, withClient } from '../../testkit/world/change-federation.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { visit, withForm, withHeader } from './site-visits.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  await edit(world, withClient('rekenrijk-practice', { requirePkce: false }));
});
afterAll(() => world.close());

type Opened = () => Promise<SupplierSite>;
const authorizationParams = { response_type: 'code', scope: 'openid profile' } as const;

/** Each with its way to say so, by which a supplier tells it from a mistake. */
const sites: readonly (readonly [string, Opened, string])[] = [
  [
    'openid-client 6',
    () => {
      const given = withHeader(world);
      return openOpenidClient6Site({ ...given, authentication: ClientSecretBasic(given.clientSecret) });
    },
    'error: access_denied',
  ],
  ['openid-client 5', () => openOpenidClient5Site(withHeader(world)), 'error: access_denied'],
  ['Auth.js', () => openAuthJsSite(withHeader(world)), '"error":"access_denied"'],
  [
    'express-openid-connect',
    () => openExpressOpenidConnectSite({ ...withHeader(world), configuration: { authorizationParams } }),
    'error: access_denied',
  ],
  ['passport-openidconnect', () => openPassportSite(withForm(world)), 'AuthenticationError: Unauthorized'],
  [
    'Authlib',
    () => openAuthlibSite({ ...withHeader(world), library: { code_challenge_method: 'S256' } }),
    'OAuthError: access_denied',
  ],
  ['python-social-auth', () => openSocialAuthSite(withHeader(world)), 'AuthCanceled'],
];

describe('a sign-in that somebody breaks off', () => {
  it.each(sites)('is told by %s', async (_name, open, expected) => {
    const shown = await visit(world, open(), (browser, { url }) => browser.go(`${url.href}/back`));
    expect(shown.body).toContain(expected);
    expect(shown.status).toBe(500);
  });
});
