import { decodeJwt } from 'jose';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Arrived } from '../../testkit/actors/browser.ts';
import { during, withClient } from '../../testkit/world/change-federation.ts';
import { signInAtKade, signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, secrets, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const sentence = /max_age is for services .* client\.signInTime/;
const told = withClient('leesboom-reader', { signInTime: true });
const secondsAgo = (seconds: number): number => Math.floor(Date.now() / 1000) - seconds;
const instant = (seconds: number): { readonly authnInstant: string } => ({
  authnInstant: new Date(seconds * 1000).toISOString(),
});
const answerOf = ({ url }: Arrived) => ({
  error: url.searchParams.get('error'),
  description: url.searchParams.get('error_description'),
});
const refused = { error: 'invalid_request', description: expect.stringMatching(sentence) };

describe('a service that is not registered for the time of the sign-in', () => {
  it.each(['0', '1', '86400', '-1', 'x', ' '])('is refused max_age=%j, signed in or not', async (max_age) => {
    const browser = world.browser();
    const { url } = await world.reader.begin({ max_age });
    expect(answerOf(await browser.go(url)).error).toBe('invalid_request');
    await signInAtRegenboog(world, browser, world.reader);
    const again = await browser.go((await world.reader.begin({ max_age })).url);
    expect(answerOf(again).error).toBe('invalid_request');
    expect(again.url.searchParams.has('code')).toBe(false);
  });

  it.each(['0', '3600'])('is told why, also with prompt=none: max_age=%s', async (max_age) => {
    const { url } = await world.reader.begin({ max_age, prompt: 'none' });
    expect(answerOf(await world.browser().go(url))).toEqual(refused);
  });

  it.each(['0', '3600'])('is refused max_age=%s at /par already', async (max_age) => {
    const fields = new URL((await world.practice.begin({ max_age })).url).searchParams;
    const answer = await request(world.issuer)
      .post('/par')
      .type('form')
      .send({ ...Object.fromEntries(fields), client_secret: secrets.TEST_PRACTICE_SECRET })
      .expect(400);
    expect(answer.body).toMatchObject({ error: 'invalid_request', error_description: refused.description });
  });

  it('cannot hand max_age in by a request object, or beside a pushed request', async () => {
    const object = `eyJhbGciOiJub25lIn0.${Buffer.from('{"max_age":1}').toString('base64url')}.`;
    const { url } = await world.reader.begin({ request: object });
    expect(answerOf(await world.browser().go(url)).error).toBe('request_not_supported');
    world.entra.signInAs('docent');
    const pushed = await world.dashboard.begin();
    const arrived = await world.browser().go(`${pushed.url}&max_age=0`);
    expect(answerOf(arrived).error).toBe('invalid_request');
  });

  it('gets an empty max_age ignored, as RFC 6749 (3.1) has it', async () => {
    const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader, {}, { max_age: '' });
    expect(arrived.url.searchParams.has('code')).toBe(true);
  });

  it('may ask for a new sign-in by prompt=login, and is not told when that was', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const again = await signInAtRegenboog(world, browser, world.reader, {}, { prompt: 'login' });
    const { tokens, userinfo } = await world.reader.receive(again.visit, again.arrived.url);
    expect(tokens.claims()).not.toHaveProperty('auth_time');
    expect(userinfo).not.toHaveProperty('auth_time');
  });

  it('is not told by a pushed request with prompt=login either', async () => {
    const wish = { prompt: 'login' };
    const { visit, arrived } = await signInAtKade(world, world.browser(), world.dashboard, 'docent', wish);
    const { idToken } = await world.dashboard.receive(visit, arrived.url);
    expect(idToken).not.toHaveProperty('auth_time');
  });

  it('is not told what it asks for by claims, scope or acr_values', async () => {
    const claims = JSON.stringify({ id_token: { auth_time: { essential: true } } });
    const wishes = { claims, acr_values: 'urn:any' };
    const { visit, arrived } = await signInAtRegenboog(world, world.browser(), world.reader, {}, wishes);
    expect((await world.reader.exchange(visit, arrived.url)).claims()).not.toHaveProperty('auth_time');
  });
});

describe('a service that is registered for the time of the sign-in', () => {
  it('gets auth_time always, exact and the IdP’s own', async () => {
    await during(world, told, async () => {
      const then = secondsAgo(120);
      const browser = world.browser();
      const first = await signInAtRegenboog(world, browser, world.reader, instant(then));
      expect((await world.reader.exchange(first.visit, first.arrived.url)).claims()?.auth_time).toBe(then);
      const again = await world.reader.begin({ max_age: '3600' });
      const tokens = await world.reader.exchange(again, (await browser.go(again.url)).url, 3600);
      expect(tokens.claims()?.auth_time).toBe(then);
      const other = await world.practice.begin();
      const elsewhere = await world.practice.exchange(other, (await browser.go(other.url)).url);
      expect(elsewhere.claims()).not.toHaveProperty('auth_time');
    });
  });

  it('gets a new one with max_age=0', async () => {
    await during(world, told, async () => {
      const browser = world.browser();
      await signInAtRegenboog(world, browser, world.reader, instant(secondsAgo(120)));
      const before = secondsAgo(0);
      const { visit, arrived } = await signInAtRegenboog(world, browser, world.reader, {}, { max_age: '0' });
      const tokens = await world.reader.exchange(visit, arrived.url, 60);
      expect(tokens.claims()?.auth_time).toBeGreaterThanOrEqual(before);
    });
  });

  it('gets login_required where the school proves no sign-in that is new enough', async () => {
    await during(world, told, async () => {
      const wishes = instant(secondsAgo(7_200));
      const asked = { max_age: '60' };
      const { arrived } = await signInAtRegenboog(world, world.browser(), world.reader, wishes, asked);
      expect(answerOf(arrived).error).toBe('login_required');
    });
  });

  it('gets it no more from the moment that it is no longer registered so, and no error either', async () => {
    const browser = world.browser();
    let code: Awaited<ReturnType<typeof signInAtRegenboog>> | undefined;
    await during(world, told, async () => {
      code = await signInAtRegenboog(world, browser, world.reader, {}, { prompt: 'login' });
    });
    const answer = await request(world.issuer)
      .post('/token')
      .type('form')
      .auth('leesboom-reader', secrets.TEST_READER_SECRET)
      .send({
        grant_type: 'authorization_code',
        code: code?.arrived.url.searchParams.get('code') ?? '',
        redirect_uri: world.reader.redirectUri,
        code_verifier: code?.visit.codeVerifier,
      })
      .expect(200);
    expect(decodeJwt(answer.body.id_token)).not.toHaveProperty('auth_time');
  });
});
