import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createDemoAccounts, type DemoAccounts } from '../../demo/portal-sign-in/accounts.ts';
import { createCommandLine } from '../../demo/portal-sign-in/command-line.ts';
import { demoStaff } from '../../demo/portal-sign-in/staff.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
let folder: string;
let file: string;
let accounts: DemoAccounts;
beforeAll(async () => {
  [world, folder] = await Promise.all([
    openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl'), portal: true }),
    mkdtemp(join(tmpdir(), 'sluis-demo-')),
  ]);
  file = join(folder, 'portal-people.json');
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: world.databaseUrl,
    SLUIS_KEYS: world.keysFolder,
    SLUIS_ISSUER: world.issuer,
    SLUIS_PORTAL_SERVICE: 'sluis-portal',
  };
  accounts = createDemoAccounts({
    broker: world.issuer,
    commandLine: createCommandLine('src/cli/sluis.ts', env),
    file,
  });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

const staff = demoStaff(new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10));

/** Beside the pages that everybody sees. */
const pages: Readonly<Record<string, readonly string[]>> = {
  ada: ['/portal/people', '/portal/people/invite', '/portal/schools', '/portal/schools/de-kade'],
  kees: ['/portal/people', '/portal/schools', '/portal/schools/de-regenboog'],
  fenna: ['/portal/people', '/portal/schools'],
  sil: ['/portal/people', '/portal/schools'],
  leo: ['/portal/people', '/portal/people/invite'],
  olga: ['/portal/people', '/portal/people/invite'],
};

async function browserOf(person: (typeof staff)[number]) {
  const browser = world.browser();
  await browser.cookies.setCookie(await accounts.sessionOf(person), world.issuer);
  return browser;
}

describe('somebody of the demo', () => {
  it.each(staff)(
    '$id comes in, and sees the pages of the role at once',
    { timeout: 90_000 },
    async (person) => {
      const browser = await browserOf(person);
      const home = await browser.go(`${world.issuer}/portal`);
      expect([home.url.pathname, home.body.includes(person.name)]).toEqual(['/portal', true]);
      expect(home.body).not.toContain('Nog niet bevestigd');
      for (const path of pages[person.id] ?? []) {
        const { url, status } = await browser.go(`${world.issuer}${path}`);
        expect([url.pathname, status], path).toEqual([path, 200]);
      }
    },
  );

  it(
    'comes in again by the passkey that was kept, for its owner’s eyes only',
    { timeout: 90_000 },
    async () => {
      const [ada] = staff;
      if (ada === undefined) throw new RangeError('nobody is in the demo');
      await browserOf(ada);
      const count = () =>
        queryDatabase(world.databaseUrl, 'select count(*)::int as count from sluis.portal_account');
      const before = await count();
      expect((await (await browserOf(ada)).go(`${world.issuer}/portal`)).body).toContain(ada.name);
      expect(await count()).toEqual(before);
      expect((await stat(file)).mode & 0o077).toBe(0);
    },
  );

  it('is made anew where somebody erased the account', { timeout: 90_000 }, async () => {
    const leo = staff.find(({ id }) => id === 'leo');
    if (leo === undefined) throw new RangeError('nobody of a supplier is in the demo');
    await browserOf(leo);
    await queryDatabase(world.databaseUrl, `delete from sluis.portal_account where party_kind = 'supplier'`);
    expect((await (await browserOf(leo)).go(`${world.issuer}/portal`)).body).toContain(leo.name);
  });
});

describe('the broker itself', () => {
  it('has no demo sign-in: who is chosen there gets nothing', async () => {
    for (const path of ['/', '/portal', '/portal/sign-in', '/portal/sign-in/school', '/portal/demo']) {
      const browser = world.browser();
      await browser.post(`${world.issuer}${path}`, { person: 'ada' });
      const cookies = await browser.cookies.getCookies(world.issuer);
      expect(
        cookies.map(({ key }) => key),
        path,
      ).not.toContain('portal_session');
    }
  });
});
