import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { secrets } from '../../testkit/world/world.ts';
import { authorizeUrl, get, openTarget, post, type Answer, type Target } from './target.ts';

/*
 * Framing, caches, Referer and CORS. RFC 9700 sections 4.2 (Referer), 4.16 (clickjacking); RFC 6749 section 5.1 (no-store);
 * Fetch standard, CORS protocol. Every answer of the broker is looked at, also redirects and errors.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

type Visit = (browser: Browser) => Promise<Arrived>;
const at =
  (path: string): Visit =>
  (browser) =>
    browser.go(`${target.world.issuer}${path}`);
const chooser: Visit = async (browser) => browser.go((await target.world.reader.begin()).url);
const pages: Readonly<Record<string, Visit>> = {
  'the start page': at('/'),
  'the chooser': chooser,
  'the results of a search': async (browser) =>
    browser.go(`${(await chooser(browser)).url.href}/schools?q=kade`),
  'a posted request that went on before': at(`/authorize/posted/${'a'.repeat(43)}`),
  'a refused answer': async (browser) =>
    target.world.answerAtRegenboog(
      browser,
      await browser.go((await target.world.reader.begin({ login_hint: 'school:de-regenboog' })).url),
      { signed: 'none' },
    ),
  'a wrong authorization request': async (browser) =>
    browser.go(await authorizeUrl(target.world.reader, { redirect_uri: 'https://evil.example/' })),
  'the question of the logout': async (browser) => {
    await signInAtRegenboog(target.world, browser, target.world.reader);
    return browser.go(`${target.world.issuer}/logout`);
  },
  'the question of a posted logout': async (browser) => {
    await signInAtRegenboog(target.world, browser, target.world.reader);
    return browser.postFromOtherSite(`${target.world.issuer}/logout`, { client_id: 'leesboom-reader' });
  },
  'the end of the logout': at('/logout/success'),
  'the end of the logout, with a way on': at(
    '/logout/success?client_id=leesboom-reader&post_logout_redirect_uri=https://reader.leesboom.example/bye',
  ),
  'an address that is not there': at('/nothing'),
  'a login that is not there': at(`/login/${'a'.repeat(21)}`),
  'a method that is not there': (browser) => browser.post(`${target.world.issuer}/authorize/x`, {}),
};
/** What goes on by itself, as a redirect does, and what is no page. */
const inPassing: ReadonlySet<string> = new Set([
  'the page that posts to a school',
  'the page that posts a code to a supplier',
  'the page that posts an error to a supplier',
  'a method that is not there',
]);

/** The form of these goes to somebody else, who may send the browser on to anywhere. */
const pagesWithFormOut: Readonly<Record<string, Visit>> = {
  'the page that posts to a school': async (browser) =>
    browser.go((await target.world.practice.begin({ login_hint: 'school:de-vuurtoren' })).url),
  'the page that posts a code to a supplier': async (browser) => {
    const { world } = target;
    const wish = { response_mode: 'form_post' };
    return (await signInAtRegenboog(world, browser, world.reader, {}, wish)).arrived;
  },
  'the page that posts an error to a supplier': async (browser) =>
    browser.go((await target.world.reader.begin({ response_mode: 'form_post', prompt: 'none' })).url),
};

const everyPage = [
  ...Object.entries(pages).map(([name, visit]) => [name, visit, "'self'"] as const),
  ...Object.entries(pagesWithFormOut).map(([name, visit]) => [name, visit, 'https:'] as const),
];

