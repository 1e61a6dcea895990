import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { oneRequest } from '../../testkit/actors/one-request.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { chooseRegenboog, goToRegenboog, teacherWith } from '../../testkit/world/acceptances.ts';
import { boardParty, inviteTesta, takeUp } from '../../testkit/world/portal-visits.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/* Somebody has an invitation that is not theirs, and wants its roles to act; or wants to learn an address. */

let world: World;
beforeAll(async () => {
  world = await openWorld({
    postgresUrl: inject('postgres18Url'),
    redisUrl: inject('redisUrl'),
    portal: true,
  });
});
afterAll(() => world.close());
beforeEach(() => queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_invitation'));

const at = (path: string) => `${world.issuer}${path}`;
const victim = 'juf.noor@regenboog.example';
const thief = 'meester.bas@regenboog.example';
const asVictim = teacherWith([victim], { name: 'noor' });
const asThief = teacherWith([thief], { name: 'bas' });
const invite = (email: string) => inviteTesta(world, { email });

const reasons = async () =>
  (
    await queryDatabase(
      world.databaseUrl,
      `select reason from sluis.audit_event where type = 'account.accepted' order by number`,
    )
  ).map(({ reason }) => reason);
const newestReason = async () => (await reasons()).at(-1);
const acting = async () =>
  (await world.accounts.accountsOf(boardParty('waterland'))).flatMap(({ roles }) =>
    roles.filter(({ confirmedAt }) => confirmedAt !== undefined),
  );

/** The request with which the portal sends a browser to the broker, that took up this invitation. */
async function requestOf(browser: Browser, secret: string): Promise<URL> {
  await takeUp(world, browser, secret);
  return (await oneRequest(browser, at('/portal/invitation/taken?school'))).to;
}

describe('whoever has the invitation of somebody else', () => {
  it('does not accept it with the answer that the invited person gave in another browser', async () => {
    const own = world.browser();
    const request = await requestOf(own, await invite(victim));
    const victims = world.browser();
    const chooser = await victims.go(request.href);
    const lured = await world.answerAtRegenboog(
      victims,
      await chooseRegenboog(world, victims, chooser),
      asVictim,
    );
    // their browser waits for nothing
    expect(lured.body).toContain('Begin opnieuw');

    const onwards = await chooseRegenboog(world, own, await own.go(request.href));
    const arrived = await world.answerAtRegenboog(own, onwards, asThief);
    expect(arrived.url.pathname).toBe('/portal/factors');
    expect(await newestReason()).toBe('address_differs');
    expect(await acting()).toEqual([]);
  });

  it('does not do so either where their own login asserts nothing', async () => {
    const own = world.browser();
    const request = await requestOf(own, await invite(victim));
    const victims = world.browser();
    const chooser = await victims.go(request.href);
    await world.answerAtRegenboog(victims, await chooseRegenboog(world, victims, chooser), asVictim);
    await signInAtRegenboog(world, own, world.dashboard, asThief);
    const edited = new URL(request);
    edited.searchParams.delete('prompt');
    const arrived = await own.go(edited.href);
    expect(arrived.url.pathname).toBe('/portal/factors');
    expect(await newestReason()).toBe('address_absent');
    expect(await acting()).toEqual([]);
  });

  it('does not accept it with a sign-in that was begun for an own invitation', async () => {
    const browser = world.browser();
    const [own, foreign] = [await invite(thief), await invite(victim)];
    await takeUp(world, browser, foreign);
    await takeUp(world, browser, own);
    const atSchool = await goToRegenboog(world, browser);
    await browser.go(at(`/portal/invitation/${foreign}`));
    const arrived = await world.answerAtRegenboog(browser, atSchool, asThief);
    expect([arrived.status, arrived.body.includes('Deze uitnodiging werkt niet')]).toEqual([404, true]);
    expect(await acting()).toEqual([]);
  });

  it('does not accept it with a session of the broker that runs', async () => {
    const browser = world.browser();
    const secret = await invite(victim);
    await takeUp(world, browser, secret);
    await signInAtRegenboog(world, browser, world.dashboard, asVictim);
    const request = (await oneRequest(browser, at('/portal/invitation/taken?school'))).to;
    request.searchParams.delete('prompt');
    const arrived = await browser.go(request.href);
    expect(arrived.body).toContain('Begin opnieuw');
    expect(await world.accounts.accountsOf(boardParty('waterland'))).toEqual([]);
  });

  it('gets nothing of an answer that comes again', async () => {
    const browser = world.browser();
    await takeUp(world, browser, await invite(victim));
    const form = world.answerFormAtRegenboog(await goToRegenboog(world, browser), asVictim);
    const arrived = await browser.postFromOtherSite(form.action, form.fields);
    expect(arrived.url.pathname).toBe('/portal/factors');
    expect(await newestReason()).toBe('address_same');
    const before = await reasons();
    await takeUp(world, browser, await invite('iemand@regenboog.example'));
    await browser.go(at('/portal/invitation/taken?school'));
    await browser.postFromOtherSite(form.action, form.fields);
    expect(await reasons()).toEqual(before);
    expect(await acting()).toHaveLength(1);
  });
});

describe('a supplier', () => {
  it('has nothing compared, with the challenge of an acceptance either', async () => {
    const browser = world.browser();
    const request = await requestOf(browser, await invite(victim));
    const query = new URLSearchParams({
      client_id: 'leesboom-reader',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'https://reader.leesboom.example/callback',
      state: 'made-up',
      nonce: 'made-up',
      code_challenge: request.searchParams.get('code_challenge') ?? '',
      code_challenge_method: 'S256',
      login_hint: 'school:de-regenboog',
    });
    const atSchool = await browser.go(at(`/authorize?${query.toString()}`));
    const back = await world.answerAtRegenboog(browser, atSchool, asVictim);
    expect(back.url.origin).toBe('https://reader.leesboom.example');
    expect([...back.url.searchParams.keys()].sort()).toEqual(['code', 'iss', 'state']);

    // the same person, in the session that this began: the portal knows of no answer to its own request
    request.searchParams.delete('prompt');
    expect((await browser.go(request.href)).url.pathname).toBe('/portal/factors');
    expect(await newestReason()).toBe('address_absent');
  });
});
