import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../src/domain/clock.ts';
import { nameIdOf, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

const works = 'Inloggen bij deze school werkt: anderen zijn het afgelopen kwartier ingelogd.';
const fails = /Inloggen bij deze school lukt nu niet: sinds \d{1,2}:\d\d is het bij niemand gelukt\./;
const withoutAffiliation = pip.filter(([name]) => name !== 'eduPersonAffiliation');
const quarter = 15 * 60_000;

let offset = 0;
let world: World;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    clock: { now: () => systemClock.now() + offset },
  });
});
/** What was seen before is over. */
beforeEach(() => {
  offset += quarter + 60_000;
});
afterAll(() => world.close());

/** What is known is the same for a minute. */
const minuteLater = (): void => {
  offset += 60_000;
};

async function signInAs(names: readonly string[], attributes = pip): Promise<string> {
  let page = '';
  for (const name of names) {
    const wishes = { nameId: nameIdOf(name), attributes };
    page = (await signInAtRegenboog(world, world.browser(), world.reader, wishes)).arrived.body;
  }
  return page;
}

const pupils = (most: number, from = 1): readonly string[] =>
  Array.from({ length: most }, (_, index) => `pupil-${String(from + index)}`);
const pageOfSomebodyWhoFails = () => signInAs(['somebody'], withoutAffiliation);

describe('what a page says of sign-ins at the school', { timeout: 120_000 }, () => {
  it('is nothing after 19 people, and that they work after 20; no number, and in both languages', async () => {
    await signInAs(pupils(19));
    await signInAs(pupils(19));
    expect(await pageOfSomebodyWhoFails()).not.toContain(works);
    minuteLater();
    await signInAs(pupils(1, 20));
    const page = await pageOfSomebodyWhoFails();
    expect(page).toContain(works);
    expect(page).toContain('Signing in at this school works: others');
    const elsewhere = await world.browser().go((await world.reader.begin()).url);
    expect(elsewhere.body).not.toContain(works);
  });

  it('is nothing after failures that a stranger makes up', async () => {
    const told = '<samlp:StatusMessage>no</samlp:StatusMessage>';
    const responder = `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"></samlp:StatusCode>${told}`;
    for (const name of pupils(25)) {
      for (const wishes of [
        { signature: { key: world.zee.key } },
        { signed: 'none', status: responder },
        { issuedAt: '2001-01-01T00:00:00Z' },
      ] as const) {
        const nameId = nameIdOf(name);
        const attributes = withoutAffiliation;
        await signInAtRegenboog(world, world.browser(), world.reader, { nameId, attributes, ...wishes });
      }
    }
    const page = await pageOfSomebodyWhoFails();
    expect(page).toContain('We weten niet of je leerling of leraar bent');
    expect(page).not.toMatch(fails);
    expect(page).not.toContain(works);
  });

  it('is nothing after one account fails again and again', async () => {
    for (let time = 0; time < 25; time += 1) await pageOfSomebodyWhoFails();
    expect(await pageOfSomebodyWhoFails()).not.toMatch(fails);
  });

  it('is that they fail after 20 people whom the school’s login signed, until the first who gets in', async () => {
    expect(await signInAs(pupils(19), withoutAffiliation)).not.toMatch(fails);
    minuteLater();
    await signInAs(pupils(1, 20), withoutAffiliation);
    await eventually(async () => {
      offset += 20_000;
      expect(await pageOfSomebodyWhoFails()).toMatch(fails);
    });
    await signInAs(['pip']);
    expect(await pageOfSomebodyWhoFails()).not.toMatch(fails);
  });

  it('names nobody in the log and the metrics', async () => {
    const { text } = await request(world.issuer).get('/metrics');
    expect(text + JSON.stringify(world.logger.events)).not.toContain('pupil-');
  });
});
