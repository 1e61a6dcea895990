import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kadePeople, regenboogPeople, zeelandPeople, type DemoPerson } from '../../demo/people.ts';
import { launchChromium, listenForComplaints } from '../../testkit/actors/chromium.ts';
import { createDemoVisitor, dashboard, practice, reader, valuesOf } from './demo-visits.ts';
import { travel, type Journey } from './journey.ts';
import { prepareDemoPlace, type DemoPlace, type RunningDemo } from './running-demo.ts';

let browser: Browser;
let place: DemoPlace;
let demo: RunningDemo;

beforeAll(async () => {
  [browser, place] = await Promise.all([launchChromium(), prepareDemoPlace()]);
  demo = await place.start();
});
afterAll(async () => {
  await browser.close();
  await place.remove();
});

type Visitor = ReturnType<typeof createDemoVisitor>;

function visit(
  person: DemoPerson,
  story: string,
  language: 'nl' | 'en',
  tell: (visitor: Visitor, journey: Journey) => Promise<void>,
): Promise<void> {
  const options = { story: `demo ${story}`, language, attributeValues: valuesOf(person) };
  return travel(browser, options, (journey) => tell(createDemoVisitor(demo, journey), journey));
}

const sam = personIn(regenboogPeople, 'sam');
const testa = personIn(regenboogPeople, 'testa');
const bo = personIn(kadePeople, 'bo');
const fanta = personIn(kadePeople, 'fanta');
const vin = personIn(zeelandPeople, 'vin');
const dummy = personIn(zeelandPeople, 'dummy');

describe.each(['nl', 'en'] as const)('the demo in %s', { timeout: 120_000 }, (language) => {
  it('brings a pupil from a SAML school to the reader, then to the practice tool by single sign-on', async () => {
    await visit(sam, 'saml pupil', language, async (visitor, journey) => {
      await visitor.start(reader);
      await visitor.chooseSchool('De Regenboog');
      await visitor.signIn('regenboog', sam);
      const atReader = await visitor.received(reader);
      expect(atReader.userinfo).toEqual({ sub: atReader.idToken['sub'], given_name: 'Sam' });

      expect(journey.originsSince()).toContain(demo.originOf('regenboog'));
      await visitor.start(practice);
      const { userinfo, idToken } = await visitor.received(practice);
      expect(journey.originsSince()).toEqual([demo.originOf('rekenrijk'), demo.broker]);
      // no family_name: agreed, asked for, and withheld by the school
      expect(userinfo).toEqual({
        sub: idToken['sub'],
        given_name: 'Sam',
        group: '["groep-5"]',
        school_year: '5',
        birthdate: '2017',
      });
      expect(userinfo['sub']).not.toBe(atReader.userinfo['sub']);
    });
  });

  it('brings a pupil from the Entra-like school to both, with less', async () => {
    await visit(bo, 'entra pupil', language, async (visitor, journey) => {
      await visitor.start(reader);
      await visitor.chooseSchool('De Kade');
      await visitor.signIn('kade', bo);
      const { userinfo } = await visitor.received(reader);
      expect(userinfo).toEqual({ sub: userinfo['sub'], given_name: 'B.' });
      journey.originsSince();
      await visitor.start(practice);
      const atPractice = await visitor.received(practice);
      expect(journey.originsSince()).toEqual([demo.originOf('rekenrijk'), demo.broker]);
      expect(atPractice.userinfo).toEqual({
        sub: atPractice.idToken['sub'],
        given_name: 'B.',
        school_year: '1',
      });
    });
  });

  it('asks a teacher of two schools which one it is, and what counts is the answer', async () => {
    await visit(dummy, 'teacher of two schools', language, async (visitor, { page, arriveAt }) => {
      await visitor.start(reader);
      await visitor.chooseSchool('De Vuurtoren');
      await visitor.signIn('zeeland', dummy);
      await arriveAt(demo.broker, '.choice:has-text("Het Kompas")', 'pick-school');
      await page.click('.choice:has-text("De Vuurtoren")');
      const { userinfo } = await visitor.received(reader);
      expect(Object.keys(userinfo)).toEqual(['sub']);

      await page.click('text=Met een andere school inloggen');
      await visitor.chooseSchool('De Vuurtoren');
      await visitor.signIn('zeeland', dummy);
      await arriveAt(demo.broker, '.choice:has-text("De Vuurtoren")', 'pick-school');
      await page.click('.choice:has-text("Het Kompas")');
      const refused = await visitor.refusal(reader, 'not-switched-on');
      expect(refused).toEqual({
        title: {
          nl: 'Je school heeft Leesboom Lezen niet aangezet',
          en: 'Your school has not switched on Leesboom Lezen',
        }[language],
        told: 'access_denied',
      });
    });
  });

  it('stops a pupil where the agreement has expired, before a sign-in', async () => {
    await visit(vin, 'expired agreement', language, async (visitor) => {
      await visitor.start(practice);
      await visitor.searchSchool('vuurtoren');
      await visitor.chooseSchool('De Vuurtoren');
      expect(await visitor.refusal(practice, 'agreement-expired')).toEqual({
        title: {
          nl: 'Je kunt nu niet naar Rekenrijk Oefenen',
          en: 'You cannot go to Rekenrijk Oefenen now',
        }[language],
        told: 'access_denied',
      });
    });
  });

  it('stops a teacher where the school has not switched the service on', async () => {
    await visit(fanta, 'service not switched on', language, async (visitor) => {
      await visitor.start(reader);
      await visitor.chooseSchool('De Kade');
      await visitor.signIn('kade', fanta);
      // an initial is what the school makes of pupils' names alone
      expect((await visitor.received(reader)).userinfo).toMatchObject({ given_name: 'Fanta' });
      await visitor.start(dashboard);
      expect(await visitor.refusal(dashboard, 'not-switched-on')).toMatchObject({ told: 'access_denied' });
    });
  });

  it('signs a pupil out at the supplier and the broker, and lets the school ask the next one anew', async () => {
    await visit(sam, 'shared tablet', language, async (visitor, { page, arriveAt }) => {
      for (const [school, name, first, next] of [
        ['regenboog', 'De Regenboog', sam, personIn(regenboogPeople, 'pip')],
        ['kade', 'De Kade', bo, personIn(kadePeople, 'lux')],
      ] as const) {
        await visitor.start(reader);
        await visitor.chooseSchool(name);
        await visitor.signIn(school, first);
        await visitor.received(reader);
        await page.click('text=Uitloggen');
        await arriveAt(demo.broker, 'button[name=logout]', 'confirm-sign-out');
        await page.click('button[name=logout]');
        await arriveAt(demo.broker, '.turn', 'signed-out');
        await page.click('.button.primary');
        await visitor.start(reader);
        await visitor.chooseSchool(name);
        await arriveAt(demo.originOf(school), '.asked-anew', 'asked-anew');
        await visitor.signIn(school, next);
        await visitor.received(reader);
        await page.context().clearCookies();
      }
    });
  });

  it('lets somebody turn back at the school, and try again', async () => {
    await visit(testa, 'turned back', language, async (visitor, { page, arriveAt }) => {
      await visitor.start(dashboard);
      await visitor.cancelAtSchool('regenboog');
      await arriveAt(demo.broker, '.scene', 'cancelled');
      await page.click('.choice >> nth=0');
      await visitor.signIn('regenboog', testa);
      const { userinfo, idToken } = await visitor.received(dashboard);
      expect(userinfo).toEqual({
        sub: idToken['sub'],
        given_name: 'Testa',
        family_name: 'Proef',
        email: 'testa.proef@regenboog.invalid',
        school_name: 'Basisschool De Regenboog',
        eduperson_affiliation: '["employee"]',
      });
      expect(idToken).toMatchObject({ given_name: 'Testa', email: userinfo['email'] });
      // agreed about teachers too, and switched on for pupils alone
      await visitor.start(reader);
      expect(Object.keys((await visitor.received(reader)).userinfo)).toEqual(['sub']);
    });
  });
});

