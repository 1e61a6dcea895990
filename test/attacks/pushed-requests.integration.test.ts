import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as client from 'openid-client';
import { secrets } from '../../testkit/world/world.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openTarget, post, type Target } from './target.ts';

/*
 * Pushed requests (RFC 9126 sections 2.1, 4 and 7) and tokens in the wrong hands (RFC 7662 section 4, RFC 7009
 * section 2.1): what one client holds is of no use to another.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const reader = ['leesboom-reader', secrets.TEST_READER_SECRET] as const;
const practice = { client_id: 'rekenrijk-practice', client_secret: secrets.TEST_PRACTICE_SECRET };
const wanted = {
  response_type: 'code',
  scope: 'openid',
  redirect_uri: 'https://reader.leesboom.example/callback',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
  client_id: 'leesboom-reader',
};

async function pushedUri(): Promise<string> {
  const answer = await post(target.world, '/par', wanted, reader);
  const body: unknown = JSON.parse(answer.text);
  if (typeof body === 'object' && body !== null && 'request_uri' in body) return String(body.request_uri);
  throw new Error(answer.text);
}

const authorize = (parameters: Readonly<Record<string, string>>) =>
  `${target.world.issuer}/authorize?${new URLSearchParams(parameters).toString()}`;

describe('a pushed request', () => {
  it('of another client is refused', async () => {
    const request_uri = await pushedUri();
    await target.refusedByPage(
      (browser) => browser.go(authorize({ client_id: 'rekenrijk-practice', request_uri })),
      /^oauth\.invalid_request/,
    );
  });

  it('is used once', async () => {
    const request_uri = await pushedUri();
    const url = authorize({ client_id: 'leesboom-reader', request_uri });
    const browser = target.world.browser();
    const atSchool = await browser.go(`${(await browser.go(url)).url.href}/school/de-regenboog`);
    const arrived = await target.world.answerAtRegenboog(browser, atSchool);
    expect(arrived.url.searchParams.has('code')).toBe(true);
    await target.refusedByPage((other) => other.go(url), /^oauth\.invalid_request/);
  });

  it('is not widened by parameters beside it', async () => {
    const request_uri = await pushedUri();
    const url = authorize({
      client_id: 'leesboom-reader',
      request_uri,
      scope: 'openid profile email',
      redirect_uri: 'https://evil.example/',
      state: 'injected',
    });
    const browser = target.world.browser();
    const atSchool = await browser.go(`${(await browser.go(url)).url.href}/school/de-regenboog`);
    const { url: back } = await target.world.answerAtRegenboog(browser, atSchool);
    expect(`${back.origin}${back.pathname}`).toBe(wanted.redirect_uri);
    expect(back.searchParams.get('state')).toBeNull();
  });

  it.each([
    'urn:ietf:params:oauth:request_uri:guess',
    'https://evil.example/request.jwt',
    'http://127.0.0.1:1/',
    'file:///etc/passwd',
  ])('that nobody pushed (%s) is refused, and fetched from nowhere', async (request_uri) => {
    await target.refusedByPage(
      (browser) => browser.go(authorize({ client_id: 'leesboom-reader', request_uri })),
      /^oauth\.(?:invalid_request|request_uri_not_supported)/,
    );
  });

  it('cannot hold another request_uri, a request object, or another redirect URI', async () => {
    const request_uri = 'urn:ietf:params:oauth:request_uri:x';
    await target.refusedAsOAuth(
      () => post(target.world, '/par', { ...wanted, request_uri }, reader),
      'request_uri_not_supported',
    );
    await target.refusedAsOAuth(
      () => post(target.world, '/par', { ...wanted, request: 'a.b.c' }, reader),
      'request_not_supported',
    );
    await target.refusedAsOAuth(
      () => post(target.world, '/par', { ...wanted, redirect_uri: 'https://evil.example/' }, reader),
      'invalid_request',
    );
  });

  it('of a client is not pushed by another', async () => {
    await target.refusedAsOAuth(
      () => post(target.world, '/par', { ...wanted, client_secret: practice.client_secret }),
      'invalid_client',
    );
  });
});

describe('a token in the hands of another supplier', () => {
  async function tokens() {
    const { world } = target;
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    return world.reader.exchange(visit, arrived.url);
  }

  it('tells nothing at introspection, and is not revoked', async () => {
    const held = await tokens();
    for (const token_type_hint of ['access_token', 'refresh_token', 'id_token', 'nonsense']) {
      const answer = await post(target.world, '/introspect', {
        ...practice,
        token: held.access_token,
        token_type_hint,
      });
      expect(JSON.parse(answer.text)).toEqual({ active: false });
      await post(target.world, '/revoke', { ...practice, token: held.access_token, token_type_hint });
    }
    expect(await target.world.reader.userinfo(held)).toHaveProperty('given_name', 'Pip');
  });

  it('cannot be examined without authentication: introspection and revocation refuse it', async () => {
    const { access_token: token } = await tokens();
    for (const path of ['/introspect', '/revoke']) {
      await target.refusedAsOAuth(() => post(target.world, path, { token }), 'invalid_request');
      await target.refusedAsOAuth(
        () => post(target.world, path, { token, client_id: 'leesboom-reader' }),
        'invalid_client',
      );
    }
  });

  it('an id_token or a code is no access token', async () => {
    const { world } = target;
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const code = arrived.url.searchParams.get('code') ?? '';
    const held = await world.reader.exchange(visit, arrived.url);
    for (const token of [held.id_token ?? '', code]) {
      const answer = await fetch(`${world.issuer}/userinfo`, {
        headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      });
      expect(answer.status).toBe(401);
    }
    await expect(
      client.fetchUserInfo(world.reader.configuration, held.access_token, 'somebody-else'),
    ).rejects.toThrow();
  });
});
