import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { edit, withMembers, withRecord, type Lists } from '../../testkit/world/change-federation.ts';
import { goToLastSecond, holdClock, passMidnight, releaseClock } from './midnight.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  holdClock();
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  await world.close();
  releaseClock();
});

const older = 'waterland-leesboom';
const newer = 'waterland-leesboom-2';

/** The newer agreement says the same, but for the first name. */
const withNewer =
  (validFrom: string) =>
  (federation: Lists): Lists => {
    const old = federation['agreements']?.find(({ id }) => id === older);
    return withRecord('agreements', { ...old, id: newer, replaces: older, validFrom, annex: [] })(federation);
  };

it('an agreement takes the place of another one at midnight, and never gives it back', async () => {
  await edit(world, withNewer(goToLastSecond().next));
  const browser = world.browser();
  const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
  const tokens = await world.reader.exchange(visit, arrived.url);
  expect(await world.reader.userinfo(tokens)).toHaveProperty('given_name');

  passMidnight();
  expect(Object.keys(await world.reader.userinfo(tokens))).toEqual(['sub']);

  for (const status of ['suspended', 'ended']) {
    await edit(world, withMembers('agreements', newer, { status }));
    await expect(world.reader.userinfo(tokens)).rejects.toThrow();
    const refused = await browser.go((await world.reader.begin()).url);
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('gelden op dit moment niet');
  }
});
