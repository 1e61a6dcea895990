import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { answerForm } from '../../testkit/actors/saml-school-page.ts';
import { pip, secrets } from '../../testkit/world/world.ts';
import { authorizeUrl, get, openTarget, post, type Answer, type Target } from './target.ts';

/* Parameter pollution: RFC 6749 section 3.1 and 3.2 (a parameter must not be included more than once), CWE-235. */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const basic = ['leesboom-reader', secrets.TEST_READER_SECRET] as const;

describe('an authorization request', () => {
  it.each(['client_id', 'redirect_uri'])('with two of %s gets a page', async (name) => {
    const url = await authorizeUrl(target.world.reader);
    for (const second of ['x', 'https://evil.example/', new URL(url).searchParams.get(name) ?? '']) {
      await target.refusedByPage(
        (browser) => browser.go(`${url}&${name}=${encodeURIComponent(second)}`),
        'oauth.invalid_request',
      );
    }
  });

  it.each(['state', 'scope', 'nonce', 'response_type', 'code_challenge', 'code_challenge_method'])(
    'with two of %s is refused at the registered address',
    async (name) => {
      const url = new URL(await authorizeUrl(target.world.reader));
      const again = url.searchParams.get(name) ?? '';
      const answer = await target.refusedAsOAuth(
        () => get(target.world, `${url.pathname}${url.search}&${name}=${encodeURIComponent(again)}`),
        'invalid_request',
      );
      expect(answer.headers['location']).toContain(`${target.world.reader.redirectUri}?`);
    },
  );

  it.each([
    'prompt=none&prompt=login',
    'login_hint=a&login_hint=b',
    'max_age=1&max_age=2',
    'ui_locales=nl&ui_locales=en',
  ])('with %s is refused', async (double) => {
    const url = new URL(await authorizeUrl(target.world.reader));
    await target.refusedAsOAuth(
      () => get(target.world, `${url.pathname}${url.search}&${double}`),
      'invalid_request',
    );
  });

  it.each([
    'client_id[]=x',
    'redirect_uri[0]=https://evil.example/',
    '__proto__[x]=y',
    'constructor[prototype][x]=y',
  ])('with %s means no more than without', async (odd) => {
    const url = await authorizeUrl(target.world.reader);
    const page = await target.world.browser().go(`${url}&${odd}`);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('evil.example');
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
  });
});

describe('an authorization request that is posted', () => {
  const form = async (changes: Readonly<Record<string, string | undefined>> = {}) =>
    new URL(await authorizeUrl(target.world.reader, changes)).search.slice(1);
  const send = (body: string, query = '') => post(target.world, `/authorize${query}`, body);
  /** Where the browser is sent after it was sent on. */
  const goOn = async (body: string, query = ''): Promise<Answer> => {
    const { status, headers } = await send(body, query);
    expect(status).toBe(303);
    return get(target.world, headers['location'] ?? '', { accept: 'text/html' });
  };

  it.each(['state', 'scope', 'nonce', 'response_type', 'code_challenge'])(
    'with two of %s is refused at the registered address',
    async (name) => {
      const body = await form();
      const again = new URLSearchParams(body).get(name) ?? '';
      const answer = await target.refusedAsOAuth(
        () => goOn(`${body}&${name}=${encodeURIComponent(again)}`),
        'invalid_request',
      );
      expect(answer.headers['location']).toContain(`${target.world.reader.redirectUri}?`);
    },
  );

  it.each(['client_id', 'redirect_uri'])('with two of %s gets a page', async (name) => {
    const body = await form();
    const answer = await goOn(`${body}&${name}=${encodeURIComponent('https://evil.example/')}`);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('evil.example');
  });

  it('reads nothing from the query, neither of the post nor of the address at which it goes on', async () => {
    const { headers } = await send(await form({ client_id: undefined }), '?client_id=leesboom-reader');
    const location = headers['location'] ?? '';
    expect(location).not.toContain('?');
    const answer = await get(target.world, `${location}?client_id=leesboom-reader&prompt=none`, {
      accept: 'text/html',
    });
    expect([answer.status, answer.headers['location']]).toEqual([400, undefined]);
  });

  it.each(['__proto__[x]=y', 'constructor[prototype][x]=y', '__proto__=y', 'toString=1', '%E0%A4=x'])(
    'with %s means no more than without',
    async (odd) => {
      expect((await goOn(`${odd}&${await form()}`)).headers['location']).toMatch(/^\/login\//);
      expect(Object.hasOwn(Object.prototype, 'x')).toBe(false);
    },
  );

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', ''])(
    'as %j is no form',
    async (type) => {
      for (const path of ['/authorize', '/logout']) {
        const answer = await fetch(target.world.issuer + path, {
          method: 'POST',
          redirect: 'manual',
          headers: { accept: 'text/html', 'content-type': type },
          body: Buffer.from(await form()),
        });
        expect(answer.status).toBe(400);
      }
    },
  );

  it('with 10,000 other fields, or 100, is refused before it is kept', async () => {
    for (const times of [10_000, 100]) {
      const many = Array.from({ length: times }, (_, index) => `x${String(index)}=1`).join('&');
      const answer = await send(`${await form()}&${many}`);
      expect([answer.status, answer.headers['location']]).toEqual([413, undefined]);
    }
  });
});

