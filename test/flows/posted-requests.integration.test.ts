import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { firstForm } from '../../testkit/actors/browser.ts';
import { postedCallback } from '../../testkit/actors/supplier.ts';
import { signInAtRegenboog, signOn } from '../../testkit/world/sign-in.ts';
import { answerSignOut, isSignedIn, linkOf } from '../../testkit/world/signing-out.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/* OpenID Connect Core 1.0 section 3.1.2.1, RP-Initiated Logout 1.0 section 2: by GET or by POST. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const bye = 'https://reader.leesboom.example/bye';
const parametersOf = (url: string) => Object.fromEntries(new URL(url).searchParams);

describe('an authorization request that a page of a supplier posts', () => {
  it('leads to the school and back, like one in an address', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const atSchool = await browser.postFromOtherSite(`${world.issuer}/authorize`, parametersOf(visit.url));
    const { url } = await world.answerAtRegenboog(browser, atSchool);
    expect((await world.reader.receive(visit, url)).userinfo).toMatchObject({ given_name: 'Pip' });
  });

  it('finds the session of the browser, although the post brought no cookie', async () => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
    const { idToken } = await world.reader.receive(visit, arrived.url);
    const again = await world.reader.begin({ prompt: 'none', response_mode: 'form_post' });
    const answer = await browser.postFromOtherSite(`${world.issuer}/authorize`, parametersOf(again.url));
    const received = await world.reader.receive(again, postedCallback(firstForm(answer.body)));
    expect(received.idToken['sub']).toBe(idToken['sub']);
  });

  it('may hold more than an address can', async () => {
    const { url } = await world.reader.begin({ state: 's'.repeat(4_096), nonce: 'n'.repeat(512) });
    const chooser = await world.browser().postFromOtherSite(`${world.issuer}/authorize`, {
      ...parametersOf(url),
      acr_values: 'a'.repeat(10_000),
    });
    expect([chooser.status, chooser.url.pathname]).toEqual([200, expect.stringMatching(/^\/login\//)]);
  });

  it('gets its errors as one in an address does', async () => {
    const { url, state } = await world.reader.begin({ scope: 'profile' });
    const { url: back } = await world
      .browser()
      .postFromOtherSite(`${world.issuer}/authorize`, parametersOf(url));
    expect(`${back.origin}${back.pathname}`).toBe(world.reader.redirectUri);
    expect(parametersOf(back.href)).toMatchObject({ error: 'invalid_scope', state });
  });
});

describe('a sign-out that a page of a supplier posts', () => {
  async function signedIn() {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
    return { browser, tokens: await world.reader.exchange(visit, arrived.url) };
  }

  it('asks, ends the session, and leads back with the state', async () => {
    const { browser, tokens } = await signedIn();
    const asked = await browser.postFromOtherSite(`${world.issuer}/logout`, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: bye,
      state: 'a b',
    });
    expect(asked.body).toContain('Wil je uitloggen?');
    expect(await isSignedIn(world, browser)).toBe(true);
    const page = await answerSignOut(browser, asked, 'yes');
    expect(linkOf(page, 'Terug naar Leesboom Lezen')).toBe(`${bye}?state=a+b`);
    expect(await isSignedIn(world, browser)).toBe(false);
  });

  it('says at once that nobody is signed in', async () => {
    const page = await world.browser().postFromOtherSite(`${world.issuer}/logout`, {
      client_id: 'leesboom-reader',
      post_logout_redirect_uri: bye,
    });
    expect(page.url.pathname).toBe('/logout/success');
    expect(linkOf(page, 'Terug naar Leesboom Lezen')).toBe(bye);
  });

  it('still asks when the page is loaded anew, and only does not know the way back any more', async () => {
    const { browser, tokens } = await signedIn();
    const asked = await browser.postFromOtherSite(`${world.issuer}/logout`, {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: bye,
    });
    const anew = await browser.go(asked.url.href);
    expect(anew.url.href).toBe(`${world.issuer}/logout`);
    const page = await answerSignOut(browser, anew, 'yes');
    expect(page.body).toContain('Je bent uitgelogd bij Sluis');
    expect(linkOf(page, 'Terug naar')).toBeUndefined();
    expect(await isSignedIn(world, browser)).toBe(false);
  });

  it('leaves the session alone where the answer is no', async () => {
    const { browser, tokens } = await signedIn();
    const asked = await browser.postFromOtherSite(`${world.issuer}/logout`, {
      id_token_hint: tokens.id_token ?? '',
    });
    await answerSignOut(browser, asked, 'no');
    await signOn(browser, world.reader);
  });
});
