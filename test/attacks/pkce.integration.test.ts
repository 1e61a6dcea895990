import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { during, withClient } from '../../testkit/world/change-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { secrets } from '../../testkit/world/world.ts';
import { authorizeUrl, get, openTarget, post, type Target } from './target.ts';

/* PKCE: RFC 7636 sections 4.1 to 4.6; RFC 9700 section 2.1.1 (required, S256) and 4.8.2 (downgrade). */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const sha256 = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('an authorization request', () => {
  it.each([
    ['without challenge', { code_challenge: undefined, code_challenge_method: undefined }],
    ['with a method and no challenge', { code_challenge: undefined }],
    ['with an empty challenge', { code_challenge: '' }],
    ['with the method plain', { code_challenge_method: 'plain' }],
    ['without method, which means plain', { code_challenge_method: undefined }],
    ['with an unknown method', { code_challenge_method: 'S512' }],
    ['with the method in another case', { code_challenge_method: 's256' }],
    ['with a challenge of 42 signs', { code_challenge: sha256.slice(1) }],
    ['with a challenge of 129 signs', { code_challenge: 'a'.repeat(129) }],
    ['with signs that no challenge has', { code_challenge: `${sha256.slice(1)}!` }],
  ] as const)('%s is refused', async (_name, changes) => {
    const url = new URL(await authorizeUrl(target.world.reader, changes));
    const answer = await target.refusedAsOAuth(
      () => get(target.world, url.pathname + url.search),
      'invalid_request',
    );
    expect(answer.headers['location']).toContain(`${target.world.reader.redirectUri}?`);
  });
});

describe('a code that was asked for with a challenge', () => {
  const redeem = async (verifier: (right: string) => string | undefined) => {
    const { world } = target;
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const code_verifier = verifier(visit.codeVerifier);
    const fields = {
      grant_type: 'authorization_code',
      code: arrived.url.searchParams.get('code') ?? '',
      redirect_uri: world.reader.redirectUri,
      ...(code_verifier === undefined ? {} : { code_verifier }),
    };
    return () => post(world, '/token', fields, ['leesboom-reader', secrets.TEST_READER_SECRET]);
  };

  it.each([
    ['no verifier', () => undefined, 'invalid_grant'],
    ['another verifier', () => client.randomPKCECodeVerifier(), 'invalid_grant'],
    ['an empty verifier', () => '', 'invalid_grant'],
    ['a verifier of 42 signs', (right: string) => right.slice(1), 'invalid_request'],
    ['a verifier of 129 signs', () => 'a'.repeat(129), 'invalid_request'],
    ['a verifier with a sign more', (right: string) => `${right}A`, 'invalid_grant'],
    ['a verifier in another case', (right: string) => swapCase(right), 'invalid_grant'],
    ['a verifier with foreign signs', (right: string) => `${right.slice(1)}=`, 'invalid_request'],
  ] as const)('is not given for %s', async (_name, verifier, error) => {
    await target.refusedAsOAuth(await redeem(verifier), error);
  });

  it('is not given for its own challenge, which whoever saw the request knows', async () => {
    const { world } = target;
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const browser = world.browser();
    const arrived = await world.answerAtRegenboog(browser, await browser.go(visit.url));
    const fields = {
      grant_type: 'authorization_code',
      code: arrived.url.searchParams.get('code') ?? '',
      redirect_uri: world.reader.redirectUri,
      code_verifier: new URL(visit.url).searchParams.get('code_challenge') ?? '',
    };
    await target.refusedAsOAuth(
      () => post(world, '/token', fields, ['leesboom-reader', secrets.TEST_READER_SECRET]),
      'invalid_grant',
    );
  });
});

describe('a service that the operator exempted from PKCE', () => {
  const exempted = withClient('leesboom-reader', { requirePkce: false });

  it('has a challenge that it sends all the same checked', async () => {
    const { world } = target;
    await during(world, exempted, async () => {
      const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
      const fields = {
        grant_type: 'authorization_code',
        code: arrived.url.searchParams.get('code') ?? '',
        redirect_uri: world.reader.redirectUri,
      };
      await target.refusedAsOAuth(
        () => post(world, '/token', fields, ['leesboom-reader', secrets.TEST_READER_SECRET]),
        'invalid_grant',
      );
    });
  });

  it('may still not send one by the method plain', async () => {
    await during(target.world, exempted, async () => {
      const changes = { code_challenge_method: 'plain' };
      const url = new URL(await authorizeUrl(target.world.reader, changes));
      await target.refusedAsOAuth(() => get(target.world, url.pathname + url.search), 'invalid_request');
    });
  });
});

function swapCase(text: string): string {
  return text.replace(/[a-z]/i, (sign) =>
    sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase(),
  );
}
