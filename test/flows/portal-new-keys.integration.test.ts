import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  addressAtKade,
  boardParty,
  colleague,
  comeInAtKade,
  comeInByPasskey,
  confirmed,
  inviteTesta,
  makePasskey,
  roleOf,
  showPasskey,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/* Ways to the page that adds a key for whoever has none, and what they do not open. */

let world: World;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    moreEntraUsers: [colleague],
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await queryDatabase(
    world.databaseUrl,
    `truncate sluis.portal_account, sluis.portal_invitation, sluis.portal_factor, sluis.portal_factor_reset,
      sluis.portal_factor_account, sluis.portal_recovery_pass cascade`,
  );
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(async () => {
  vi.useRealTimers();
  await world.confirmRegister();
});

const minute = 60_000;
const day = 24 * 60 * minute;
async function pass(milliseconds: number): Promise<void> {
  vi.setSystemTime(Date.now() + milliseconds);
  await world.confirmRegister();
}

const at = (path: string) => `${world.issuer}${path}`;
const pathOf = ({ url }: Arrived) => url.pathname;
const outside = { signIn: 'passkey', roles: [roleOf('data_protection_officer', confirmed)] } as const;

async function idOf(name: string): Promise<string> {
  const all = await world.accounts.accountsOf(boardParty('waterland'));
  return required(all.find((account) => account.name === name)).id;
}

async function administrator(name: string, login: string): Promise<Browser> {
  const browser = world.browser();
  const secret = await inviteTesta(world, {
    name,
    email: addressAtKade(login),
    roles: [roleOf('administrator', confirmed)],
  });
  await comeInAtKade(world, browser, secret, login);
  return browser;
}

/** A second administrator whom no school knows. */
async function administratorFromOutside(): Promise<Browser> {
  const browser = world.browser();
  const roles = [roleOf('administrator', confirmed)];
  const invited = { name: 'Tweede', email: 'tweede@kade.example', signIn: 'passkey', roles } as const;
  await comeInByPasskey(world, browser, await inviteTesta(world, invited));
  return browser;
}

/** Two administrators reset the keys of somebody; the second gets the link. */
async function linkFor(name: string, first: Browser, second: Browser): Promise<string> {
  const account = await idOf(name);
  await first.post(at('/portal/people/reset'), { account, reason: 'kwijt' });
  const page = await second.post(at('/portal/people/confirm-reset'), { account });
  return required(/<code>[^<]*(\/portal\/new-key\/[\w-]{43})<\/code>/.exec(page.body)?.[1]);
}

/** Whoever came to add a key gets nowhere else. */
async function expectShut(browser: Browser): Promise<void> {
  for (const path of ['/portal', '/portal/account', '/portal/people', '/portal/schools', '/portal/nothing']) {
    const page = await browser.go(at(path));
    expect([path, pathOf(page) === '/portal/factors' || page.status === 404]).toEqual([path, true]);
  }
  for (const path of ['/portal/factors/recovery-codes', '/portal/factors/remove']) {
    expect((await browser.post(at(path), { factor: 'x' })).status, path).toBe(403);
  }
  expect(pathOf(await browser.post(at('/portal/factors/call-off'), {}))).toBe('/portal/factors');
}

