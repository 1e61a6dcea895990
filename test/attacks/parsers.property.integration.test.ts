import fc from 'fast-check';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { secrets } from '../../testkit/world/world.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { authorizeUrl, openTarget, type Target } from './target.ts';
import { anyCharacter } from '../../testkit/values/any-character.ts';

/*
 * Parsers of query strings, cookies, forms and JWTs of the running broker under arbitrary input: never a 500, never a
 * code, a session or a token, and never an echo of what was sent (RFC 9110 section 17).
 */

let target: Target;
let cookies: string;
beforeAll(async () => {
  target = await openTarget();
  const browser = target.world.browser();
  await signInAtRegenboog(target.world, browser, target.world.reader);
  cookies = await browser.cookies.getCookieString(target.world.issuer);
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const runs = { numRuns: 150 };
const timeout = 60_000;

async function expectHarmless(
  path: string,
  init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<void> {
  const response = await fetch(`${target.world.issuer}${path}`, {
    redirect: 'manual',
    signal: AbortSignal.timeout(10_000),
    ...init,
    headers: { accept: 'text/html', ...init.headers },
  });
  const text = await response.text();
  expect(response.status).toBeLessThan(500);
  expect(`${response.headers.get('location') ?? ''}${text}`).not.toMatch(
    /[?&]code=[\w-]{20,}|access_token"|id_token"/,
  );
  expect(text).not.toMatch(/\bat .*\.(?:ts|js):\d+/);
}

/** Bits of syntax that parsers stumble over, among arbitrary text. */
const sign = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '&',
      '=',
      ';',
      '%',
      '%00',
      '%ff',
      '%C0%80',
      '+',
      '[',
      ']',
      '.',
      '#',
      '?',
      '"',
      '\\',
      '%0d%0a',
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .string({ unit: anyCharacter, maxLength: 8 })
      .map((text) => encodeURIComponent(text.toWellFormed())),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'client_id',
      'redirect_uri',
      'state',
      'scope',
      'code',
      'request',
      'prompt',
      'ticket',
      'q',
      'lang',
      '__proto__',
    ),
  },
);
const text = fc.array(sign, { maxLength: 25 }).map((signs) => signs.join(''));

describe('a query string', () => {
  it.each(['/authorize', '/logout', '/oidc/kade-entra/callback', '/', '/userinfo', '/logout/success'])(
    'of %s',
    { timeout },
    async (path) => {
      await fc.assert(
        fc.asyncProperty(text, (query) => expectHarmless(`${path}?${query}`)),
        { numRuns: 60 },
      );
    },
  );

  it(
    'added to a good request by somebody with a session changes at most its own answer',
    { timeout },
    async () => {
      const url = new URL(await authorizeUrl(target.world.reader));
      await fc.assert(
        fc.asyncProperty(text, async (query) => {
          const response = await fetch(`${url.href}&${query}`, {
            redirect: 'manual',
            headers: { cookie: cookies },
          });
          const location = new URL(
            response.headers.get('location') ?? target.world.issuer,
            target.world.issuer,
          );
          expect(response.status).toBeLessThan(500);
          // with a code it goes to the registered address or not at all
          if (location.searchParams.has('code')) {
            expect(`${location.origin}${location.pathname}`).toBe(target.world.reader.redirectUri);
          }
        }),
        runs,
      );
    },
  );

  it('of a login and its steps', { timeout }, async () => {
    const step = fc.constantFrom(
      '',
      '/schools',
      '/arrived',
      '/pick/',
      '/school/',
      '/back',
      '/not-available',
      '/idp/',
    );
    await fc.assert(
      fc.asyncProperty(text, step, text, (transaction, path, query) =>
        expectHarmless(`/login/${transaction.replace(/[?#]/g, '')}${path}?${query}`),
      ),
      runs,
    );
  });
});

describe('a cookie header', () => {
  it('of arbitrary bytes signs nobody in', { timeout }, async () => {
    const url = new URL(await authorizeUrl(target.world.reader, { prompt: 'none' }));
    const piece = fc.oneof(
      fc.constantFrom(
        'sluis_session',
        'sluis_session.sig',
        'sluis_login',
        'school',
        'service',
        'lang',
        '=',
        ';',
        ' ',
        '"',
        '%',
      ),
      fc.string({ maxLength: 12 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (pieces) => {
        const cookie = pieces.join('').replace(/[^\x20-\x7e]/g, '');
        await expectHarmless(`${url.pathname}${url.search}`, { headers: { cookie } });
      }),
      runs,
    );
  });

  it('of somebody with a session, with one letter changed, is no session', { timeout }, async () => {
    const url = new URL(await authorizeUrl(target.world.reader, { prompt: 'none' }));
    const relevant = cookies.split('; ').filter((one) => one.startsWith('sluis_session'));
    const whole = relevant.join('; ');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.constantFrom('A', 'z', '0', '_', '-'),
        async (at, letter) => {
          fc.pre(whole[at] !== letter && whole[at] !== ' ');
          const cookie = whole.slice(0, at) + letter + whole.slice(at + 1);
          await expectHarmless(`${url.pathname}${url.search}`, { headers: { cookie } });
        },
      ),
      runs,
    );
  });
});

describe('a form', () => {
  it.each([
    '/token',
    '/par',
    '/introspect',
    '/revoke',
    '/logout/confirm',
    '/saml/regenboog-saml/acs',
    '/authorize',
  ])('of arbitrary fields to %s', { timeout }, async (path) => {
    const type = fc.constantFrom(
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded; charset=utf-7',
      'application/json',
      'multipart/form-data; boundary=x',
      'text/plain',
    );
    const basic = Buffer.from(`leesboom-reader:${secrets.TEST_READER_SECRET}`).toString('base64');
    await fc.assert(
      fc.asyncProperty(text, type, fc.boolean(), (body, contentType, isClient) =>
        expectHarmless(path, {
          method: 'POST',
          body,
          headers: {
            'content-type': contentType,
            ...(isClient ? { authorization: `Basic ${basic}` } : {}),
          },
        }),
      ),
      { numRuns: 50 },
    );
  });
});

describe('a JWT', () => {
  const part = fc.oneof(
    fc.json().map((json) => Buffer.from(json).toString('base64url')),
    fc.base64String({ maxLength: 40 }),
    fc.string({ maxLength: 20 }),
  );
  const jwt = fc.oneof(
    fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('.')),
    fc
      .record({
        iss: fc.string(),
        sub: fc.constantFrom('rekenrijk-dashboard', '__proto__', ''),
        aud: fc.string(),
      })
      .map((claims) => new UnsecuredJWT(claims).encode()),
  );

  it('as a client assertion authenticates nobody', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(jwt, (client_assertion) => {
        const client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
        const body = new URLSearchParams({
          client_assertion: client_assertion.toWellFormed(),
          client_assertion_type,
        });
        return expectHarmless('/par', { method: 'POST', body });
      }),
      runs,
    );
  });

  it('as an id_token_hint or a bearer token is refused', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(jwt, async (token) => {
        const safe = encodeURIComponent(token.toWellFormed());
        await expectHarmless(`/logout?id_token_hint=${safe}`);
        await expectHarmless('/userinfo', { headers: { authorization: `Bearer ${safe}` } });
      }),
      { numRuns: 80 },
    );
  });
});
