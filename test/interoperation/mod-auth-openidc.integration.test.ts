import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { firstForm, type Arrived, type Browser } from '../../testkit/actors/browser.ts';
import { linkOf } from '../../testkit/world/signing-out.ts';
import { openWorld, pip, secrets, type World } from '../../testkit/world/world.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import {
  startModAuthOpenidc,
  type ModAuthOpenidc,
  type SupplierVisitor,
} from '../../testkit/services/mod-auth-openidc.ts';

/** A supplier that nobody here wrote: mod_auth_openidc 2.4 on Apache, as Debian ships it. */

let world: World;
let supplier: ModAuthOpenidc;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
  supplier = await startModAuthOpenidc({
    issuer: world.issuer,
    clientId: 'leesboom-reader',
    clientSecret: secrets.TEST_READER_SECRET,
    authentication: 'client_secret_basic',
    scope: 'openid profile',
    idTokenAlgorithm: 'ES256',
  });
  await world.change((text) =>
    text
      .replaceAll('https://reader.leesboom.example/callback', supplier.redirectUri)
      .replaceAll('https://reader.leesboom.example/bye', supplier.byeUrl),
  );
  await world.settled();
});
afterAll(async () => {
  await supplier.stop();
  await world.close();
});

const learned = z.looseObject({
  id_token: z.record(z.string(), z.unknown()),
  userinfo: z.record(z.string(), z.unknown()),
});

/** From the supplier's page over chooser and school to the address at the supplier that the browser is sent to. */
async function signIn(visitor: SupplierVisitor, browser: Browser): Promise<URL> {
  const sent = await visitor.go(supplier.lessonUrl);
  expect(sent.url.origin).toBe(world.issuer);
  const chooser = await browser.go(sent.url.href);
  const atSchool = await browser.go(`${chooser.url.href}/school/de-regenboog`);
  return (await world.answerAtRegenboog(browser, atSchool)).url;
}

async function signOutAtBroker(browser: Browser, address = `${world.issuer}/logout`): Promise<Arrived> {
  const page = await browser.go(address);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return browser.post(`${world.issuer}/logout/confirm`, { xsrf, logout: 'yes' });
}

async function info(visitor: SupplierVisitor) {
  return learned.parse(JSON.parse((await visitor.go(supplier.infoUrl)).body));
}

