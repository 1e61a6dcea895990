import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { answerForm } from '../../testkit/actors/saml-school-page.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { pip } from '../../testkit/world/world.ts';
import { openTarget, type Target } from './target.ts';

/*
 * Invariant 9: a step needs the step before it. Steps, tickets and answers of one login in another one of the same
 * browser, mix-up of two IdPs and protocols (RFC 9700 section 4.4), and requests that hint at more than they may.
 */

let target: Target;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(async () => {
  await target.stillServes();
  await target.close();
});

const hint = { login_hint: 'school:de-regenboog' };

/** The school's good answer, brought, but not followed to the ticket's address. */
async function ticketOf(browser: Browser, url: string): Promise<URL> {
  const { world } = target;
  const asked = world.questionAt(await browser.go(url));
  const broker = {
    issuer: world.issuer,
    idp: 'regenboog-saml',
    entityId: 'https://regenboog.example/metadata',
    now: Date.now(),
  };
  const form = answerForm(world.regenboog, asked, broker, { attributes: pip });
  const answer = await fetch(form.action, {
    method: 'POST',
    body: new URLSearchParams(form.fields),
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? '', world.issuer);
}

describe('a ticket', () => {
  it('of one login is of no use in another of the same browser, and is gone afterwards', async () => {
    const { world } = target;
    const [one, two] = [await world.reader.begin(hint), await world.practice.begin(hint)];
    await target.refusedByPage(async (browser) => {
      const ticket = await ticketOf(browser, one.url);
      await browser.go(two.url);
      const transaction = await transactionOf(browser, two.url);
      return browser.go(`${world.issuer}/login/${transaction}/arrived${ticket.search}`);
    }, /^login\./);
  });

  it('comes back once: the second time whoever is signed in is led on to the service', async () => {
    const browser = target.world.browser();
    const ticket = await ticketOf(browser, (await target.world.reader.begin(hint)).url);
    expect((await browser.go(ticket.href)).url.searchParams.has('code')).toBe(true);
    expect((await browser.go(ticket.href)).url.href).toBe('https://reader.leesboom.example/login');
    expect((await target.world.browser().go(ticket.href)).status).toBe(400);
  });

  it.each(['', 'x', 'A'.repeat(43), '%00', '../visit', 'A'.repeat(5000)])(
    'made up is refused (%#)',
    async (ticket) => {
      await target.refusedByPage(async (browser) => {
        const chooser = await browser.go((await target.world.reader.begin()).url);
        return browser.go(`${chooser.url.href}/arrived?ticket=${ticket}`);
      }, /^login\./);
    },
  );

  it('twice in one address is none', async () => {
    await target.refusedByPage(async (browser) => {
      const ticket = await ticketOf(browser, (await target.world.reader.begin(hint)).url);
      return browser.go(`${ticket.href}&ticket=x`);
    }, /^login\./);
  });
});

/** The login that the last visit of this address began, by the cookie's path. */
async function transactionOf(browser: Browser, url: string): Promise<string> {
  const page = await browser.go(url.replace(/login_hint=[^&]*/, ''));
  return page.url.pathname.split('/')[2] ?? '';
}

describe('mix-up', () => {
  it('every answer to a supplier names its issuer, errors too (RFC 9207)', async () => {
    const { world } = target;
    const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
    expect(arrived.url.searchParams.get('iss')).toBe(world.issuer);
    const silent = await world.browser().go((await world.reader.begin({ prompt: 'none' })).url);
    expect(silent.url.searchParams.get('iss')).toBe(world.issuer);
  });

  it("an OpenID Connect answer at a SAML IdP's address, or nobody's, is not even an address", async () => {
    for (const idp of ['regenboog-saml', 'nobody']) {
      const page = await target.world
        .browser()
        .go(`${target.world.issuer}/oidc/${idp}/callback?state=x&code=x`);
      expect(page.status).toBe(404);
    }
    const posted = await target.world
      .browser()
      .postFromOtherSite(`${target.world.issuer}/saml/kade-entra/acs`, {
        SAMLResponse: 'PHg+',
        RelayState: 'x',
      });
    expect(posted.status).toBe(404);
  });

  it('the state of a visit to a SAML school opens no OpenID Connect answer', async () => {
    const { world } = target;
    await target.refusedByPage(async (browser) => {
      const at = await browser.go((await world.reader.begin(hint)).url);
      const state = world.questionAt(at).relayState;
      return browser.go(`${world.issuer}/oidc/kade-entra/callback?state=${state}&code=x`);
    }, 'login.transaction_unknown');
  });
});

describe('hints and prompts', () => {
  it.each([
    'vera@kade.example',
    'school:',
    'school:nobody',
    'school:../../x',
    'school:de-regenboog/idp/zee-saml',
    'idp:zee-saml',
    'Pip Voorbeeld',
    'x'.repeat(3000),
  ])('login_hint is passed on to nobody and shown to nobody (%#)', async (login_hint) => {
    const { world } = target;
    const page = await world.browser().go((await world.reader.begin({ login_hint })).url);
    expect([200, 400]).toContain(page.status);
    expect(page.body).not.toMatch(/vera@|Pip Voorbeeld|xxxxxxxxxx/);
    expect(JSON.stringify(world.logger.events)).not.toMatch(/vera@kade|Pip Voorbeeld/);
  });

  it.each(['none login', 'none consent', 'login none'])('prompt=%s is refused', async (prompt) => {
    const { url } = await target.world.browser().go((await target.world.reader.begin({ prompt })).url);
    expect(url.searchParams.get('error')).toBe('invalid_request');
  });

  it.each(['consent', 'select_account', 'create', 'nonsense'])(
    'prompt=%s gives no code by itself',
    async (prompt) => {
      const { world } = target;
      const browser = world.browser();
      const { url, status } = await browser.go((await world.reader.begin({ prompt })).url);
      expect(url.searchParams.has('code')).toBe(false);
      expect(status === 200 || url.searchParams.get('error') === 'invalid_request').toBe(true);
    },
  );

  it.each(['-1', '1.5', 'x', '99999999999999999999', 'NaN'])(
    'max_age=%s of a service that may not send it is refused',
    async (max_age) => {
      const { world } = target;
      const browser = world.browser();
      await signInAtRegenboog(world, browser, world.reader);
      const { url, status } = await browser.go((await world.reader.begin({ max_age })).url);
      expect(status).toBeLessThan(500);
      expect(url.searchParams.get('error')).toBe('invalid_request');
    },
  );

  it.each(['nl en de', '../../etc', 'en-GB-oed', '%s%s%n', 'x'.repeat(2000)])(
    'ui_locales is answered (%#)',
    async (ui_locales) => {
      const page = await target.world.browser().go((await target.world.reader.begin({ ui_locales })).url);
      expect(page.status).toBe(200);
      expect(page.body).toMatch(/<html lang="(?:nl|en)"/);
    },
  );
});
