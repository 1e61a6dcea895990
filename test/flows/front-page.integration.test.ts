import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { during, type Lists } from '../../testkit/world/change-federation.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { answerSignOut, linkOf } from '../../testkit/world/signing-out.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const somebodySignedIn = 'Op dit apparaat is iemand ingelogd bij De Regenboog.';

describe('the front page', () => {
  it('says nothing about a sign-in where nobody is signed in, and offers no sign-out', async () => {
    const { body } = await world.browser().go(`${world.issuer}/`);
    expect(body).not.toContain('ingelogd bij');
    expect(body).not.toContain('/logout');
  });

  it('names the school, says nothing about the person, and leads to the sign-out', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const page = await browser.go(`${world.issuer}/`);
    expect(page.body).toContain(somebodySignedIn);
    const [main = ''] = /<main.*<\/main>/s.exec(page.body) ?? [];
    expect(main).not.toMatch(/Pip|Voorbeeld|leerling|groep-5|plusklas/);
    const asked = await browser.go(linkOf(page, 'Uitloggen') ?? '');
    const after = await answerSignOut(browser, asked, 'yes');
    expect(after.body).toContain('Je bent uitgelogd bij Sluis');
    expect((await browser.go(`${world.issuer}/`)).body).not.toContain('ingelogd bij');
  });

  it('says nothing about a sign-in in another browser', async () => {
    await signInAtRegenboog(world, world.browser(), world.reader);
    expect((await world.browser().go(`${world.issuer}/`)).body).not.toContain('ingelogd bij');
  });

  it('shows all services on one page without a search while they are few', async () => {
    const { body } = await world.browser().go(`${world.issuer}/`);
    expect(body).toContain('Rekenrijk Dashboard');
    expect(body).not.toContain('name="q"');
    expect((await world.browser().go(`${world.issuer}/?q=zwijnstein`)).body).toContain('Rekenrijk Dashboard');
  });
});

const numbers = Array.from({ length: 300 }, (_, index) => index + 1);

/** Three hundred services, of which one is blocked. */
function withManyServices(federation: Lists): Lists {
  const [first = {}] = federation['services'] ?? [];
  const more = numbers.map((number) => ({
    ...first,
    id: `verzonnen-${String(number)}`,
    name: `Verzonnen ${String(number).padStart(3, '0')}`,
    description: { nl: number === 217 ? 'Vogels kijken' : 'Iets', en: 'Something' },
    ...(number === 300 ? { blocked: true } : {}),
  }));
  return { ...federation, services: [...(federation['services'] ?? []), ...more] };
}

describe('the front page with three hundred services', () => {
  const namesOn = (page: string): readonly string[] =>
    [...page.matchAll(/<strong>((?:Verzonnen|Leesboom|Rekenrijk)[^<]*)<\/strong>/g)].map(
      ([, name = '']) => name,
    );

  it('has every service that is not blocked on exactly one of its small pages, by name', async () => {
    await during(world, withManyServices, async () => {
      const browser = world.browser();
      const seen: string[] = [];
      let next: string | undefined = `${world.issuer}/`;
      let pages = 0;
      while (next !== undefined) {
        const page = await browser.go(next);
        expect(Buffer.byteLength(page.body)).toBeLessThan(60_000);
        seen.push(...namesOn(page.body));
        pages += 1;
        next = linkOf(page, 'Volgende');
      }
      expect(pages).toBe(16);
      expect(seen).toHaveLength(4 + 299);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen).toEqual(seen.toSorted((one, other) => one.localeCompare(other, 'nl')));
      expect(seen).not.toContain('Verzonnen 300');
    });
  });

  it('finds by name, description and supplier, and keeps the search from page to page and in the other language', async () => {
    await during(world, withManyServices, async () => {
      const browser = world.browser();
      const at = async (path: string) => browser.go(`${world.issuer}${path}`);
      expect(namesOn((await at('/?q=vogels')).body)).toEqual(['Verzonnen 217']);
      expect(namesOn((await at('/?q=verzonnen+042')).body)).toEqual(['Verzonnen 042']);
      expect((await at('/?q=rekenrijk')).body).toContain('2 resultaten gevonden');
      const first = await at('/?q=verzonen');
      expect(first.body).toContain('299 resultaten gevonden');
      const second = await browser.go(linkOf(first, 'Volgende') ?? '');
      expect(second.body).toContain('Bladzijde 2 van 15');
      expect(second.body).toContain('?q=verzonen&amp;page=2&amp;lang=en');
      expect((await at('/?q=zwijnstein')).body).toContain('We vonden geen lesmateriaal met “zwijnstein”.');
    });
  });

  it('shows services whatever page is asked for', async () => {
    await during(world, withManyServices, async () => {
      for (const page of ['0', '-3', '99999', 'NaN', '1e400', '2.5', '', '%00']) {
        const shown = await world.browser().go(`${world.issuer}/?page=${page}`);
        expect(shown.status).toBe(200);
        expect(namesOn(shown.body).length).toBeGreaterThan(0);
      }
    });
  });
});
