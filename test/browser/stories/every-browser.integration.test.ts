import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startChromium } from '../../../testkit/actors/chromium.ts';
import { startFirefox } from '../../../testkit/actors/firefox.ts';
import type { RealBrowser, Visitor } from '../../../testkit/actors/visitor.ts';
import { startWebKit } from '../../../testkit/actors/webkit.ts';
import { atZee } from './invented-people.ts';
import { openStoryWorld, type StoryWorld } from './story-world.ts';

/*
 * Browsers hold the `form-action` of a page against every redirect that follows its form, each in its own way, and show a
 * white page where it forbids one. No test without a browser sees that, nor one in a single make of browser.
 */

let open: StoryWorld;
let elsewhere: Elsewhere;

beforeAll(async () => {
  [open, elsewhere] = await Promise.all([
    openStoryWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') }),
    startElsewhere(),
  ]);
  elsewhere.handOnTo(open.zee.singleSignOnUrl);
  await open.world.change((text) => text.replace(open.zee.singleSignOnUrl, elsewhere.singleSignOn));
  await open.world.settled();
  for (const supplier of [open.reader, open.practice]) supplier.leadOnTo(elsewhere.lesson);
});
afterAll(async () => {
  await elsewhere.stop();
  await open.close();
});

interface Elsewhere {
  /** Hands on what is posted here, to another host. */
  readonly singleSignOn: string;
  handOnTo(address: string): void;
  /** Has a page with `#lesson`. */
  readonly lesson: string;
  stop(): Promise<void>;
}

/** Somebody else's server, at a host that the register does not know. */
async function startElsewhere(): Promise<Elsewhere> {
  let next = '';
  const app = express();
  app.post('/single-sign-on', (_request, response) => {
    response.redirect(307, next);
  });
  app.get('/lesson', (_request, response) => {
    response.send('<!doctype html><title>Lesson</title><p id="lesson">The lesson</p>');
  });
  const server = app.listen(0, '127.0.0.6');
  await once(server, 'listening');
  const origin = `http://127.0.0.6:${String(portOf(server.address()))}`;
  return {
    singleSignOn: `${origin}/single-sign-on`,
    handOnTo: (address) => void (next = address),
    lesson: `${origin}/lesson`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port');
  return address.port;
}

const atVuurtoren = 'login_hint=school:de-vuurtoren';
const mies = `button[name=person][value="${atZee.mies.name}"]`;
const onwards = '.notice a.button';

async function signIn(visitor: Visitor, address: string, sees: string): Promise<void> {
  await visitor.go(address);
  await visitor.click(mies);
  await visitor.see(sees);
}

describe.each([
  ['Chromium', startChromium],
  ['Firefox', startFirefox],
  ['WebKit', startWebKit],
] as const)('in %s', { timeout: 90_000 }, (_make, start) => {
  let browser: RealBrowser;
  beforeAll(async () => {
    browser = await start();
  });
  afterAll(() => browser.close());

  const logout = (parameters: Readonly<Record<string, string>>) =>
    `${open.world.issuer}/logout?${new URLSearchParams(parameters).toString()}`;

  it('a school that is asked by a form may send the browser on to another host', async () => {
    await browser.visit(async (visitor) => {
      await signIn(visitor, `${open.practice.origin}/login?${atVuurtoren}`, '#received');
      expect(open.practice.lastReceived().userinfo).toHaveProperty('sub');
    });
  });

  it('a supplier that wants its answer as a form may send the browser on to another host', async () => {
    await browser.visit(async (visitor) => {
      const wish = `${open.practice.origin}/login?response_mode=form_post&${atVuurtoren}`;
      const before = open.practice.inbox.length;
      await signIn(visitor, wish, '#lesson');
      expect(await visitor.where()).toBe(elsewhere.lesson);
      expect(open.practice.inbox.length).toBe(before + 1);
      expect(open.practice.lastReceived().userinfo).toHaveProperty('sub');
    });
  });

  it('a sign-out where nobody is signed in leads to an address that sends the browser on', async () => {
    await browser.visit(async (visitor) => {
      const bye = `${open.reader.origin}/bye`;
      await visitor.go(logout({ client_id: 'leesboom-reader', post_logout_redirect_uri: bye }));
      await visitor.click(onwards);
      expect(await visitor.see('#lesson')).toBe('The lesson');
    });
  });

  it('a sign-out leads to the address of an app', async () => {
    await browser.visit(async (visitor) => {
      const bye = 'example.leesboom.app:/bye';
      await visitor.go(logout({ client_id: 'leesboom-app', post_logout_redirect_uri: bye, state: 'done' }));
      await visitor.see(onwards);
      expect(await visitor.attributeOf(onwards, 'href')).toBe(`${bye}?state=done`);
      await visitor.tryApp(onwards, `${bye}?state=done`);
    });
  });

  it('a supplier may post its requests: who is signed in comes back at once, and is asked before a sign-out', async () => {
    await browser.visit(async (visitor) => {
      await signIn(visitor, `${open.practice.origin}/login?${atVuurtoren}`, '#received');
      const { sub } = open.practice.lastReceived().userinfo;
      await visitor.go(`${open.practice.origin}/login-by-post?response_mode=form_post&prompt=none`);
      await visitor.click('#login');
      await visitor.see('#lesson');
      expect(open.practice.lastReceived().userinfo).toHaveProperty('sub', sub);

      await visitor.go(`${open.practice.origin}/sign-out`);
      await visitor.click('#sign-out');
      await visitor.see('button[name=logout]');
      expect(new URL(await visitor.where()).pathname).toMatch(/^\/logout\/posted\/[\w-]{43}$/);
      await visitor.click('button[name=logout]');
      await visitor.click(onwards);
      await visitor.see('#lesson');
    });
  });
});
