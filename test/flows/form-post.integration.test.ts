import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { firstForm, type Arrived } from '../../testkit/actors/browser.ts';
import { postedCallback } from '../../testkit/actors/supplier.ts';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/* OAuth 2.0 Form Post Response Mode 1.0: a supplier wants its answer as a form that the browser posts. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const wish = { response_mode: 'form_post' };

/** The form of the page, and all that has to be so with any such page. */
function formOn({ status, headers, body }: Arrived) {
  expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(headers.get('content-security-policy')).toMatch(/; form-action https:; /);
  expect(headers.get('location')).toBeNull();
  expect(body.match(/<form\b/g)).toHaveLength(1);
  expect(body.match(/<script\b[^>]*>[^<]*/g)).toEqual([
    expect.stringMatching(/^<script src="\/assets\/[0-9a-f]{16}\/auto-submit\.js" defer>$/),
  ]);
  return firstForm(body);
}

describe('a supplier that wants its answer posted', () => {
  it('gets the code, its state and the issuer by a form to the registered address, and nothing else', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader, {}, wish);
    expect(arrived.url.origin).toBe(world.issuer);
    const form = formOn(arrived);
    expect(form.action).toBe(world.reader.redirectUri);
    expect(form.fields).toEqual({
      code: expect.stringMatching(/^[\w-]{43}$/),
      state: visit.state,
      iss: world.issuer,
    });
    const { userinfo } = await world.reader.receive(visit, postedCallback(form));
    expect(userinfo).toMatchObject({ given_name: 'Pip' });
  });

  it('gets it at once where somebody is signed in', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const visit = await world.practice.begin(wish);
    const form = formOn(await browser.go(visit.url));
    expect(form.action).toBe(world.practice.redirectUri);
    await world.practice.receive(visit, postedCallback(form));
  });

  it('pushes that wish too', async () => {
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'docent', wish);
    await world.dashboard.receive(visit, postedCallback(formOn(arrived)));
  });

  it('gets an error the same way, whatever is wrong', async () => {
    const silent = await world.browser().go((await world.reader.begin({ ...wish, prompt: 'none' })).url);
    expect(formOn(silent).fields).toMatchObject({ error: 'login_required', iss: world.issuer });
    const { url, state } = await world.reader.begin({ ...wish, scope: 'profile' });
    const { action, fields } = formOn(await world.browser().go(url));
    expect(action).toBe(world.reader.redirectUri);
    expect(fields).toMatchObject({ error: 'invalid_scope', state });
    expect(fields).not.toHaveProperty('code');
  });

  it('gets access_denied the same way when a gate is closed', async () => {
    const browser = world.browser();
    world.entra.signInAs('vera');
    const refused = await browser.go(
      (await world.practice.begin({ ...wish, login_hint: 'school:de-kade' })).url,
    );
    expect(refused.status).toBe(403);
    const { fields } = formOn(await browser.go(`${refused.url.origin}${refused.url.pathname}/not-available`));
    expect(fields).toMatchObject({ error: 'access_denied' });
  });

  it('has a page in the language that it wishes for, which names its service and nobody', async () => {
    const { arrived } = await signInAtRegenboog(
      world,
      world.browser(),
      world.reader,
      {},
      {
        ...wish,
        ui_locales: 'en',
      },
    );
    expect(arrived.body).toContain('<html lang="en">');
    expect(arrived.body).toContain('You are going to Leesboom Lezen');
    expect(arrived.body).not.toMatch(/Pip|Voorbeeld|groep-5|Regenboog/);
  });

  it('gets nothing at an address that it did not register', async () => {
    const { url } = await world.reader.begin({ ...wish, redirect_uri: 'https://evil.example/' });
    const page = await world.browser().go(url);
    expect(page.status).toBe(400);
    expect(page.body).not.toContain('evil.example');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self';");
  });
});

describe('an app that wants its answer posted', () => {
  const ask = async (redirect: string) =>
    world.browser().go(
      `${world.issuer}/authorize?${new URLSearchParams({
        ...wish,
        client_id: 'leesboom-app',
        response_type: 'code',
        scope: 'openid',
        redirect_uri: redirect,
        state: 'state',
        code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
        code_challenge_method: 'S256',
      }).toString()}`,
    );

  it('is told at its own address that no form can get there', async () => {
    world.entra.signInAs('vera');
    const { url } = await ask('example.leesboom.app:/callback');
    expect(url.protocol).toBe('example.leesboom.app:');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      error: 'invalid_request',
      error_description: 'response_mode form_post needs a redirect_uri that is a web address',
      state: 'state',
    });
  });
});
