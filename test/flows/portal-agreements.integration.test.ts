import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import { supplierId } from '../../src/domain/ids.ts';
import type { Authenticator } from '../../testkit/actors/authenticator.ts';
import type { Browser } from '../../testkit/actors/browser.ts';
import { required } from '../../testkit/values/ids.ts';
import { edit, withMembers } from '../../testkit/world/change-federation.ts';
import {
  colleague,
  comeInAtKade,
  comeInByPasskey,
  confirmed,
  inviteTesta,
  roleOf,
  showPasskey,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import {
  agreementEvents,
  colleagueAs,
  day,
  hidden,
  id,
  offeredIn,
  page,
  shownText,
  signing,
  storedAgreement,
  storedPolicies,
} from './stored-agreement.ts';
import { saidOn } from './stored-policy.ts';

let world: World;
/** Of the one who signs for the board, with the passkey that was shown there a moment ago. */
let browser: Browser;
let device: Authenticator;
/** Of an administrator, who signs nothing. */
let other: Browser;
/** Something else for each test, so that the records are put back with it. */
let visit = 0;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
    moreEntraUsers: [colleague],
  });
  browser = world.browser();
  const come = await comeInAtKade(world, browser, await inviteTesta(world, { roles: [signer] }));
  device = come.device;
  other = await colleagueAs(world, ['administrator', 'approver']);
});
afterAll(() => world.close());
beforeEach(async () => {
  visit += 1;
  await offered({ breachNoticeHours: visit });
});

const offered = (changes: object = {}) => offeredIn(world, changes);
const at = (path: string) => `${world.issuer}${path}`;
const signer = roleOf('signer', {
  ...confirmed,
  ground: 'bestuurder',
  until: required(calendarDay('2099-01-01')),
});
const stored = () => storedAgreement(world);
const eventsOf = (type: string) => agreementEvents(world, type);

const sign = async (fields: Readonly<Record<string, string>> = {}) => {
  const { body } = await browser.go(at(signing));
  return browser.post(at(signing), { text: hidden(body, 'text'), as: 'bestuurder', ...fields });
};

describe('who may not sign', () => {
  it('is an administrator, who sees the offer and signs nothing', async () => {
    expect(saidOn((await other.go(at(page))).body)).toContain('Dit wacht op wie voor het bestuur tekent.');
    expect((await other.go(at(signing))).status).toBe(404);
    const text = hidden((await browser.go(at(signing))).body, 'text');
    expect((await other.post(at(signing), { text, as: 'bestuurder' })).status).toBe(404);
    expect((await other.post(at(`${page}/acts/refuse`), { reason: 'x', version: '1' })).status).toBe(404);
    expect((await stored()).body.status).toBe('offered');
  });

  it('is the signer of another board, for whom it is not there', async () => {
    await offered({ board: 'zeeland', replaces: 'zeeland-leesboom' });
    for (const path of [page, signing, `${page}/acts/end`, `${page}/receipt`]) {
      expect((await browser.go(at(path))).status, path).toBe(404);
    }
    expect((await browser.post(at(signing), { text: 'a'.repeat(64), as: 'x' })).status).toBe(404);
    expect((await stored()).body.status).toBe('offered');
  });

  it('is a signer whose factor was shown too long ago, and finds the function again after it', async () => {
    const stale = world.browser();
    const text = hidden((await browser.go(at(signing))).body, 'text');
    await signInToPortal(world, stale);
    const asked = await stale.post(at(signing), { text, as: 'voorzitter' });
    expect([asked.url.pathname, asked.url.searchParams.get('to')]).toEqual(['/portal/factor', signing]);
    const form = await showPasskey(world, stale, device, signing);
    expect([form.url.pathname, form.body.includes('value="voorzitter"')]).toEqual([signing, true]);
    expect((await stored()).body.status).toBe('offered');
  });
});

