import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { attributeStatementXml, authnStatementXml, instant } from '../../testkit/actors/saml-school.ts';
import type { Received } from '../../testkit/actors/supplier.ts';
import { openWorld, pip, type World } from '../../testkit/world/world.ts';

/* A school that says how long its sign-in is good for (SAML core 2.7.2, SessionNotOnOrAfter). */

const now = Date.UTC(2027, 2, 1, 9);
const seconds = 300;

let world: World;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  await world.close();
  vi.useRealTimers();
});

/** The statements of an answer about Pip, with the end of the session at the school. */
function statementsUntil(millis: number): string {
  const question = { entityId: '', audience: '', assertionConsumer: '', requestId: '', now };
  const ends = `SessionNotOnOrAfter="${instant(millis)}"`;
  const statement = authnStatementXml(question).replace(/(SessionIndex="[^"]*")/, `$1 ${ends}`);
  return statement + attributeStatementXml(pip);
}

const userinfo = ({ tokens }: Received): Promise<Response> =>
  fetch(`${world.issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });

describe('a session that the school’s login bounds', () => {
  it('ends then, with its tokens, which never said that they would live longer', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const atSchool = await browser.go(visit.url);
    const statements = statementsUntil(now + seconds * 1000);
    const arrived = await world.answerAtRegenboog(browser, atSchool, { statements });
    const received = await world.reader.receive(visit, arrived.url);
    expect(received.tokens.expires_in).toBeLessThanOrEqual(seconds);
    expect(Number(received.idToken['exp']) * 1000).toBeLessThanOrEqual(now + seconds * 1000);
    expect((await userinfo(received)).status).toBe(200);

    vi.setSystemTime(now + (seconds + 1) * 1000);
    expect((await userinfo(received)).status).toBe(401);
    const silent = await browser.go((await world.reader.begin({ prompt: 'none' })).url);
    expect(silent.url.searchParams.get('error')).toBe('login_required');
    // the library's own session lives on; a hint at the person of before is no error, but a reason to sign in
    const id_token_hint = received.tokens.id_token ?? '';
    const hinted = await world.reader.begin({ login_hint: 'school:de-regenboog', id_token_hint });
    const question = world.questionAt(await browser.go(hinted.url));
    expect(question.xml).toContain('AuthnRequest');
  });
});