describe('the portal for staff', () => {
  it(
    'lets one be the administrator at a click, and see what narrowing an app would do',
    { timeout: 120_000 },
    async () => {
      const context = await browser.newContext({ locale: 'nl-NL' });
      const page = await context.newPage();
      const complaints = listenForComplaints(page);
      await page.goto(demo.originOf('portal'));
      await page.click('button:has-text("Ada Beheer")');
      await page.click('text=Onze apps', { timeout: 60_000 });
      await page.click('text=De Kade');
      await page.click('text=Rekenrijk Oefenen');
      await page.click('a:has-text("Aanpassen")');
      await page.selectOption('select[name="given_name.pupil"]', 'off');
      await page.click('button:has-text("Bekijk wat er verandert")');
      expect(await page.innerText('main')).toContain('Gaat niet meer mee: voornaam.');
      expect(complaints).toEqual([]);
      await context.close();
    },
  );
});

describe('stopping and starting the demo', () => {
  it('leaves no process behind, and keeps who is who', { timeout: 240_000 }, async () => {
    const other = await prepareDemoPlace();
    try {
      const before = await pseudonymOfSam(await other.start(), other);
      const after = await pseudonymOfSam(await other.start(), other);
      expect(after).toBe(before);
    } finally {
      await other.remove();
    }
  });

  async function pseudonymOfSam(running: RunningDemo, at: DemoPlace): Promise<string | undefined> {
    let sub: string | undefined;
    await travel(browser, { story: 'demo again', attributeValues: valuesOf(sam) }, async (journey) => {
      const visitor = createDemoVisitor(running, journey);
      await visitor.start(reader);
      await visitor.chooseSchool('De Regenboog');
      await visitor.signIn('regenboog', sam);
      sub = (await visitor.received(reader)).userinfo['sub'];
    });
    expect((await at.processes()).some((command) => command.includes('postgres'))).toBe(true);
    expect(await running.interrupt()).toBe(0);
    expect(await at.processes()).toEqual([]);
    return sub;
  }
});

function personIn(people: readonly DemoPerson[], id: string): DemoPerson {
  const person = people.find((candidate) => candidate.id === id);
  if (person === undefined) throw new Error(`nobody in the demo is called ${id}`);
  return person;
}
