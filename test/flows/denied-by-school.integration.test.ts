import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(() => world.close());

const uri = 'urn:oasis:names:tc:SAML:2.0:status:';
/** As AD FS sends it where an access control policy does not hold. */
const requestDenied = {
  status: `<samlp:StatusCode Value="${uri}Responder"><samlp:StatusCode Value="${uri}RequestDenied"></samlp:StatusCode></samlp:StatusCode>`,
  signed: 'none',
  editResponse: (xml: string) => xml.replace(/<saml:Assertion .*<\/saml:Assertion>/s, ''),
} as const;

function expectDeniedPage({ status, body }: Arrived): void {
  expect(status).toBe(403);
  expect(body).toContain('<h1>Je school laat je hier niet door</h1>');
  expect(body).toContain('Wie kan dit oplossen?');
  expect(body).toMatch(/class="error-id/);
  expect(body).not.toContain('Je bent gestopt');
  // the only link on is a new start: none leads to the same answer at once
  expect(body).not.toMatch(/href="\/login\/[\w-]+\/school\//);
}

async function asksAnew(browser: Browser): Promise<boolean> {
  const sent = await browser.cookies.getCookies(world.issuer);
  return sent.some(({ key, value }) => key === 'ask_anew' && value === 'sign_in_failed');
}

describe('a school that does not let somebody on', () => {
  it('is not read as a person who stopped: SAML', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const page = await world.answerAtRegenboog(browser, await browser.go(visit.url), requestDenied);
    expectDeniedPage(page);
    expect(await asksAnew(browser)).toBe(true);
  });

  it('is asked anew the next time, and shows the same page again without sending anybody round', async () => {
    const browser = world.browser();
    const visit = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    await world.answerAtRegenboog(browser, await browser.go(visit.url), requestDenied);
    const again = await world.reader.begin({ login_hint: 'school:de-regenboog' });
    const atSchool = await browser.go(again.url);
    expect(atSchool.url.origin).toBe('https://regenboog.example');
    expectDeniedPage(await world.answerAtRegenboog(browser, atSchool, requestDenied));
  });

  it('is not read as a person who stopped: OpenID Connect', async () => {
    const browser = world.browser();
    world.entra.refuseWith('access_denied', 'AADSTS50105: not assigned to a role: j.kanarie@kade.example');
    const visit = await world.reader.begin({ login_hint: 'school:de-kade' });
    const page = await browser.go(visit.url);
    world.entra.signInAs(undefined);
    expectDeniedPage(page);
    expect(page.body).not.toMatch(/AADSTS|kanarie/);
    expect(await asksAnew(browser)).toBe(true);
  });
});