describe('the link of a reset, for an account that a passkey alone opens', () => {
  async function lost() {
    const [first, second] = [await administrator('Eerste', 'docent'), await administratorFromOutside()];
    const owner = world.browser();
    const device = await comeInByPasskey(world, owner, await inviteTesta(world, outside));
    return { owner, device, link: await linkFor('Testa de Proef', first, second), first, second };
  }

  it('opens nothing before the wait is over, whoever follows it', async () => {
    const { link } = await lost();
    const browser = world.browser();
    const page = await browser.go(at(link));
    expect([pathOf(page), page.body.includes('Dat kan vanaf')]).toEqual(['/portal/new-key', true]);
    expect(page.body).not.toContain('Testa');
    expect((await browser.post(at('/portal/new-key'), {})).status).toBe(404);
    expect(pathOf(await browser.go(at('/portal')))).toBe('/portal/sign-in');
    await pass(day - minute);
    expect((await browser.post(at('/portal/new-key'), {})).status).toBe(404);
  });

  it('opens the page that adds a key after it, in the browser that was first; the key then opens the rest', async () => {
    const { link, owner, device } = await lost();
    await pass(day);
    const [browser, other] = [world.browser(), world.browser()];
    // looking uses up nothing
    for (const each of [other, browser, other]) {
      expect((await each.go(at(link))).body).toContain('Verder in deze browser');
    }
    expect(pathOf(await browser.post(at('/portal/new-key'), {}))).toBe('/portal/factors');
    expect((await other.post(at('/portal/new-key'), {})).status).toBe(404);
    expect((await other.go(at(link))).status).toBe(404);
    expect((await world.browser().go(at(link))).status).toBe(404);
    await expectShut(browser);
    expect(pathOf(await owner.go(at('/portal')))).toBe('/portal/sign-in');
    const fresh = await makePasskey(world, browser);
    expect((await browser.go(at('/portal'))).body).toContain('Dag Testa de Proef');
    expect((await showPasskey(world, browser, fresh)).status).toBe(200);
    await expect(showPasskey(world, browser, device)).resolves.toMatchObject({ status: 403 });
    expect((await browser.go(at(link))).status).toBe(404);
  });

  it('is over after seven days, and its sessions ended at once', async () => {
    const { link, owner } = await lost();
    await pass(8 * day);
    expect((await world.browser().go(at(link))).status).toBe(404);
    expect(pathOf(await owner.go(at('/portal')))).toBe('/portal/sign-in');
  });

  it('lets nobody in with a session of its own, once somebody else made the key', async () => {
    const { link } = await lost();
    await pass(day);
    const [browser, second] = [world.browser(), world.browser()];
    await browser.go(at(link));
    await browser.post(at('/portal/new-key'), {});
    // the same browser, in a window whose session is another one
    for (const cookie of await browser.cookies.getCookies(world.issuer)) {
      if (cookie.key !== 'portal_session') await second.cookies.setCookie(cookie, world.issuer);
    }
    await second.go(at(link));
    expect(pathOf(await second.post(at('/portal/new-key'), {}))).toBe('/portal/factors');
    await makePasskey(world, second);
    expect((await second.go(at('/portal'))).body).toContain('Dag Testa de Proef');
    await expectShut(browser);
    const page = await browser.go(at('/portal/factors'));
    expect(page.body).not.toContain('data-passkey="create"');
    expect(page.body).not.toContain('Laptop');
  });

  it('is in no log and rests nowhere', async () => {
    const { link } = await lost();
    const secret = link.slice(-43);
    const rows = await queryDatabase(
      world.databaseUrl,
      'select row_to_json(r)::text as text from sluis.portal_factor_reset r',
    );
    expect(JSON.stringify([rows, world.logger.events])).not.toContain(secret);
  });
});

