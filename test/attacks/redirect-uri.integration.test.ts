import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizeUrl, openTarget, post, type Target } from './target.ts';
import { secrets } from '../../testkit/world/world.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';

/*
 * Redirect URIs. RFC 9700 sections 2.1 and 4.1: exact string matching, no open redirectors; RFC 6749 section 3.1.2;
 * OpenID Connect RP-Initiated Logout 1.0 section 3. Whatever is not registered letter by letter gets a page of ours.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const registered = 'https://reader.leesboom.example/callback';
const lookAlikes: readonly string[] = [
  'https://evil.example/callback',
  'http://reader.leesboom.example/callback',
  'https://reader.leesboom.example:443/callback',
  'https://reader.leesboom.example:8443/callback',
  'https://reader.leesboom.example./callback',
  'https://READER.leesboom.example/callback',
  'https://reader.leesboom.example/callback/',
  'https://reader.leesboom.example/callback?next=https://evil.example',
  'https://reader.leesboom.example/callback#fragment',
  'https://reader.leesboom.example/callback#',
  'https://reader.leesboom.example/./callback',
  'https://reader.leesboom.example/x/../callback',
  'https://reader.leesboom.example/%63allback',
  'https://reader.leesboom.example/callback%2f..%2fevil',
  'https://reader.leesboom.example\\@evil.example/callback',
  'https://reader.leesboom.example@evil.example/callback',
  'https://user:pass@reader.leesboom.example/callback',
  'https://evil.example/https://reader.leesboom.example/callback',
  'https://reader.leesboom.example.evil.example/callback',
  'https://evilreader.leesboom.example/callback',
  'https://reader.leesboom.example/callback\u0000',
  'https://reader.leesboom.example/callback\r\nX-Evil: 1',
  ' https://reader.leesboom.example/callback',
  'https://reader.leesboom.example/callback ',
  '//reader.leesboom.example/callback',
  '/callback',
  'javascript:alert(1)//https://reader.leesboom.example/callback',
  'data:text/html,<script>alert(1)</script>',
  'https://practice.rekenrijk.example/callback',
  'http://localhost/callback',
  'https://reader.leesboom.example/bye',
];

describe('an authorization request', () => {
  it.each(lookAlikes)('to %j gets a page, not a redirect', async (redirect_uri) => {
    const url = await authorizeUrl(target.world.reader, { redirect_uri });
    const page = await target.refusedByPage((browser) => browser.go(url), 'oauth.invalid_redirect_uri');
    expect(page.body).not.toContain('evil.example');
  });

  it('without redirect URI gets a page, though only one is registered', async () => {
    const url = await authorizeUrl(target.world.reader, { redirect_uri: undefined });
    await target.refusedByPage((browser) => browser.go(url), 'oauth.invalid_request');
  });

  it('with prompt=none is no quieter way to another address', async () => {
    const url = await authorizeUrl(target.world.reader, {
      redirect_uri: 'https://evil.example/',
      prompt: 'none',
    });
    await target.refusedByPage((browser) => browser.go(url), 'oauth.invalid_redirect_uri');
  });

  it('that is wrong in another way too is not answered at an unregistered address', async () => {
    const url = await authorizeUrl(target.world.reader, {
      redirect_uri: 'https://evil.example/',
      response_type: 'token',
      scope: 'nonsense',
    });
    await target.refusedByPage((browser) => browser.go(url), /^oauth\./);
  });

  it('of a native app may not add a port to, or change, its private-use scheme', async () => {
    for (const redirect_uri of [
      'example.leesboom.app://callback',
      'example.leesboom.app:/callback/x',
      'example.leesboom.APP:/callback',
      'http://127.0.0.1:5000/callback',
    ]) {
      const url = await authorizeUrl(target.world.reader, {
        client_id: 'leesboom-app',
        scope: 'openid',
        redirect_uri,
      });
      await target.refusedByPage((browser) => browser.go(url), 'oauth.invalid_redirect_uri');
    }
  });
});

describe('a code', () => {
  it.each([registered.replace('callback', 'bye'), `${registered}/`, 'https://evil.example/', ''])(
    'is not exchanged with redirect_uri %j (RFC 6749 section 4.1.3)',
    async (redirect_uri) => {
      const { world } = target;
      const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
      const fields = {
        grant_type: 'authorization_code',
        code: arrived.url.searchParams.get('code') ?? '',
        code_verifier: visit.codeVerifier,
        ...(redirect_uri === '' ? {} : { redirect_uri }),
      };
      await target.refusedAsOAuth(
        () => post(world, '/token', fields, ['leesboom-reader', secrets.TEST_READER_SECRET]),
        redirect_uri === '' ? 'invalid_request' : 'invalid_grant',
      );
    },
  );
});

describe('post_logout_redirect_uri', () => {
  it.each(lookAlikes)('%j of a client is refused', async (uri) => {
    if (uri === 'https://reader.leesboom.example/bye') return;
    const query = new URLSearchParams({ client_id: 'leesboom-reader', post_logout_redirect_uri: uri });
    await target.refusedByPage(
      (browser) => browser.go(`${target.world.issuer}/logout?${query.toString()}`),
      'oauth.invalid_request',
    );
  });

  it('without a client leads nowhere', async () => {
    const { world } = target;
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const asked = await browser.go(`${world.issuer}/logout?post_logout_redirect_uri=https://evil.example/`);
    expect(asked.body).not.toContain('evil.example');
    expect(asked.headers.get('content-security-policy')).not.toContain('evil.example');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.body)?.[1] ?? '';
    const gone = await browser.post(`${world.issuer}/logout/confirm`, { xsrf, logout: 'yes' });
    expect(gone.url.origin).toBe(world.issuer);
  });
});
