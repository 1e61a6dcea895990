import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually } from '../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { during, withMembers, withRecord, type Lists } from '../../testkit/world/change-federation.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { withoutErrorIds } from '../../testkit/pages/printed.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const withPolicy =
  (school: string, service: string, enabled: boolean) =>
  (federation: Lists): Lists => ({
    ...federation,
    policies: (federation['policies'] ?? []).map((policy) =>
      policy['school'] === school && policy['service'] === service ? { ...policy, enabled } : policy,
    ),
  });

/** The edit, and De Vuurtoren has no policy for the reader. */
const withoutPolicy =
  (edit: (federation: Lists) => Lists) =>
  (federation: Lists): Lists =>
    edit({
      ...federation,
      policies: (federation['policies'] ?? []).filter(
        ({ school, service }) => school !== 'de-vuurtoren' || service !== 'leesboom-reader',
      ),
    });

async function openChooser(service = world.reader, wishes: Readonly<Record<string, string>> = {}) {
  const browser = world.browser();
  const chooser = await browser.go((await service.begin(wishes)).url);
  return {
    browser,
    chooser,
    search: async (query: string) =>
      (await browser.go(`${chooser.url.href}/schools?${new URLSearchParams({ q: query }).toString()}`)).body,
    choose: (school: string) => browser.go(`${chooser.url.href}/school/${school}`),
  };
}

const offered = (page: string): readonly string[] =>
  [...page.matchAll(/<strong>([^<]+)<\/strong>\s*<span>/g)].map(([, name = '']) => name);
const textOf = (page: string): string =>
  withoutErrorIds(page)
    .replaceAll(/<[^>]*>|\s+/g, ' ')
    .replaceAll(/ +/g, ' ');

describe('a school whose agreement has expired', () => {
  it('is not offered as taking part', async () => {
    const { chooser } = await openChooser();
    expect(offered(chooser.body)).toEqual(['College De Kade', 'De Regenboog']);
  });

  it('is found below the schools that take part, and says that the board can arrange it', async () => {
    const { search } = await openChooser();
    const page = await search('vuurtoren');
    expect(textOf(page)).toContain('1 school gevonden, maar die doet niet mee');
    expect(textOf(page)).toContain('Het bestuur van de school kan dat regelen.');
    const all = await search('de');
    expect(offered(all).indexOf('De Vuurtoren')).toBeGreaterThan(offered(all).indexOf('De Regenboog'));
  });

  it('has a page that says so, without a visit to the school and without the state of the agreement', async () => {
    const { choose } = await openChooser();
    const refused = await choose('de-vuurtoren');
    expect(refused.status).toBe(403);
    expect(refused.url.origin).toBe(world.issuer);
    const text = textOf(refused.body);
    expect(text).toContain('Het bestuur van De Vuurtoren en Uitgeverij Leesboom hebben nu geen afspraken');
    expect(text).toContain('Het bestuur van je school');
    expect(text).not.toMatch(/afgelopen|verlopen|opgeschort/);
  });

  it('looks the same in every state of the agreement: expired, suspended, later, about another service, or none', async () => {
    const seen = new Set<string>();
    const agreement = (members: object) => withMembers('agreements', 'zeeland-leesboom', members);
    const edits = [
      agreement({ validUntil: '2026-01-01' }),
      agreement({ status: 'suspended', validUntil: '2090-01-01' }),
      agreement({ status: 'draft' }),
      agreement({ validFrom: '2090-01-01', validUntil: '2091-01-01' }),
      withoutPolicy(
        agreement({ services: [{ service: 'leesboom-app', affiliations: ['pupil'] }], annex: [] }),
      ),
      withoutPolicy((federation) => ({
        ...federation,
        agreements: (federation['agreements'] ?? []).filter(({ id }) => id !== 'zeeland-leesboom'),
      })),
    ];
    for (const edit of edits) {
      await during(world, edit, async () => {
        const { choose, search } = await openChooser();
        seen.add(textOf((await choose('de-vuurtoren')).body) + textOf(await search('vuurtoren')));
      });
    }
    expect(seen.size).toBe(1);
  });

  it('has the exact reason in the audit trail, and the login goes on once there is an agreement', async () => {
    const { choose, browser } = await openChooser();
    const refused = await choose('de-vuurtoren');
    await eventually(async () => {
      const [row] = await queryDatabase(
        world.databaseUrl,
        `select reason, school, service from sluis.audit_event where type = 'login.refused' order by at desc limit 1`,
      );
      expect(row).toEqual({
        reason: 'agreement_expired',
        school: 'de-vuurtoren',
        service: 'leesboom-reader',
      });
    }, 3_000);
    await during(
      world,
      withMembers('agreements', 'zeeland-leesboom', { validUntil: '2090-01-01' }),
      async () => {
        const page = await browser.go(refused.url.href);
        expect(page.body).toContain('https://zee.example/sso');
      },
    );
  });
});