describe('a signature', () => {
  it('is of the very text that was shown, by function and day, and tells both parties the same', async () => {
    expect(saidOn((await browser.go(at('/portal'))).body)).toContain(
      'biedt een overeen\u00adkomst aan voor Leesboom Lezen.',
    );
    const shown = (await browser.go(at(signing))).body;
    for (const text of ['Wordt kleiner', 'Vervalt', 'Leesboom Lezen staat aan bij']) {
      expect(saidOn(shown)).toContain(text);
    }
    const hash = hidden(shown, 'text');
    expect(createHash('sha256').update(shownText(shown)).digest('hex')).toBe(hash);

    const done = await sign();
    expect(done.url.href).toBe(at(`${page}?done=signed`));
    const { body, author, reason } = await stored();
    expect(body).toMatchObject({
      status: 'active',
      signatures: { board: { function: 'bestuurder', on: day(0), text: hash } },
    });
    expect([author.startsWith('portal:'), reason]).toEqual([true, 'signed for the board as bestuurder']);
    expect(JSON.stringify(body)).not.toContain('Testa');
    expect((await eventsOf('agreement.signed')).at(-1)).toMatchObject({
      board: 'waterland',
      record_id: id,
      author,
      reason: hash,
      stated_reason: expect.stringMatching(/^as bestuurder; passkey [0-9a-f-]{36}$/),
    });
    await world.settled();
    expect(saidOn((await browser.go(at('/portal'))).body)).not.toContain('biedt een overeen\u00adkomst aan');

    const receipt = (await browser.go(at(`${page}/receipt`))).body;
    expect(shownText(receipt)).toBe(shownText(shown));
    const leesboom = world.browser();
    const party = { kind: 'supplier', id: required(supplierId('leesboom')) } as const;
    const roles = [roleOf('supplier', confirmed)];
    await comeInByPasskey(
      world,
      leesboom,
      await inviteTesta(world, { party, roles, signIn: 'passkey' }),
      party,
    );
    const same = (await leesboom.go(at(`${page}/receipt`))).body;
    expect(saidOn(shownText(same))).toBe(saidOn(shownText(receipt)));
    expect(same).toContain(hash);
    expect(same).not.toContain('Testa');
    const file = await leesboom.go(at(`${page}/documents/${hash}`));
    expect(createHash('sha256').update(file.body).digest('hex')).toBe(hash);
    expect((await leesboom.go(at(`/portal/agreements/waterland-rekenrijk`))).status).toBe(404);
  });

  it('is not given with a hash of something else', async () => {
    for (const text of ['', 'a'.repeat(64), '../', createHash('sha256').update('ja').digest('hex')]) {
      const answer = await sign({ text });
      expect([answer.status, saidOn(answer.body).includes('veranderd sinds u het las')]).toEqual([409, true]);
    }
    expect((await stored()).body.status).toBe('offered');
  });

  it.each<[string, () => Promise<void>]>([
    ['the offer', () => offered({ breachNoticeHours: 100 + (visit % 50) })],
    [
      'the supplier',
      () =>
        edit(
          world,
          withMembers('suppliers', 'leesboom', {
            subProcessors: [{ name: 'Nieuw BV', purpose: 'x', country: 'NL' }],
          }),
        ),
    ],
  ])('is not given when %s changed after it was shown: the new one is shown', async (_what, change) => {
    const text = hidden((await browser.go(at(signing))).body, 'text');
    await change();
    const answer = await browser.post(at(signing), { text, as: 'bestuurder' });
    expect([answer.status, saidOn(answer.body).includes('Er is niets getekend')]).toEqual([409, true]);
    expect(hidden(answer.body, 'text')).not.toBe(text);
    expect((await stored()).body.status).toBe('offered');
  });

  it('is given once, however often it is sent', async () => {
    const text = hidden((await browser.go(at(signing))).body, 'text');
    const events = (await eventsOf('agreement.signed')).length;
    const answers = await Promise.all(
      [1, 2, 3].map(() => browser.post(at(signing), { text, as: 'bestuurder' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    expect((await eventsOf('agreement.signed')).length).toBe(events + 1);
  });

  it('names no person', async () => {
    for (const wrong of ['', ' ', 'Testa de Proef', 'bestuurder TESTA DE PROEF', 'a'.repeat(101)]) {
      expect((await sign({ as: wrong })).status).toBe(400);
    }
    expect((await stored()).body.status).toBe('offered');
  });
});

describe('what a supplier wrote', () => {
  it('is text on every page, whatever it looks like', async () => {
    const script = '<script>alert(1)</script>';
    await offered({
      model: { kind: 'other', name: script },
      signatures: { supplier: { function: script, on: day(0) } },
    });
    for (const path of [page, signing, '/portal/agreements']) {
      expect((await browser.go(at(path))).body).not.toContain(script);
    }
    expect((await browser.go(at(signing))).body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });
});

describe('an act', () => {
  const act = async (name: string, fields: Readonly<Record<string, string>> = {}) => {
    const path = at(`${page}/acts/${name}`);
    const { body } = await browser.go(path);
    return browser.post(path, { version: hidden(body, 'version'), reason: 'te ruim', ...fields });
  };

  it('gives an offer back, or refuses it without ending what it would replace', async () => {
    expect((await act('give-back')).url.href).toBe(at(`${page}?done=give-back`));
    expect(await stored()).toMatchObject({ reason: 'te ruim', body: { status: 'draft' } });
    await offered({ breachNoticeHours: 160 });
    const shown = saidOn((await browser.go(at(`${page}/acts/refuse`))).body);
    expect(shown).toContain('die u al hebt, blijft gelden.');
    expect(shown).toContain('Voor niemand verandert nu');
    await act('refuse');
    expect((await stored()).body).toMatchObject({ status: 'ended' });
    expect((await stored()).body).not.toHaveProperty('replaces');
    expect((await eventsOf('agreement.refused')).at(-1)).toMatchObject({
      stated_reason: 'te ruim',
      record_id: id,
    });
    await offered({ replaces: undefined, validFrom: day(201), validUntil: day(300) });
    await act('refuse');
    expect((await stored()).body.status).toBe('ended');
  });

  it('suspends, goes on and ends, and says beforehand who stays out where', async () => {
    await sign();
    await world.settled();
    expect(saidOn((await browser.go(at(`${page}/acts/suspend`))).body)).toContain(
      'Niet meer in Leesboom Lezen: leerlingen van',
    );
    await act('suspend');
    expect((await stored()).body.status).toBe('suspended');
    await world.settled();
    expect(saidOn((await browser.go(at(`${page}/acts/resume`))).body)).toContain('Weer in Leesboom Lezen');
    await act('resume');
    expect((await stored()).body.status).toBe('active');
    expect((await act('refuse')).status).toBe(409);
    await act('end');
    expect((await stored()).body.status).toBe('ended');
    expect((await act('resume')).status).toBe(409);
  });

  it('is not done without a reason, on a page of before, or when there is no such act', async () => {
    expect((await act('give-back', { reason: ' ' })).status).toBe(400);
    expect((await act('give-back', { version: '99' })).status).toBe(409);
    expect((await act('delete')).status).toBe(404);
    expect((await stored()).body.status).toBe('offered');
  });
});

it('is among those of the board, what waits first', async () => {
  const body = saidOn((await browser.go(at('/portal/agreements'))).body);
  expect(body.indexOf('Wacht op een handtekening')).toBeLessThan(body.indexOf('Geldt'));
  expect(body).toContain('Rekenrijk');
  expect(body).not.toContain('Zeeland');
});

describe('a service under a signed agreement', () => {
  const switching = '/portal/agreements/waterland-rekenrijk/services/rekenrijk-dashboard';
  const policies = () => storedPolicies(world, 'rekenrijk-dashboard');

  it('is switched on at the chosen schools in one change, by a template, after it was seen', async () => {
    await edit(world, (federation) => ({
      ...federation,
      policies: (federation['policies'] ?? []).filter(({ service }) => service !== 'rekenrijk-dashboard'),
    }));
    expect((await browser.go(at(switching))).status).toBe(404);
    const form = await other.go(at(switching));
    const fields = Object.fromEntries(
      [...form.body.matchAll(/name="(school\.[a-z-]+)"\s+value="(\d+)"/g)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    );
    expect(Object.keys(fields)).toContain('school.de-kade');
    const before = await policies();
    const chosen = { ...fields, template: 'by_name', 'school.de-vuurtoren': '0' };
    for (const wrong of [{ ...fields, template: 'alles' }, { template: 'by_name' }]) {
      expect((await other.post(at(switching), wrong)).status).toBe(400);
    }
    const shown = saidOn((await other.post(at(switching), chosen)).body);
    expect(shown).toContain('Rekenrijk Dashboard kent een leraar van u als een code, met e-mailadres.');
    expect(shown).not.toContain('Vuurtoren');
    expect((await other.post(at(switching), { ...chosen, seen: 'yes', reason: ' ' })).status).toBe(400);
    const stale = { ...chosen, 'school.de-kade': '7', seen: 'yes', reason: 'nieuw' };
    expect((await other.post(at(switching), stale)).status).toBe(409);
    expect(await policies()).toEqual(before);

    const done = await other.post(at(switching), { ...chosen, seen: 'yes', reason: 'nieuw schooljaar' });
    expect(done.url.href).toBe(at(`${switching}?done`));
    expect(saidOn(done.body)).toContain('Staat aan');
    const after = (await policies()).filter(({ reason }) => reason === 'nieuw schooljaar');
    expect(after.map(({ id: policy }) => policy)).toEqual(
      Object.keys(fields)
        .map((name) => `${name.slice('school.'.length)}/rekenrijk-dashboard`)
        .toSorted(),
    );
    expect(after[0]?.['body']).toMatchObject({
      enabled: true,
      claims: [{ name: 'email', affiliations: ['teacher'] }],
    });
    const again = await other.post(at(switching), { ...chosen, seen: 'yes', reason: 'nog eens' });
    expect(again.status).toBe(400);
  });
});
