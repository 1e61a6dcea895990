import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { authorizeUrl, openTarget, type Target } from './target.ts';

/*
 * Header injection and response splitting (CWE-113), and markup injection (CWE-79), through everything that a request can
 * carry and an answer gives back. Answers are read as raw bytes, so that no client library hides a header.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const payloads = [
  '%0d%0aX-Injected:%20yes',
  '%0aX-Injected:%20yes',
  '%0d%0a%0d%0a<script>injected()</script>',
  '%E5%98%8A%E5%98%8DX-Injected:%20yes',
  '"><script>injected()</script>',
  "'%20onfocus=injected()%20autofocus='",
  '</title><svg/onload=injected()>',
  '{{injected()}}${injected()}',
] as const;

async function raw(path: string, headers: readonly string[] = []): Promise<string> {
  const { hostname, port } = new URL(target.world.issuer);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      const lines = [`GET ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, 'Accept: text/html', ...headers];
      socket.write(`${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`);
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('end', () => {
      resolve(Buffer.concat(chunks).toString('latin1'));
    });
  });
}

function expectClean(answer: string): void {
  const [head = '', ...body] = answer.split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 \d{3} /);
  expect(head).not.toMatch(/^x-injected/im);
  expect(body.join('')).not.toMatch(/<script>injected|<svg\/onload|' onfocus=injected/);
}

/** Every parameter of a request that some answer gives back, or might. */
const places: Readonly<Record<string, (payload: string) => Promise<string> | string>> = {
  state: (payload) => authorizePath({}, `&state=${payload}`, 'state'),
  'error by a refused request': (payload) =>
    authorizePath({ response_type: 'token' }, `&state=${payload}`, 'state'),
  nonce: (payload) => authorizePath({}, `&nonce=${payload}`, 'nonce'),
  scope: (payload) => authorizePath({}, `&scope=openid%20${payload}`, 'scope'),
  ui_locales: (payload) => authorizePath({ redirect_uri: 'https://evil.example/' }, `&ui_locales=${payload}`),
  login_hint: (payload) => authorizePath({}, `&login_hint=school:${payload}`),
  'an unknown parameter': (payload) => authorizePath({}, `&unknown=${payload}`),
  'redirect_uri of nobody': (payload) =>
    authorizePath({}, `&redirect_uri=https://x.example/${payload}`, 'redirect_uri'),
  client_id: (payload) => authorizePath({}, `&client_id=${payload}`, 'client_id'),
  post_logout_redirect_uri: (payload) =>
    `/logout?client_id=leesboom-reader&post_logout_redirect_uri=https://reader.leesboom.example/bye${payload}`,
  'state of the logout': (payload) => `/logout?client_id=leesboom-reader&state=${payload}`,
  'the language': (payload) => `/?lang=${payload}`,
  'the address': (payload) => `/${payload}`,
  'a login': (payload) => `/login/${payload}`,
  'an IdP': (payload) => `/saml/${payload}/metadata`,
  'a callback': (payload) =>
    `/oidc/kade-entra/callback?state=x&error=${payload}&error_description=${payload}`,
};

async function authorizePath(
  changes: Record<string, string>,
  more: string,
  without?: string,
): Promise<string> {
  const url = new URL(
    await authorizeUrl(
      target.world.reader,
      without === undefined ? changes : { ...changes, [without]: undefined },
    ),
  );
  return `${url.pathname}${url.search}${more}`;
}

describe.each(Object.entries(places))('%s', (_name, pathFor) => {
  it('injects no header and no markup', async () => {
    for (const payload of payloads) {
      const path = await pathFor(payload);
      expectClean(await raw(path.replaceAll('<', '%3C').replaceAll('>', '%3E').replaceAll('"', '%22')));
    }
  });
});

describe('a header of the request', () => {
  it.each([
    'Accept-Language: "><script>injected()</script>',
    'Cookie: school="><script>injected()</script>; service=<svg/onload=injected()>; lang=<svg/onload=injected()>',
    'User-Agent: <script>injected()</script>',
    'Referer: https://evil.example/<script>injected()</script>',
    'X-Forwarded-Host: evil.example',
    'X-Forwarded-Proto: gopher',
    'Forwarded: host=evil.example;proto=gopher',
    'X-Original-URL: /metrics',
    'X-HTTP-Method-Override: DELETE',
  ])('%s changes nothing', async (header) => {
    const url = new URL(await authorizeUrl(target.world.reader));
    for (const path of [
      '/',
      `${url.pathname}${url.search}`,
      '/.well-known/openid-configuration',
      '/nothing',
    ]) {
      const answer = await raw(path, [header]);
      expectClean(answer);
      expect(answer).not.toMatch(/evil\.example|gopher/);
    }
  });

  it('Host: of another site does not get into issuer, redirects or forms', async () => {
    const { hostname, port } = new URL(target.world.issuer);
    const response = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'GET /.well-known/openid-configuration HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n',
        );
      });
      socket.on('data', (chunk) => (text += chunk.toString('latin1')));
      socket.on('error', reject);
      socket.on('end', () => {
        resolve(text);
      });
    });
    expect(response).not.toContain('evil.example');
  });
});

describe('RelayState and what the school sends', () => {
  it.each([...payloads])('with %s leads nowhere', async (payload) => {
    const form = new URLSearchParams({
      SAMLResponse: 'PHg+',
      RelayState: decodeURIComponent(payload.replace(/%E5.*?8D/, '')),
    });
    const page = await target.refusedByPage(
      (browser) =>
        browser.postFromOtherSite(`${target.world.issuer}/saml/regenboog-saml/acs`, Object.fromEntries(form)),
      'login.transaction_unknown',
    );
    expect(page.body).not.toContain('injected()</script>');
  });

  it('never becomes an address: RelayState=https://evil.example is a handle that nobody knows', async () => {
    const page = await target.refusedByPage(
      (browser) =>
        browser.postFromOtherSite(`${target.world.issuer}/saml/regenboog-saml/acs`, {
          SAMLResponse: 'PHg+',
          RelayState: 'https://evil.example/',
        }),
      'login.transaction_unknown',
    );
    expect(page.body).not.toContain('evil.example');
  });

  it('names with markup are text on the supplier’s side, and never on ours', async () => {
    const attributes = [
      ['givenName', ['&lt;script&gt;injected()&lt;/script&gt;']],
      ['eduPersonAffiliation', ['student']],
      ['nlEduPersonHomeOrganizationId', ['99AA']],
    ] as const;
    const { world } = target;
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader, { attributes });
    const { userinfo } = await world.reader.receive(visit, arrived.url);
    expect(userinfo['given_name']).toBe('<script>injected()</script>');
  });
});
