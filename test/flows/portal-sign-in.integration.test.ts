import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { oneRequest } from '../../testkit/actors/one-request.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  comeInAtKade,
  boardParty,
  inviteTesta,
  operator,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';
import { signInAtKade } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

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
const newestReason = async () =>
  (
    await queryDatabase(
      world.databaseUrl,
      `select reason from sluis.audit_event where type = 'account.sign_in_refused' order by number desc limit 1`,
    )
  )[0]?.['reason'];

describe('the portal', () => {
  it('shows nothing of an account to whoever is not signed in', async () => {
    for (const path of ['/portal', '/portal/account']) {
      const arrived = await world.browser().go(at(path));
      expect(arrived.url.pathname, path).toBe('/portal/sign-in');
      expect(arrived.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('lets in whoever has an account at the board of the school, and shows what is known of them', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const browser = world.browser();
    expect((await signInToPortal(world, browser)).url.pathname).toBe('/portal');
    const own = await browser.go(at('/portal/account'));
    for (const word of ['Testa de Proef', 'testa@kade.example', 'Meelezer']) {
      expect(own.body.replaceAll('<wbr />', '')).toContain(word);
    }
    expect(own.headers.get('cache-control')).toBe('no-store');
  });

  it('lets in nobody without an account, and says whose turn it is', async () => {
    const refused = await signInToPortal(world, world.browser());
    expect([refused.status, refused.body.includes('Vraag de beheerder')]).toEqual([403, true]);
    expect(await newestReason()).toBe('noAccount');
  });

  it('lets in no pupil', async () => {
    expect((await signInToPortal(world, world.browser(), 'vera')).status).toBe(403);
  });

  it('has no account of another board for the same login', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    await queryDatabase(world.databaseUrl, `update sluis.portal_account set party_id = 'zeeland'`);
    const refused = await signInToPortal(world, world.browser());
    expect(refused.status).toBe(403);
  });

  it('is not opened by a session that runs: the school is asked anew', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const classroom = world.browser();
    await signInAtKade(world, classroom, world.practice, 'docent');
    const chooser = await classroom.go(at('/portal/sign-in/school'));
    expect(chooser.url.pathname).toMatch(/^\/login\//);
    expect((await classroom.go(at('/portal'))).url.pathname).toBe('/portal/sign-in');
  });

  it('is not opened by a session that runs where somebody takes the wish for a new sign-in out of the address', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const classroom = world.browser();
    await signInAtKade(world, classroom, world.practice, 'docent');
    const edited = (await oneRequest(classroom, at('/portal/sign-in/school'))).to;
    expect(edited.searchParams.get('prompt')).toBe('login');
    for (const name of ['prompt', 'max_age']) edited.searchParams.delete(name);
    const arrived = await classroom.go(edited.href);
    expect(arrived.url.pathname).toBe('/portal/signed-in');
    expect(arrived.body).toContain('Begin opnieuw');
    expect((await classroom.go(at('/portal'))).url.pathname).toBe('/portal/sign-in');
  });

  it('takes an answer in the browser that began, once, and from this broker alone', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const browser = world.browser();
    for (const query of ['', '?code=x', '?code=x&state=y&iss=z', '?error=login_required']) {
      const lost = await browser.go(at(`/portal/signed-in${query}`));
      expect(lost.body, query).toContain('Begin opnieuw');
    }
    expect((await signInToPortal(world, browser)).url.pathname).toBe('/portal');
  });

  it('keeps its cookie apart: signing out here leaves the session at the broker, and the other way round', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const browser = world.browser();
    await signInToPortal(world, browser);
    expect((await browser.post(at('/portal/sign-out'), {})).body).toContain('U bent uitgelogd');
    expect((await browser.go(at('/portal'))).url.pathname).toBe('/portal/sign-in');
    expect((await browser.go(at('/'))).body).toContain('College De Kade');
  });

  it('ends no session for a form of another site', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const browser = world.browser();
    await signInToPortal(world, browser);
    expect((await browser.postFromOtherSite(at('/portal/sign-out'), {})).status).toBe(403);
    expect((await browser.go(at('/portal'))).url.pathname).toBe('/portal');
  });

  it('knows a person as the account is now: one that is erased is out at the next click', async () => {
    const browser = world.browser();
    await comeInAtKade(world, browser, await inviteTesta(world));
    const account = required((await world.accounts.accountsOf(boardParty('waterland')))[0]);
    expect((await browser.go(at('/portal'))).url.pathname).toBe('/portal');
    expect(await world.accounts.erase(account, operator, 'left')).toBe(true);
    expect((await browser.go(at('/portal'))).url.pathname).toBe('/portal/sign-in');
  });

  it('gets a new session at each sign-in: one that somebody planted is worth nothing', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const browser = world.browser();
    const planted = randomBytes(32).toString('base64url');
    await browser.cookies.setCookie(`portal_session=${planted}; Path=/`, world.issuer);
    await signInToPortal(world, browser);
    const cookies = await browser.cookies.getCookies(world.issuer);
    expect(cookies.find(({ key }) => key === 'portal_session')?.value).not.toBe(planted);
    const thief = world.browser();
    await thief.cookies.setCookie(`portal_session=${planted}; Path=/`, world.issuer);
    expect((await thief.go(at('/portal'))).url.pathname).toBe('/portal/sign-in');
  });

  it('is a service to which nothing is released, whoever speaks for it at the token endpoint', async () => {
    const browser = world.browser();
    const verifier = randomBytes(32).toString('base64url');
    const query = new URLSearchParams({
      client_id: 'sluis-portal',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: at('/portal/signed-in'),
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      login_hint: 'school:de-kade',
      state: 'made-up',
    });
    world.entra.signInAs('docent');
    const arrived = await browser.go(at(`/authorize?${query.toString()}`));
    const code = arrived.url.searchParams.get('code') ?? '';
    expect(code).not.toBe('');
    const answer = await fetch(at('/token'), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'sluis-portal',
        redirect_uri: at('/portal/signed-in'),
        code,
        code_verifier: verifier,
      }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: 'invalid_grant' });
    const written = await queryDatabase(
      world.databaseUrl,
      `select 1 from sluis.disclosure where service = 'sluis-portal'`,
    );
    expect(written).toEqual([]);
  });

  it('is not among the services of the front page', async () => {
    expect((await world.browser().go(at('/'))).body).not.toContain('Schoolportaal');
  });
});
