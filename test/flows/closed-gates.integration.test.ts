import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RefusalReason } from '../../src/domain/release.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { during, withMembers, withRecord, type Lists } from '../../testkit/world/change-federation.ts';
import { signInAtRegenboog, signOn } from '../../testkit/world/sign-in.ts';
import { operatorAgreement } from '../../testkit/federation/schools.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

type Edit = (federation: Lists) => Lists;
const past = '2026-01-01';
const future = '2090-01-01';
const closedSchool = withMembers('schools', 'de-regenboog', { closed: { on: past } });
const agreedWith = (operatorAgreement: unknown): Edit =>
  withMembers('boards', 'waterland', { operatorAgreement });
const agreementEnded = agreedWith({ ...operatorAgreement, validUntil: past });
const noWord = 'nu niet inloggen via je school';
const disabledIdp = withMembers('idps', 'regenboog-saml', { disabled: true });
const blocked = withMembers('services', 'leesboom-reader', { blocked: true });
const rule = (members: object): Edit =>
  withRecord('access', { school: 'de-regenboog', service: 'leesboom-reader', ...members });
/** What the audit trail says about refusals, the newest first. */
async function newestRefusal(): Promise<unknown> {
  const rows = await queryDatabase(
    world.databaseUrl,
    `select reason from sluis.audit_event where type in ('login.refused', 'login.rejected') order by at desc limit 1`,
  );
  return rows[0];
}

const expectAudit = (reason: RefusalReason) =>
  eventually(async () => {
    expect(await newestRefusal()).toEqual({ reason });
  }, 3_000);

