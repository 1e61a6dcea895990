import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { answerSignOut, isSignedIn, linkOf } from '../../testkit/world/signing-out.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/*
 * What the plan of OpenID Connect RP-Initiated Logout 1.0 asks, request by request. Which module is answered by which test
 * stands in test/interoperation/certification-plans.ts.
 */

let world: World;
let stranger: CryptoKey;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  stranger = (await generateKeyPair('ES256')).privateKey;
});
afterAll(() => world.close());

const bye = 'https://reader.leesboom.example/bye';
type Wishes = (hint: string) => Promise<Readonly<Record<string, string>>> | Readonly<Record<string, string>>;

/** Pip is signed in at the reader, and is sent to sign out with these parameters. */
async function askedWith(wishes: Wishes) {
  const browser = world.browser();
  const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
  const { id_token } = await world.reader.exchange(visit, arrived.url);
  const query = new URLSearchParams(await wishes(id_token ?? ''));
  return { browser, asked: await browser.go(`${world.issuer}/logout?${query.toString()}`) };
}

/** The same person and key, and another audience. */
function changed(hint: string): string {
  const [header = '', , signature = ''] = hint.split('.');
  const claims = { ...decodeJwt(hint), aud: 'rekenrijk-practice' };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

async function signedByStranger(hint: string): Promise<string> {
  const { kid } = decodeProtectedHeader(hint);
  const header = { alg: 'ES256', ...(kid === undefined ? {} : { kid }) };
  return new SignJWT(decodeJwt(hint)).setProtectedHeader(header).sign(stranger);
}

describe('a sign-out', () => {
  it('has its address in discovery', async () => {
    const { body } = await request(world.issuer).get('/.well-known/openid-configuration').expect(200);
    expect(body.end_session_endpoint).toBe(`${world.issuer}/logout`);
  });

  const address = { post_logout_redirect_uri: bye };
  const good: readonly (readonly [string, Wishes, string | undefined])[] = [
    ['all that there is', (hint) => ({ ...address, id_token_hint: hint, state: 's' }), `${bye}?state=s`],
    ['no state', (hint) => ({ ...address, id_token_hint: hint }), bye],
    ['no hint', () => ({ ...address, state: 's' }), undefined],
    ['no address', (hint) => ({ id_token_hint: hint, state: 's' }), undefined],
    ['a state alone', () => ({ state: 's' }), undefined],
    ['nothing', () => ({}), undefined],
  ];
  it.each(good)(
    'with %s ends the session when the person says so, and leads back where that can be checked',
    async (_name, wishes, expected) => {
      const { browser, asked } = await askedWith(wishes);
      const gone = await answerSignOut(browser, asked, 'yes');
      expect(gone.body).toContain('Je bent uitgelogd bij Sluis');
      expect(linkOf(gone, 'Terug naar')).toBe(expected);
      expect(await isSignedIn(world, browser)).toBe(false);
    },
  );

  const bad: readonly (readonly [string, Wishes])[] = [
    [
      'an address that is not registered',
      (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: 'https://evil.example/' }),
    ],
    [
      'a query that is not registered',
      (hint) => ({ id_token_hint: hint, post_logout_redirect_uri: `${bye}?foo=bar` }),
    ],
    ['a hint that somebody changed', (hint) => ({ ...address, id_token_hint: changed(hint) })],
    [
      'a hint that somebody else signed',
      async (hint) => ({ ...address, id_token_hint: await signedByStranger(hint) }),
    ],
  ];
  it.each(bad)('with %s gets a page that says so, and ends nothing', async (_name, wishes) => {
    const { browser, asked } = await askedWith(wishes);
    expect([asked.status, asked.url.origin]).toEqual([400, world.issuer]);
    expect(await isSignedIn(world, browser)).toBe(true);
  });
});
