import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Arrived } from '../../testkit/actors/browser.ts';
import { withoutErrorIds } from '../../testkit/pages/printed.ts';
import { comeInAtKade, inviteTesta } from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
  });
});
afterAll(() => world.close());

const at = (path: string) => `${world.issuer}${path}`;
/** Without the address that the switch of languages asks for again, and without the number of the event. */
const saidOn = ({ body }: Arrived) => withoutErrorIds(body);

describe('a page about an error at the portal', () => {
  it('says u, and is the same for what is another’s and what never was, with the way back', async () => {
    const browser = world.browser();
    await comeInAtKade(world, browser, await inviteTesta(world));
    const pages = [];
    for (const path of ['/portal/people', '/portal/nothing', '/portal/schools/de-vuurtoren', '/portal/a/b']) {
      const page = await browser.go(at(path));
      expect([path, page.status]).toEqual([path, 404]);
      pages.push(saidOn(page));
    }
    expect(new Set(pages).size).toBe(1);
    const [page = ''] = pages;
    expect(page).toContain('<h1>Deze pagina is er niet</h1>');
    expect(page).toContain('aria-label="Onderdelen"');
    expect(page).toContain('There is no such page');
    expect(/<main[\s\S]*<\/main>/.exec(page)?.[0]).not.toMatch(/\bje\b|\bjouw\b|lesmateriaal/);
  });

  it('has no navigation for whoever is not signed in', async () => {
    const page = await world.browser().go(at('/portal/nothing'));
    expect([page.status, page.body.includes('Deze pagina is er niet')]).toEqual([404, true]);
    expect(page.body).not.toContain('aria-label="Onderdelen"');
  });

  it('is not what is said beside the portal', async () => {
    const page = await world.browser().go(at('/portalen'));
    expect([page.status, page.body.includes('Deze pagina is er niet')]).toEqual([404, false]);
  });
});