describe('a gate that closed before anybody signs in', () => {
  it.each<[RefusalReason, Edit, string]>([
    ['school_closed', closedSchool, 'De Regenboog is gesloten'],
    ['operator_agreement_not_in_force', agreedWith('none'), noWord],
    ['operator_agreement_not_in_force', agreementEnded, noWord],
    [
      'operator_agreement_not_in_force',
      agreedWith({ ...operatorAgreement, validFrom: future, validUntil: '2091-01-01' }),
      noWord,
    ],
    [
      'operator_agreement_not_in_force',
      agreedWith({ ...operatorAgreement, covers: ['login', 'ledger', 'portal'] }),
      noWord,
    ],
    ['idp_not_in_force', disabledIdp, 'Deze manier van inloggen staat uit'],
    ['idp_not_in_force', withMembers('idps', 'regenboog-saml', { validFrom: future }), 'manier van inloggen'],
    ['idp_not_in_force', withMembers('idps', 'regenboog-saml', { validUntil: past }), 'manier van inloggen'],
    ['service_blocked', blocked, 'Leesboom Lezen staat nu uit'],
  ])('%s: sends nobody to the school', async (reason, edit, title) => {
    await during(world, edit, async () => {
      const browser = world.browser();
      const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
      const refused = await browser.go(visit.url);
      expect(refused.status).toBe(403);
      expect(refused.body).toContain(title);
      await expectAudit(reason);
      expect((await browser.go(refused.url.href)).status).toBe(403);

      const [transaction = ''] = /\/login\/[^/]+/.exec(refused.url.pathname) ?? [];
      const back = await browser.go(`${refused.url.origin}${transaction}/not-available`);
      expect(back.url.searchParams.get('error')).toBe('access_denied');
    });
  });

  it('goes on by itself when it has opened again', async () => {
    const browser = world.browser();
    let address = '';
    await during(world, disabledIdp, async () => {
      const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
      address = (await browser.go(visit.url)).url.href;
    });
    expect((await browser.go(address)).url.origin).toBe('https://regenboog.example');
  });

  it('is not offered: neither the school, nor the IdP when there is another one', async () => {
    const reader = async () => (await world.browser().go((await world.reader.begin()).url)).body;
    expect(await reader()).toContain('De Regenboog');
    await during(world, closedSchool, async () => {
      expect(await reader()).not.toContain('De Regenboog');
    });
  });

  it('is looked up, where the board has no agreement with the operator: with whose turn it is, and no more', async () => {
    const seen = new Set<string>();
    for (const edit of [agreementEnded, agreedWith('none')]) {
      await during(world, edit, async () => {
        const browser = world.browser();
        const chooser = await browser.go((await world.reader.begin()).url);
        expect(chooser.body).not.toContain('De Regenboog');
        const found = await browser.go(`${chooser.url.href}/schools?q=regenboog`);
        expect(found.body).toContain('Er zijn nu geen afspraken met Sluis.');
        expect(found.body).not.toMatch(/afgelopen|verlopen/);
        seen.add(/<li[\s>][\s\S]*?<\/li>/.exec(found.body)?.[0].replaceAll(/href="[^"]*"/g, '') ?? '');
      });
    }
    expect([...seen]).toEqual([expect.stringContaining('De Regenboog')]);
  });

  it('cannot be gone around by an address that was kept', async () => {
    const browser = world.browser();
    const chooser = await browser.go((await world.reader.begin()).url);
    const kept = `${chooser.url.href}/school/de-regenboog/idp/regenboog-saml`;
    for (const [edit, title] of [
      [disabledIdp, 'manier van inloggen'],
      [agreementEnded, noWord],
      [closedSchool, 'is gesloten'],
      [blocked, 'staat nu uit'],
    ] as const) {
      await during(world, edit, async () => {
        expect((await browser.go(kept)).body).toContain(title);
      });
    }
  });

  it('leads to the school that a closed one goes on in', async () => {
    const edit = withMembers('schools', 'de-regenboog', { closed: { on: past, successor: 'de-kade' } });
    await during(world, edit, async () => {
      world.entra.signInAs('vera');
      const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
      const arrived = await world.browser().go(visit.url);
      expect(arrived.url.href).toContain(world.reader.redirectUri);
    });
  });
});

describe('a gate that closes while somebody is at school', () => {
  it.each<[RefusalReason, Edit, string]>([
    ['idp_not_in_force', disabledIdp, 'manier van inloggen'],
    ['operator_agreement_not_in_force', agreementEnded, noWord],
    ['school_closed', closedSchool, 'is gesloten'],
    ['service_blocked', blocked, 'staat nu uit'],
  ])('%s: the answer gives no session', async (reason, edit, title) => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const atSchool = await browser.go(visit.url);
    await during(world, edit, async () => {
      const refused = await world.answerAtRegenboog(browser, atSchool);
      expect(refused.status).toBe(403);
      expect(refused.body).toContain(title);
      await expectAudit(reason);
    });
    const silent = await browser.go((await world.reader.begin({ prompt: 'none' })).url);
    expect(silent.url.searchParams.get('error')).toBe('login_required');
  });
});

describe('a gate that closes in a running session', () => {
  it.each<[RefusalReason, Edit]>([
    ['school_closed', closedSchool],
    ['operator_agreement_not_in_force', agreementEnded],
    ['operator_agreement_not_in_force', agreedWith('none')],
    ['idp_not_in_force', disabledIdp],
    ['service_blocked', blocked],
    ['affiliation_not_in_access', rule({ affiliations: ['teacher'] })],
    ['group_not_in_access', rule({ groups: ['groep-8'] })],
    ['licence_expired', rule({ licence: { from: past, until: past } })],
  ])('%s: nothing leaves any more, at userinfo and for a code', async (reason, edit) => {
    const browser = world.browser();
    const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
    const tokens = await world.reader.exchange(visit, arrived.url);
    const waiting = await world.reader.begin();
    const code = await browser.go(waiting.url);
    await during(world, edit, async () => {
      await expect(world.reader.userinfo(tokens)).rejects.toThrow();
      await expect(world.reader.exchange(waiting, code.url)).rejects.toMatchObject({
        error: 'invalid_grant',
      });
      const next = await browser.go((await world.reader.begin()).url);
      expect(next.status).toBe(403);
      await expectAudit(reason);
    });
    expect((await signOn(browser, world.reader)).userinfo).toHaveProperty('given_name', 'Pip');
  });
});