describe.each(everyPage)('%s', (name, visit, formAction) => {
  it('cannot be framed, cached, sniffed, or told on', async () => {
    const { headers, url } = await visit(target.world.browser());
    expect(url.origin).toBe(target.world.issuer);
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'self'",
      "img-src 'self'",
      "script-src 'self'",
      "connect-src 'self'",
      `form-action ${formAction}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toMatch(/no-store/);
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it(`is ${inPassing.has(name) ? 'left' : 'not left'} to the window that opened it`, async () => {
    const { headers } = await visit(target.world.browser());
    expect(headers.get('cross-origin-opener-policy')).toBe(inPassing.has(name) ? null : 'same-origin');
  });
});

describe('what is no page of ours', () => {
  it('parts no window from the one that opened it: redirects, answers to programs, public documents', async () => {
    const { world } = target;
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const cookie = await browser.cookies.getCookieString(world.issuer);
    const at = async (parameters: Readonly<Record<string, string>> = {}) => {
      const { pathname, search } = new URL((await world.reader.begin(parameters)).url);
      return pathname + search;
    };
    for (const path of [
      await at(),
      await at({ prompt: 'none', scope: 'profile' }),
      await at({ prompt: 'login', login_hint: 'school:de-regenboog' }),
      await at({ prompt: 'select_account' }),
      '/jwks',
      '/.well-known/openid-configuration',
      '/userinfo',
      '/start-again',
    ]) {
      const { headers } = await get(world, path, { cookie });
      expect(headers, path).not.toHaveProperty('cross-origin-opener-policy');
    }
  });
});

describe.each(Object.entries(pagesWithFormOut))('%s', (_name, visit) => {
  it('has nothing of others in it, and no form but the one to the registered address', async () => {
    const { body } = await visit(target.world.browser());
    const addresses = [...body.matchAll(/\b(?:src|href|action|formaction|srcset|content)="([^"]*)"/g)]
      .map(([, address = '']) => address)
      .filter((address) => address.includes('//'));
    expect(addresses).toHaveLength(1);
    expect(['https://zee.example/sso', 'https://reader.leesboom.example/callback']).toContain(addresses[0]);
    expect(body.match(/<form\b/g)).toHaveLength(1);
    expect(body).not.toMatch(/<(?:iframe|object|embed|base|meta http-equiv)|\son\w+=|style="/);
  });
});

describe('a redirect with a code or a ticket', () => {
  it('is never kept by a cache and lets no Referer out', async () => {
    const browser = target.world.browser();
    const { arrived } = await signInAtRegenboog(target.world, browser, target.world.reader);
    expect(arrived.url.searchParams.has('code')).toBe(true);
    const again = new URL(await authorizeUrl(target.world.reader));
    const answer = await get(target.world, again.pathname + again.search, {
      cookie: await browser.cookies.getCookieString(target.world.issuer),
    });
    expect(answer.headers['location']).toContain('code=');
    expect(answer.headers['cache-control']).toContain('no-store');
    expect(answer.headers['referrer-policy']).toBe('same-origin');
    expect(answer.text).not.toContain('<script');
  });

  it('is not on any page, nor in the address of one that stays', async () => {
    const browser = target.world.browser();
    const atSchool = await browser.go(
      (await target.world.practice.begin({ login_hint: 'school:de-vuurtoren' })).url,
    );
    const picker = await target.world.answerAtZee(browser, atSchool, {
      attributes: [
        ['eduPersonAffiliation', ['employee']],
        ['nlEduPersonHomeOrganizationBranchId', ['99AC01', '99AC02']],
      ],
    });
    expect(picker.status).toBe(200);
    expect(picker.url.href).not.toContain('ticket');
    expect(picker.body).not.toContain('ticket');
    // and what stands in the address bar is of use to this browser alone
    const elsewhere = await target.world.browser().go(picker.url.href);
    expect(elsewhere.status).toBe(400);
  });
});

describe('answers to programs', () => {
  const grant = { grant_type: 'authorization_code', code: 'x', redirect_uri: 'x' };
  const asked: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['token', () => post(target.world, '/token', grant, ['leesboom-reader', secrets.TEST_READER_SECRET])],
    ['par', () => post(target.world, '/par', {}, ['leesboom-reader', secrets.TEST_READER_SECRET])],
    [
      'introspection',
      () =>
        post(target.world, '/introspect', { token: 'x' }, ['leesboom-reader', secrets.TEST_READER_SECRET]),
    ],
    ['userinfo', () => get(target.world, '/userinfo', { authorization: 'Bearer x' })],
  ];
  it.each(asked)('of %s are not kept', async (_name, ask) => {
    expect((await ask()).headers['cache-control']).toContain('no-store');
  });
});

describe('CORS', () => {
  const foreign = 'https://evil.example';
  it.each([
    ['GET', '/userinfo'],
    ['POST', '/token'],
    ['POST', '/par'],
    ['POST', '/introspect'],
    ['POST', '/revoke'],
    ['GET', '/'],
    ['GET', '/logout'],
    ['GET', '/authorize'],
  ])('is closed for %s %s, asked before and done', async (method, path) => {
    for (const origin of [
      foreign,
      'null',
      'https://reader.leesboom.example',
      `${target.world.issuer}.evil.example`,
    ]) {
      const before = await fetch(`${target.world.issuer}${path}`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'authorization',
        },
      });
      const done = await fetch(`${target.world.issuer}${path}`, {
        method,
        headers: { origin, authorization: 'Bearer x' },
        redirect: 'manual',
      });
      await Promise.all([before.text(), done.text()]);
      expect(done.headers.get('access-control-allow-origin')).toBeNull();
      expect(before.headers.get('access-control-allow-origin')).toBeNull();
      expect(before.headers.get('access-control-allow-credentials')).toBeNull();
      expect(done.headers.get('access-control-allow-credentials')).toBeNull();
    }
  });

  it('does not show userinfo or tokens to a page of the supplier that registered no origin', async () => {
    const { visit, arrived } = await signInAtRegenboog(
      target.world,
      target.world.browser(),
      target.world.reader,
    );
    const tokens = await target.world.reader.exchange(visit, arrived.url);
    const answer = await fetch(`${target.world.issuer}/userinfo`, {
      headers: { origin: 'https://reader.leesboom.example', authorization: `Bearer ${tokens.access_token}` },
    });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.status).toBe(400);
  });

  it('opens for the origin that a service registered, at the answers to that service alone', async () => {
    const origin = 'https://app.leesboom.example';
    await target.world.change((text) =>
      text.replace(
        'redirectUris:\n        - https://reader.leesboom.example/callback',
        `corsOrigins: ['${origin}']\n      redirectUris:\n        - https://reader.leesboom.example/callback`,
      ),
    );
    await target.world.settled();
    const userinfo = async (arrived: Awaited<ReturnType<typeof signInAtRegenboog>>, practice = false) => {
      const service = practice ? target.world.practice : target.world.reader;
      const tokens = await service.exchange(arrived.visit, arrived.arrived.url);
      return fetch(`${target.world.issuer}/userinfo`, {
        headers: { origin, authorization: `Bearer ${tokens.access_token}` },
      });
    };
    const { world } = target;
    const own = await userinfo(await signInAtRegenboog(world, world.browser(), world.reader));
    expect(own.headers.get('access-control-allow-origin')).toBe(origin);
    expect(own.headers.get('access-control-allow-credentials')).toBeNull();
    const other = await userinfo(await signInAtRegenboog(world, world.browser(), world.practice), true);
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    expect(other.status).toBe(400);
  });
});
