import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { during, withMembers } from '../../testkit/world/change-federation.ts';
import type { Arrived } from '../../testkit/actors/browser.ts';
import { signInAtKade, signInAtRegenboog, signOn } from '../../testkit/world/sign-in.ts';
import { answerSignOut, askToSignOut, isSignedIn, linkOf, signOut } from '../../testkit/world/signing-out.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const bye = 'https://reader.leesboom.example/bye';

async function signedIn() {
  const browser = world.browser();
  const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
  return { browser, tokens: await world.reader.exchange(visit, arrived.url) };
}

/** Somebody taps the reader and comes to the SAML school. */
async function tap(browser: ReturnType<World['browser']>) {
  const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
  return { visit, atSchool: await browser.go(visit.url) };
}

const isAskedAnew = (at: Arrived) => world.questionAt(at).xml.includes('ForceAuthn="true"');
const failure = (code: string) => ({
  status: `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">${code}</samlp:StatusCode>`,
});
const status = (code: string) =>
  failure(`<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${code}"></samlp:StatusCode>`);

describe('the page after the question', () => {
  it('says after a no that the session lives, and how to go on', async () => {
    const { browser, tokens } = await signedIn();
    const page = await answerSignOut(
      browser,
      await askToSignOut(world, browser, { post_logout_redirect_uri: bye }),
      'no',
    );
    expect(page.body).toContain('Je bent nog ingelogd');
    expect(page.body).not.toContain('Je bent uitgelogd');
    expect(linkOf(page, 'Verder met Leesboom Lezen')).toBe('https://reader.leesboom.example/login');
    expect(await isSignedIn(world, browser)).toBe(true);
    await expect(world.reader.userinfo(tokens)).resolves.toHaveProperty('sub');
    await browser.go((await world.reader.begin()).url);
    expect((await browser.cookies.getCookies(world.issuer)).map(({ key }) => key)).not.toContain('ask_anew');
  });

  it('cannot be made to say otherwise by a link', async () => {
    const { browser } = await signedIn();
    const page = await browser.go(`${world.issuer}/logout/success?client_id=leesboom-reader`);
    expect(page.body).toContain('Je bent nog ingelogd');
  });

  it('says after a yes what ended and what may be open, before the way back to the supplier', async () => {
    const { browser, tokens } = await signedIn();
    await signOn(browser, world.practice);
    const asked = await askToSignOut(world, browser, { post_logout_redirect_uri: bye, state: 'a b' });
    const page = await answerSignOut(browser, asked, 'yes');
    for (const text of [
      'Je bent uitgelogd bij Sluis',
      'Bij Leesboom Lezen en bij ander lesmateriaal',
      'Bij je school. Log daar ook uit',
    ]) {
      expect(page.body).toContain(text);
    }
    expect(linkOf(page, 'Terug naar Leesboom Lezen')).toBe(`${bye}?state=a+b`);
    expect(await isSignedIn(world, browser)).toBe(false);
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
    const again = await browser.go(`${page.url.href}&lang=en`);
    expect(again.body).toContain('You are signed out of Sluis');
    expect(linkOf(again, 'Back to Leesboom Lezen')).toBe(`${bye}?state=a+b`);
  });

  it('names nothing that was visited, neither before nor after', async () => {
    const { browser } = await signedIn();
    await signOn(browser, world.practice);
    const asked = await browser.go(`${world.issuer}/logout`);
    for (const page of [asked, await answerSignOut(browser, asked, 'yes')]) {
      expect(page.body).not.toMatch(/Rekenrijk|Leesboom|Regenboog|Pip|Voorbeeld/);
    }
  });

  it.each([
    ['another address', 'https://evil.example/'],
    ['a longer one', `${bye}/more`],
    ['a script', 'javascript:alert(1)'],
  ])('leads to no address that is not registered: %s', async (_name, uri) => {
    const query = new URLSearchParams({ client_id: 'leesboom-reader', post_logout_redirect_uri: uri });
    const page = await world.browser().go(`${world.issuer}/logout/success?${query.toString()}`);
    expect(page.status).toBe(200);
    expect(page.body).not.toContain('Terug naar');
    expect(page.body.replaceAll(/\?client_id[^"]*/g, '')).not.toContain(uri);
  });

  it('comes at once where nobody is signed in, without a script or a white page', async () => {
    const browser = world.browser();
    const page = await askToSignOut(world, browser, { post_logout_redirect_uri: bye, state: 's1' });
    expect(page.url.pathname).toBe('/logout/success');
    expect(page.body).toContain('Je bent uitgelogd bij Sluis');
    expect(page.body).not.toContain('<script');
    expect(linkOf(page, 'Terug naar Leesboom Lezen')).toBe(`${bye}?state=s1`);
    // the session here may have ended by itself, and the one at the school not
    expect(page.body).toContain('Sluit de browser daarom helemaal af');
    expect(isAskedAnew((await tap(browser)).atSchool)).toBe(true);
  });
});

describe('the next sign-in on the device', () => {
  it('asks the school anew, demands no proof of it, and ends the asking', async () => {
    const { browser } = await signedIn();
    expect((await signOut(world, browser)).body).toContain(
      'Dan vragen we de school om opnieuw na te gaan wie het is',
    );
    const { visit, atSchool } = await tap(browser);
    expect(isAskedAnew(atSchool)).toBe(true);
    const old = new Date(Date.now() - 90 * 86_400_000).toISOString();
    const arrived = await world.answerAtRegenboog(browser, atSchool, { authnInstant: old });
    expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('sub');
    await browser.cookies.removeAllCookies();
    expect(isAskedAnew((await tap(browser)).atSchool)).toBe(false);
  });

  it('is remembered by a mark that names nobody and lives for 12 hours, until somebody has signed in', async () => {
    const { browser } = await signedIn();
    await signOut(world, browser);
    const mark = async () =>
      (await browser.cookies.getCookies(world.issuer)).find(({ key }) => key === 'ask_anew');
    expect(await mark()).toMatchObject({
      value: 'signed_out',
      maxAge: 43_200,
      httpOnly: true,
      sameSite: 'lax',
    });
    expect((await browser.cookies.getCookies(world.issuer)).map(({ key }) => key)).not.toContain('service');
    const { atSchool } = await tap(browser);
    expect(await mark()).toBeDefined();
    await world.answerAtRegenboog(browser, atSchool);
    expect(await mark()).toBeUndefined();
  });

  it('still has to prove it where the service wants that', async () => {
    const { browser } = await signedIn();
    await signOut(world, browser);
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog', prompt: 'login' });
    const atSchool = await browser.go(visit.url);
    const old = new Date(Date.now() - 3_600_000).toISOString();
    const arrived = await world.answerAtRegenboog(browser, atSchool, { authnInstant: old });
    expect(arrived.url.searchParams.get('error')).toBe('login_required');
  });

  it.each([
    ['NoAuthnContext', status('NoAuthnContext')],
    ['RequestUnsupported', status('RequestUnsupported')],
    ['NoPassive', status('NoPassive')],
    ['an error without a second word', failure('')],
  ])('goes on without asking where the school answers %s, once', async (_name, answer) => {
    const { browser } = await signedIn();
    await signOut(world, browser);
    const { visit, atSchool } = await tap(browser);
    const again = await world.answerAtRegenboog(browser, atSchool, answer);
    expect(again.url.origin).toBe('https://regenboog.example');
    expect(isAskedAnew(again)).toBe(false);
    const arrived = await world.answerAtRegenboog(browser, again);
    expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('sub');
  });

  it('ends in a page where the school answers with an error the second time too', async () => {
    const { browser } = await signedIn();
    await signOut(world, browser);
    const again = await world.answerAtRegenboog(
      browser,
      (await tap(browser)).atSchool,
      status('NoAuthnContext'),
    );
    expect((await world.answerAtRegenboog(browser, again, status('NoAuthnContext'))).status).toBe(400);
  });

  it('asks with which account at a school in the shape of Entra ID', async () => {
    const browser = world.browser();
    await signInAtKade(world, browser, world.reader, 'vera');
    await signOut(world, browser);
    world.entra.signInAs(undefined);
    const visit = await world.reader.begin({ login_hint: 'school:de-kade' });
    const atSchool = await browser.go(visit.url);
    expect(atSchool.url.origin).toBe(world.entra.origin);
    expect(atSchool.body).toContain('Login');
  });

  it.each(['login_required', 'interaction_required', 'invalid_request'])(
    'goes on without asking where an OpenID Connect school answers %s',
    async (error) => {
      const browser = world.browser();
      await signInAtKade(world, browser, world.reader, 'vera');
      await signOut(world, browser);
      world.entra.refuseWith(error);
      const visit = await world.reader.begin({ login_hint: 'school:de-kade' });
      const arrived = await browser.go(visit.url);
      expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'Vera');
    },
  );

  it('is not promised at a login that is known not to ask, which is not asked either', async () => {
    await during(world, withMembers('idps', 'regenboog-saml', { asksAnew: false }), async () => {
      const { browser } = await signedIn();
      const page = await signOut(world, browser);
      expect(page.body).toContain('Sluit de browser daarom helemaal af');
      expect(page.body).not.toContain('Wij vragen');
      expect(isAskedAnew((await tap(browser)).atSchool)).toBe(false);
    });
  });
});