describe('an access rule', () => {
  const withYear = [...pip, ['school_year', ['5']]] as const;

  it.each<[RefusalReason, Edit, string]>([
    ['affiliation_not_in_access', rule({ affiliations: ['teacher'] }), 'niet voor jou aangezet'],
    ['year_not_in_access', rule({ years: ['4', '6'] }), 'niet aan voor jouw leerjaar'],
    ['group_not_in_access', rule({ groups: ['groep-6'] }), 'niet aan voor jouw klas'],
    ['licence_not_yet_valid', rule({ licence: { from: future, until: future } }), 'Je kunt nog niet naar'],
    ['licence_expired', rule({ licence: { from: past, until: past } }), 'Je kunt niet meer naar'],
  ])('%s: shows its page without a word of who the pupil is', async (reason, edit, title) => {
    await during(world, edit, async () => {
      const browser = world.browser();
      const { arrived } = await signInAtRegenboog(world, browser, world.reader, { attributes: withYear });
      expect(arrived.status).toBe(403);
      expect(arrived.body).toContain(title);
      expect(arrived.body).not.toMatch(/Pip|Voorbeeld|groep-5|plusklas/);
      await expectAudit(reason);
    });
  });

  it('refuses a pupil of whom the school does not tell the year, and lets teachers in', async () => {
    await during(world, rule({ years: ['5'] }), async () => {
      const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
      expect(arrived.body).toContain('We weten niet in welk leerjaar je zit');
      await expectAudit('year_not_supplied');
      const teacher = pip.map(([name, values]) =>
        name === 'eduPersonAffiliation' ? ([name, ['employee']] as const) : ([name, values] as const),
      );
      const { visit, arrived: back } = await signInAtRegenboog(world, world.browser(), world.reader, {
        attributes: teacher,
      });
      expect((await world.reader.receive(visit, back.url)).userinfo).toHaveProperty('sub');
    });
  });

  it.each([
    ['groups.link', [['http://schemas.microsoft.com/claims/groups.link', ['https://graph.example']]]],
    ['no groups at all', []],
  ] as const)('refuses a pupil whose groups the school left out: %s', async (_what, instead) => {
    await during(world, rule({ groups: ['groep-5'] }), async () => {
      const others = pip.filter(([, values]) => !values.some((value) => value.startsWith('groep-')));
      expect(others.length).toBeLessThan(pip.length);
      const attributes = [...others, ...instead];
      const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader, { attributes });
      expect(arrived.status).toBe(403);
      expect(arrived.body).toContain('We weten niet in welke klas of groep je zit');
      await expectAudit('group_not_supplied');
    });
  });

  it('lets in whom it names, and releases nothing of what it asks for', async () => {
    const edit = rule({ affiliations: ['pupil'], years: ['5'], groups: ['plusklas'] });
    await during(world, edit, async () => {
      const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader, {
        attributes: withYear,
      });
      const received = await world.reader.receive(visit, arrived.url);
      expect(Object.keys(received.userinfo).sort()).toEqual(['given_name', 'sub']);
    });
  });

  it('made after somebody signed in asks them to sign in again, and then lets them in', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader, { attributes: withYear });
    await during(world, rule({ years: ['5'] }), async () => {
      const visit = await world.reader.begin();
      const refused = await browser.go(visit.url);
      expect(refused.body).toContain('Log in met je eigen account');
      const atSchool = await browser.go(`${refused.url.href}/school/de-regenboog`);
      const arrived = await world.answerAtRegenboog(browser, atSchool, { attributes: withYear });
      expect((await world.reader.receive(visit, arrived.url)).userinfo).toHaveProperty('given_name', 'Pip');
    });
  });
});