describe('the link of a reset, where a school opens the account', () => {
  async function lost() {
    const [first, second] = [await administrator('Eerste', 'docent'), await administratorFromOutside()];
    const secret = await inviteTesta(world, { name: 'Collega', email: 'collega@kade.example' });
    await comeInAtKade(world, world.browser(), secret, 'collega');
    const link = await linkFor('Collega', first, second);
    await pass(day);
    return { link };
  }
  async function throughKade(browser: Browser, login: string): Promise<Arrived> {
    world.entra.signInAs(login);
    const chooser = await browser.go(at('/portal/new-key/school'));
    const path = /\/login\/[^/"]+\/school\/de-kade/.exec(chooser.body)?.[0];
    return path === undefined ? chooser : browser.go(at(path));
  }

  it('opens nothing without the login of that school, nor with that of somebody else', async () => {
    const { link } = await lost();
    const browser = world.browser();
    await browser.go(at(link));
    expect((await browser.go(at('/portal/new-key/school'))).status).toBe(404);
    expect((await browser.post(at('/portal/new-key'), {})).body).toContain('Log in bij uw school');
    expect(pathOf(await browser.go(at('/portal/factors')))).toBe('/portal/sign-in');
    expect((await throughKade(browser, 'docent')).status).toBe(404);
    expect(pathOf(await browser.go(at('/portal/factors')))).toBe('/portal/sign-in');
  });

  it('opens the page that adds a key with it, also where the school proves nothing', async () => {
    const { link } = await lost();
    const browser = world.browser();
    await browser.go(at(link));
    await browser.post(at('/portal/new-key'), {});
    expect(pathOf(await throughKade(browser, 'collega'))).toBe('/portal/factors');
    await expectShut(browser);
    await makePasskey(world, browser);
    expect((await browser.go(at('/portal'))).body).toContain('Dag Collega');
  });
});

describe('a recovery code of an account that a passkey alone opens', () => {
  async function withCodes(changes: Parameters<typeof inviteTesta>[1] = outside) {
    const owner = world.browser();
    const device = await comeInByPasskey(world, owner, await inviteTesta(world, changes));
    const page = await owner.post(at('/portal/factors/recovery-codes'), {});
    const codes = [...page.body.matchAll(/<li>([A-Z0-9-]{10,})<\/li>/g)].map(([, code = '']) => code);
    return { owner, device, code: required(codes[0]), other: required(codes[1]) };
  }
  const use = (browser: Browser, code: string) => browser.post(at('/portal/sign-in/recovery-code'), { code });

  it('says the same of everything that is none, and asks nobody who they are', async () => {
    await withCodes();
    const form = await world.browser().go(at('/portal/sign-in/recovery-code'));
    expect(form.body).not.toContain('type="email"');
    const pages = [];
    for (const wrong of ['', 'x', '0000-0000-0000-0000', 'testa@kade.example']) {
      const page = await use(world.browser(), wrong);
      pages.push([page.status, page.body]);
    }
    expect(new Set(pages.map((page) => JSON.stringify(page))).size).toBe(1);
    expect(pages[0]?.[0]).toBe(403);
  });

  it('opens nothing at once, and the page that adds a key a day later when it is typed once more', async () => {
    const { code, other } = await withCodes();
    const browser = world.browser();
    for (const _again of ['first', 'too early']) {
      const page = await use(browser, code);
      expect([page.status, page.body.includes('De noodcode is gebruikt')]).toEqual([200, true]);
      expect(pathOf(await browser.go(at('/portal')))).toBe('/portal/sign-in');
    }
    await pass(day);
    const somewhere = world.browser();
    expect(pathOf(await use(somewhere, code))).toBe('/portal/factors');
    await expectShut(somewhere);
    expect((await somewhere.go(at('/portal/factors'))).body).not.toContain('Laptop');
    await makePasskey(world, somewhere);
    expect((await somewhere.go(at('/portal'))).body).toContain('Dag Testa de Proef');
    expect((await use(world.browser(), code)).status).toBe(403);
    expect((await use(world.browser(), other)).status).toBe(200);
  });

  it('is stopped by whoever still has a key', async () => {
    const { code, owner, device } = await withCodes();
    await use(world.browser(), code);
    await showPasskey(world, owner, device);
    await owner.post(at('/portal/factors/call-off'), {});
    await pass(day);
    expect((await use(world.browser(), code)).status).toBe(403);
  });

  it('locks nobody out, however many wrong ones somebody sends', async () => {
    const { code } = await withCodes();
    for (let wrong = 0; wrong < 12; wrong += 1) {
      await use(world.browser(), `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`);
    }
    expect((await use(world.browser(), code)).status).toBe(200);
  });

  it('is none here where a school opens the account, and stays unused', async () => {
    const { code } = await withCodes();
    const someSubject = 'a'.repeat(43);
    await queryDatabase(world.databaseUrl, `update sluis.portal_account set subject = '${someSubject}'`);
    expect((await use(world.browser(), code)).status).toBe(403);
    const [left] = await queryDatabase(
      world.databaseUrl,
      'select count(*)::int as codes from sluis.portal_recovery_code where used_at is null',
    );
    expect(left).toEqual({ codes: 10 });
  });

  it('of a set that was made anew, or of an account that is gone, is none', async () => {
    const { code, owner } = await withCodes();
    await owner.post(at('/portal/factors/recovery-codes'), {});
    expect((await use(world.browser(), code)).status).toBe(403);
    const gone = await withCodes();
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account cascade');
    expect((await use(world.browser(), gone.code)).status).toBe(403);
  });
});

describe('a reset', () => {
  it('is asked for by those who could grant the role: of a signer, by signers', async () => {
    const party = boardParty('waterland');
    const until = required(calendarDay('2099-01-01'));
    const signer = (name: string, email: string) =>
      ({
        name,
        email,
        signIn: 'passkey',
        party,
        roles: [roleOf('signer', { ...confirmed, ground: 'bestuurder', until })],
      }) as const;
    const [first, second, lost] = [world.browser(), world.browser(), world.browser()];
    await comeInByPasskey(world, first, await inviteTesta(world, signer('Een', 'een@kade.example')));
    await comeInByPasskey(world, second, await inviteTesta(world, signer('Twee', 'twee@kade.example')));
    await comeInByPasskey(world, lost, await inviteTesta(world, signer('Drie', 'drie@kade.example')));
    const link = await linkFor('Drie', first, second);
    expect((await world.browser().go(at(link))).body).toContain('Dat kan vanaf');
    const unprivileged = await administrator('Beheerder', 'docent');
    const account = await idOf('Een');
    expect((await unprivileged.post(at('/portal/people/reset'), { account, reason: 'x' })).status).toBe(403);
  });

  it('is not together with whom no school knows', async () => {
    const first = await administrator('Eerste', 'docent');
    await comeInByPasskey(world, world.browser(), await inviteTesta(world, outside));
    expect((await first.go(at('/portal/people'))).body).not.toContain('Wij zitten nu bij elkaar');
    const account = await idOf('Testa de Proef');
    await first.post(at('/portal/people/reset'), { account, reason: 'x', together: 'yes' });
    const [row] = await queryDatabase(world.databaseUrl, 'select in_presence from sluis.portal_factor_reset');
    expect(row).toEqual({ in_presence: false });
  });
});
