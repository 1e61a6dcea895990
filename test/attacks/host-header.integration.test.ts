import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openWorld, type World } from '../../testkit/world/world.ts';

/* A foreign Host header (CWE-644; PortSwigger, "Practical HTTP host header attacks") must get into no address of ours. */

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const foreign: readonly Readonly<Record<string, string>>[] = [
  { Host: 'evil.example' },
  { 'X-Forwarded-Host': 'evil.example' },
  { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
  { Forwarded: 'host=evil.example;proto=https' },
  { 'X-Original-Host': 'evil.example', 'X-Forwarded-Prefix': '/evil' },
];

describe.each(foreign)('a request with %j', (headers) => {
  it('discovery names our own addresses', async () => {
    const { body, text } = await request(world.issuer)
      .get('/.well-known/openid-configuration')
      .set(headers)
      .expect(200);
    expect(text).not.toContain('evil');
    expect(body).toMatchObject({ issuer: world.issuer, token_endpoint: `${world.issuer}/token` });
  });

  it('a login goes on at our own addresses', async () => {
    const visit = await world.reader.begin();
    const answer = await request(world.issuer)
      .get(visit.url.slice(world.issuer.length))
      .set(headers)
      .expect(303);
    expect(JSON.stringify(answer.headers)).not.toContain('evil');
    const page = await request(world.issuer).get('/').set(headers).expect(200);
    expect(page.text).not.toContain('evil');
  });

  it('a whole login ends at the supplier', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const arrived = await world.answerAtRegenboog(
      browser,
      await browser.go(visit.url, headers['Host'] === undefined ? headers : {}),
    );
    expect(arrived.url.href).toContain(world.reader.redirectUri);
  });
});