describe('a token request', () => {
  const fields = 'grant_type=authorization_code&code=x&redirect_uri=https://x.example/&code_verifier=x';
  it.each(['code=y', 'grant_type=refresh_token', 'redirect_uri=https://y.example/', 'code_verifier=y'])(
    'with another %s is refused',
    async (more) => {
      await target.refusedAsOAuth(
        () => post(target.world, '/token', `${fields}&${more}`, basic),
        'invalid_request',
      );
    },
  );

  it('reads nothing from the query', async () => {
    const { world } = target;
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const query = new URLSearchParams({
      grant_type: 'authorization_code',
      code: arrived.url.searchParams.get('code') ?? '',
      redirect_uri: world.reader.redirectUri,
      code_verifier: visit.codeVerifier,
    });
    await target.refusedAsOAuth(
      () => post(world, `/token?${query.toString()}`, {}, basic),
      'invalid_request',
    );
  });

  it('as JSON is no token request', async () => {
    const answer = await fetch(`${target.world.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ grant_type: 'authorization_code' }),
    });
    expect(answer.status).toBe(400);
  });

  it('an access token in header and body at once is refused (RFC 6750 section 2)', async () => {
    const { world } = target;
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    const { access_token } = await world.reader.exchange(visit, arrived.url);
    const answer = await fetch(`${world.issuer}/userinfo`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}`, accept: 'application/json' },
      body: new URLSearchParams({ access_token }),
    });
    expect(answer.status).toBe(400);
    const inQuery = await fetch(`${world.issuer}/userinfo?access_token=${access_token}`);
    expect(inQuery.status).toBe(400);
  });
});

describe('the answer of a school', () => {
  async function goodAnswer() {
    const browser = target.world.browser();
    const url = (await target.world.reader.begin({ login_hint: 'school:de-regenboog' })).url;
    const asked = target.world.questionAt(await browser.go(url));
    const broker = {
      issuer: target.world.issuer,
      idp: 'regenboog-saml',
      entityId: 'https://regenboog.example/metadata',
      now: Date.now(),
    };
    return answerForm(target.world.regenboog, asked, broker, { attributes: pip });
  }
  const send = (action: string, body: string) =>
    fetch(action, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
    });

  it.each(['SAMLResponse', 'RelayState'] as const)(
    'with two of %s is refused, whichever comes first',
    async (name) => {
      const { action, fields } = await goodAnswer();
      const good = new URLSearchParams(fields).toString();
      for (const body of [
        `${good}&${name}=x`,
        `${name}=x&${good}`,
        `${good}&${name}=${encodeURIComponent(fields[name])}`,
      ]) {
        expect((await send(action, body)).status).toBe(400);
      }
    },
  );

  it.each(['SAMLResponse[]', 'SAMLResponse[0]', 'samlresponse', 'SAML%52esponse%00'])(
    'under the name %s is not there',
    async (name) => {
      const { action, fields } = await goodAnswer();
      const body = `${name}=${encodeURIComponent(fields.SAMLResponse)}&RelayState=${fields.RelayState}`;
      expect((await send(action, body)).status).toBe(400);
    },
  );

  it('in the query is not read', async () => {
    const { action, fields } = await goodAnswer();
    const query = new URLSearchParams(fields).toString();
    expect((await send(`${action}?${query}`, '')).status).toBe(400);
  });

  it('with 10,000 other fields is refused before it is looked at', async () => {
    const { action, fields } = await goodAnswer();
    const many = Array.from({ length: 10_000 }, (_, index) => `x${String(index)}=1`).join('&');
    expect(
      (await send(action, `${new URLSearchParams(fields).toString()}&${many}`)).status,
    ).toBeGreaterThanOrEqual(400);
  });
});