describe('mod_auth_openidc as the supplier', () => {
  it('asks with PKCE, exchanges the code, reads userinfo and shows the lesson', async () => {
    const [visitor, browser] = [supplier.visitor(), world.browser()];
    const asked = (await visitor.go(supplier.lessonUrl)).url.searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect(asked.get('response_type')).toBe('code');

    const lesson = await visitor.go(await signIn(visitor, browser));
    expect([lesson.status, lesson.body]).toEqual([200, 'The lesson']);
    const { id_token, userinfo } = await info(visitor);
    expect(userinfo).toEqual({ sub: id_token['sub'], given_name: 'Pip' });
    expect(id_token).toMatchObject({ iss: world.issuer, aud: 'leesboom-reader' });
    expect(JSON.stringify([id_token, userinfo])).not.toMatch(/Voorbeeld|groep-5|pupil-0001/);
  });

  it('signs on again without the school when its own session is over', async () => {
    const [visitor, browser] = [supplier.visitor(), world.browser()];
    await visitor.go(await signIn(visitor, browser));
    const first = await info(visitor);
    await visitor.forgetCookies();
    const sent = await visitor.go(supplier.lessonUrl);
    const back = await browser.go(sent.url.href);
    expect(back.url.href).toContain(supplier.redirectUri);
    expect((await visitor.go(back.url)).body).toBe('The lesson');
    expect((await info(visitor)).id_token['sub']).toBe(first.id_token['sub']);
  });

  // It takes `iss` in an error (RFC 9207) for a login that a third party begins, and says so on its error page.
  // OIDCDefaultURL would make it go round in circles between its own start and our refusal: leave it unset.
  it('is told of a refused login, and shows no lesson', async () => {
    const [visitor, browser] = [supplier.visitor(), world.browser()];
    const sent = await visitor.go(supplier.lessonUrl);
    const chooser = await browser.go(sent.url.href);
    const atSchool = await browser.go(`${chooser.url.href}/school/de-vuurtoren/idp/zee-saml`);
    const attributes = [...pip.slice(0, 5), ['nlEduPersonHomeOrganizationBranchId', ['99AC01']]] as const;
    const refused = await world.answerAtZee(browser, atSchool, { attributes });
    expect(refused.status).toBe(403);
    const back = await browser.go(`${refused.url.origin}${refused.url.pathname}/not-available`);
    expect(back.url.searchParams.get('error')).toBe('access_denied');
    const page = await visitor.go(back.url);
    expect(page.body).not.toContain('The lesson');
    expect(page.url.origin).toBe(supplier.origin);
    expect(page.body).toContain('<title>Error</title>');
    expect((await visitor.go(supplier.lessonUrl)).url.origin).toBe(world.issuer);
  });

  it('goes to the school again when the session at the broker is over too', async () => {
    const [visitor, browser] = [supplier.visitor(), world.browser()];
    await visitor.go(await signIn(visitor, browser));
    await signOutAtBroker(browser);
    await visitor.forgetCookies();
    const sent = await visitor.go(supplier.lessonUrl);
    expect((await browser.go(sent.url.href)).url.pathname).toMatch(/^\/login\//);
  });

  it('signs out by the broker, which asks first, says what ended and leads back', async () => {
    const [visitor, browser] = [supplier.visitor(), world.browser()];
    await visitor.go(await signIn(visitor, browser));
    const leaving = await visitor.go(supplier.logoutUrl);
    expect(leaving.url.pathname).toBe('/logout');
    expect(leaving.url.searchParams.has('id_token_hint')).toBe(true);
    const gone = await signOutAtBroker(browser, leaving.url.href);
    expect(gone.body).toContain('Je bent uitgelogd bij Sluis');
    expect(linkOf(gone, 'Terug naar')?.split('?')[0]).toBe(supplier.byeUrl);
    expect((await visitor.go(supplier.lessonUrl)).url.origin).toBe(world.issuer);
    const silent = await browser.go((await visitor.go(supplier.lessonUrl)).url.href);
    expect(silent.url.origin).toBe(world.issuer);
  });

  it('refuses a code that was meant for another visitor', async () => {
    const [visitor, thief] = [supplier.visitor(), supplier.visitor()];
    const callback = await signIn(visitor, world.browser());
    await thief.go(supplier.lessonUrl);
    const stolen = await thief.go(callback);
    expect(stolen.body).not.toContain('The lesson');
    expect((await visitor.go(callback)).body).toBe('The lesson');
  });
});

describe('with response_mode=form_post', () => {
  let posted: ModAuthOpenidc;
  beforeAll(async () => {
    posted = await startModAuthOpenidc({
      issuer: world.issuer,
      clientId: 'leesboom-reader',
      clientSecret: secrets.TEST_READER_SECRET,
      authentication: 'client_secret_basic',
      scope: 'openid profile',
      idTokenAlgorithm: 'ES256',
      host: '127.0.0.11',
      directives: ['OIDCResponseMode form_post', 'OIDCAuthRequestParams login_hint=school%3Ade-regenboog'],
    });
    await world.change((text) =>
      text.replace(`- ${supplier.redirectUri}`, `- ${supplier.redirectUri}\n        - ${posted.redirectUri}`),
    );
    await world.settled();
  });
  afterAll(() => posted.stop());

  it('takes the code from our form, and an error', async () => {
    const [visitor, browser] = [posted.visitor(), world.browser()];
    const sent = await visitor.go(posted.lessonUrl);
    expect(sent.url.searchParams.get('response_mode')).toBe('form_post');
    const page = await world.answerAtRegenboog(browser, await browser.go(sent.url.href));
    const form = firstForm(page.body);
    expect(form.action).toBe(posted.redirectUri);
    const lesson = await visitor.post(form);
    expect([lesson.status, lesson.body]).toEqual([200, 'The lesson']);
    const { id_token, userinfo } = learned.parse(JSON.parse((await visitor.go(posted.infoUrl)).body));
    expect(userinfo).toEqual({ sub: id_token['sub'], given_name: 'Pip' });

    const silent = new URL((await posted.visitor().go(posted.lessonUrl)).url);
    silent.searchParams.set('prompt', 'none');
    const refused = firstForm((await world.browser().go(silent.href)).body);
    expect(refused.fields).toMatchObject({ error: 'login_required' });
    expect((await posted.visitor().post(refused)).body).not.toContain('The lesson');
  });
});

describe('without PKCE, and with a page of its own for errors', () => {
  let careless: ModAuthOpenidc;
  beforeAll(async () => {
    careless = await startModAuthOpenidc({
      issuer: world.issuer,
      clientId: 'leesboom-reader',
      clientSecret: secrets.TEST_READER_SECRET,
      authentication: 'client_secret_basic',
      scope: 'openid profile',
      idTokenAlgorithm: 'ES256',
      host: '127.0.0.12',
      pkce: false,
      errorTemplate: '<p class="ours">Inloggen lukte niet: %s (%s)</p>',
    });
    await world.change((text) =>
      text.replace(
        `- ${supplier.redirectUri}`,
        `- ${supplier.redirectUri}\n        - ${careless.redirectUri}`,
      ),
    );
    await world.settled();
  });
  afterAll(() => careless.stop());

  it('is refused before anybody visits a school, and says so on that page', async () => {
    const visitor = careless.visitor();
    const back = await world.browser().go((await visitor.go(careless.lessonUrl)).url.href);
    expect(back.url.searchParams.get('error')).toBe('invalid_request');
    expect(back.url.searchParams.get('error_description')).toContain('PKCE');
    const page = await visitor.go(back.url);
    // what the module makes of every error that has an `iss`; the address has the real one
    expect(page.body).toContain('<p class="ours">Inloggen lukte niet: Invalid Request (SSO to this module');
  });
});

describe('with a secret in the body, RS256 and claims in the id_token', () => {
  let practice: ModAuthOpenidc;
  beforeAll(async () => {
    practice = await startModAuthOpenidc({
      issuer: world.issuer,
      clientId: 'rekenrijk-practice',
      clientSecret: secrets.TEST_PRACTICE_SECRET,
      authentication: 'client_secret_post',
      scope: 'openid profile group',
      idTokenAlgorithm: 'RS256',
      host: '127.0.0.10',
      directives: ['OIDCUserInfoRefreshInterval 1', 'OIDCAuthRequestParams login_hint=school%3Ade-regenboog'],
    });
    await world.change((text) =>
      text.replaceAll('https://practice.rekenrijk.example/callback', practice.redirectUri),
    );
    await world.settled();
  });
  afterAll(() => practice.stop());

  it('the lesson comes with initial and group, by a hint to the school', async () => {
    const [visitor, browser] = [practice.visitor(), world.browser()];
    const sent = await visitor.go(practice.lessonUrl);
    const arrived = await world.answerAtRegenboog(browser, await browser.go(sent.url.href));
    expect((await visitor.go(arrived.url)).body).toBe('The lesson');
    const { id_token, userinfo } = learned.parse(JSON.parse((await visitor.go(practice.infoUrl)).body));
    expect(userinfo).toEqual({ sub: id_token['sub'], given_name: 'P.', group: ['groep-5'] });
    expect(id_token).toMatchObject({ given_name: 'P.', group: ['groep-5'] });
  });

  // the module's own session lasts on (OIDCSessionMaxDuration), only without what userinfo had said
  it('a session that ended at the broker takes the claims of userinfo along, within the interval', async () => {
    const [visitor, browser] = [practice.visitor(), world.browser()];
    const sent = await visitor.go(practice.lessonUrl);
    const arrived = await world.answerAtRegenboog(browser, await browser.go(sent.url.href));
    await visitor.go(arrived.url);
    expect((await visitor.go(practice.infoUrl)).body).toContain('"userinfo"');
    await signOutAtBroker(browser);
    await eventually(async () => {
      await visitor.go(practice.lessonUrl);
      expect((await visitor.go(practice.infoUrl)).body).not.toContain('"userinfo"');
    }, 10_000);
  });
});