describe('a school that has not switched the service on', () => {
  it('is found, and says in both languages that the school can arrange it', async () => {
    const dutch = await openChooser(world.practice);
    expect(offered(dutch.chooser.body)).not.toContain('College De Kade');
    expect(textOf(await dutch.search('kade'))).toContain(
      'Staat hier nu niet aan. De school kan dat regelen.',
    );
    const english = await openChooser(world.practice, { ui_locales: 'en' });
    expect(textOf(await english.search('kade'))).toContain(
      'Not switched on here now. The school can arrange that.',
    );
  });

  it('has a page that says so, from which another school can be chosen', async () => {
    const { choose } = await openChooser(world.practice);
    const refused = await choose('de-kade');
    expect(refused.status).toBe(403);
    expect(textOf(refused.body)).toContain('Bij je school staat Rekenrijk Oefenen nu niet aan');
    expect(refused.body).toContain('/schools');
  });

  it('is offered as soon as the school switches it on', async () => {
    await during(world, withPolicy('de-kade', 'rekenrijk-practice', true), async () => {
      const { chooser } = await openChooser(world.practice);
      expect(offered(chooser.body)).toContain('College De Kade');
    });
  });

  it('is remembered on the device, with the same note', async () => {
    const { browser, choose } = await openChooser(world.practice);
    await choose('de-kade');
    const later = await browser.go((await world.practice.begin()).url);
    const [, remembered = ''] = /<section class="remembered">(.*?)<\/section>/s.exec(later.body) ?? [];
    expect(textOf(remembered)).toContain('College De Kade');
    expect(textOf(remembered)).toContain('Staat hier nu niet aan.');
  });
});

describe('a school whose licence is over', () => {
  const licence = (from: string, until: string) =>
    withRecord('access', {
      school: 'de-regenboog',
      service: 'leesboom-reader',
      licence: { from, until },
    });

  it('is not offered, and looks like one that has not switched the service on, also when the licence begins later', async () => {
    const seen = new Set<string>();
    const edits = [
      licence('2026-01-01', '2026-01-31'),
      licence('2090-01-01', '2090-01-31'),
      withPolicy('de-regenboog', 'leesboom-reader', false),
    ];
    for (const edit of edits) {
      await during(world, edit, async () => {
        const { chooser, choose, search } = await openChooser();
        expect(offered(chooser.body)).toEqual(['College De Kade']);
        const refused = await choose('de-regenboog');
        expect(refused.status).toBe(403);
        seen.add(textOf(refused.body) + textOf(await search('regenboog')));
      });
    }
    expect([...seen]).toEqual([expect.stringContaining('Bij je school staat Leesboom Lezen nu niet aan')]);
  });
});

describe('a school at which nobody can sign in', () => {
  const withoutIdp = (federation: Lists): Lists => ({
    ...federation,
    idps: (federation['idps'] ?? []).filter(({ id }) => id !== 'regenboog-saml'),
  });

  it.each<[string, (federation: Lists) => Lists]>([
    ['is switched off', withMembers('idps', 'regenboog-saml', { disabled: true })],
    ['is past its last day', withMembers('idps', 'regenboog-saml', { validUntil: '2026-01-01' })],
    ['is not there', withoutIdp],
  ])('is not offered, is found and says so when its identity provider %s', async (_what, edit) => {
    await during(world, edit, async () => {
      const { chooser, choose, search } = await openChooser();
      expect(offered(chooser.body)).toEqual(['College De Kade']);
      expect(textOf(await search('regenboog'))).toContain(
        'Inloggen staat hier nu niet aan. De school kan dat regelen.',
      );
      const refused = await choose('de-regenboog');
      expect(refused.status).toBe(403);
      expect(textOf(refused.body)).toContain('Je kunt nu niet inloggen bij je school');
    });
  });
});

describe('the address of a school that does not take part', () => {
  it('answers with an error page when there is no such school', async () => {
    const { browser, chooser } = await openChooser();
    const page = await browser.go(`${chooser.url.href}/school/nowhere/not-taking-part`);
    expect(page.status).toBe(400);
    expect(page.body).toContain('We kennen deze school niet');
  });

  it('needs the cookie of the login', async () => {
    const { chooser } = await openChooser();
    const page = await world.browser().go(`${chooser.url.href}/school/de-vuurtoren/not-taking-part`);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.body).not.toContain('Vuurtoren');
  });
});

describe('a closed school', () => {
  it('is not found', async () => {
    const closed = withMembers('schools', 'de-vuurtoren', { closed: { on: '2026-01-01' } });
    await during(world, closed, async () => {
      const { search } = await openChooser();
      expect(await search('vuurtoren')).toContain('We vonden geen school');
    });
  });
});
