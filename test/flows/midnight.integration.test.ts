import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RefusalReason } from '../../src/domain/release.ts';
import { operatorAgreement } from '../../testkit/federation/schools.ts';
import { during, withMembers, withRecord, type Lists } from '../../testkit/world/change-federation.ts';
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

/** What ends or begins with a day. */
type Change = (days: { readonly last: string; readonly next: string }) => (federation: Lists) => Lists;
const access = { school: 'de-regenboog', service: 'leesboom-reader' };
const regenboog = (members: object) => withMembers('idps', 'regenboog-saml', members);
const agreement = (members: object) => withMembers('agreements', 'waterland-leesboom', members);
const withOperator = (members: object) =>
  withMembers('boards', 'waterland', { operatorAgreement: { ...operatorAgreement, ...members } });
const licence = (from: string, until: string) =>
  withRecord('access', { ...access, licence: { from, until } });

describe('when a day ends in Amsterdam', () => {
  it.each<[RefusalReason, Change]>([
    ['agreement_expired', ({ last }) => agreement({ validUntil: last })],
    ['idp_not_in_force', ({ last }) => regenboog({ validUntil: last })],
    ['operator_agreement_not_in_force', ({ last }) => withOperator({ validUntil: last })],
    ['licence_expired', ({ last }) => licence(last, last)],
    ['school_closed', ({ next }) => withMembers('schools', 'de-regenboog', { closed: { on: next } })],
  ])(
    '%s: what was let through in the last second is not in the next, without a restart',
    async (_reason, change) => {
      await during(world, change(goToLastSecond()), async () => {
        const browser = world.browser();
        const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader);
        const tokens = await world.reader.exchange(visit, arrived.url);
        expect(await world.reader.userinfo(tokens)).toHaveProperty('given_name', 'Pip');

        passMidnight();
        await expect(world.reader.userinfo(tokens)).rejects.toThrow();
        expect((await browser.go((await world.reader.begin()).url)).status).toBe(403);
      });
    },
  );

  it.each<[RefusalReason, Change]>([
    ['agreement_not_yet_valid', ({ next }) => agreement({ validFrom: next })],
    ['idp_not_in_force', ({ next }) => regenboog({ validFrom: next })],
    ['operator_agreement_not_in_force', ({ next }) => withOperator({ validFrom: next })],
    ['licence_not_yet_valid', ({ next }) => licence(next, next)],
  ])('%s: what begins the next day begins with its first second', async (_reason, change) => {
    await during(world, change(goToLastSecond()), async () => {
      const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
      const browser = world.browser();
      const before = await browser.go(visit.url);
      const refused = before.status === 403 ? before : await world.answerAtRegenboog(browser, before);
      expect(refused.status).toBe(403);

      passMidnight();
      const { visit: second, arrived } = await signInAtRegenboog(world, world.browser(), world.reader);
      expect((await world.reader.receive(second, arrived.url)).userinfo).toHaveProperty('given_name', 'Pip');
    });
  });
});
