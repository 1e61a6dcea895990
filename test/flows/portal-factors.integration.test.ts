import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createAuthenticator } from '../../testkit/actors/authenticator.ts';
import { appCode } from '../../testkit/actors/authenticator-app.ts';
import type { Arrived } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import {
  acceptAtKade,
  boardParty,
  comeInAtKade,
  confirmed,
  inviteTesta,
  operator,
  askedOfNewPasskey,
  askedOfPasskey,
  roleOf,
  showPasskey,
  signInToPortal,
  takeUp,
} from '../../testkit/world/portal-visits.ts';
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
beforeEach(() =>
  queryDatabase(
    world.databaseUrl,
    'truncate sluis.portal_account, sluis.portal_invitation, sluis.portal_factor, sluis.portal_board_code cascade',
  ),
);

const at = (path: string) => `${world.issuer}${path}`;
const waterland = boardParty('waterland');
const administrator = { roles: [roleOf('administrator', confirmed)] };
const invited = async () => (await world.accounts.invitationsOf(waterland)).length;
const form = { name: 'Nieuw Iemand', email: 'nieuw@kade.example', role: 'reader', signIn: 'school' };
const secretOf = ({ body }: Arrived) =>
  (/class="copied">([A-Z2-7 ]+)</.exec(body)?.[1] ?? '').replaceAll(' ', '');

describe('the first factor', () => {
  it('is made before anything else is shown', async () => {
    const browser = world.browser();
    await acceptAtKade(world, browser, await inviteTesta(world, administrator));
    for (const path of ['/portal', '/portal/account', '/portal/people', '/portal/people/invite']) {
      expect((await browser.go(at(path))).url.pathname, path).toBe('/portal/factors');
    }
    await browser.post(at('/portal/people/invite'), form);
    expect(await invited()).toBe(0);
  });

  it('is not made by whoever has the login of the school alone', async () => {
    await acceptAtKade(world, world.browser(), await inviteTesta(world, administrator));
    const thief = world.browser();
    const page = await signInToPortal(world, thief);
    expect(page.body).toContain('U kunt nu geen sleutel maken');
    const device = createAuthenticator(world.issuer);
    const options = { challenge: 'bWFkZSB1cA', rp: { id: 'localhost' }, user: { id: 'bWFkZSB1cA' } };
    const answer = JSON.stringify(device.register(options));
    expect((await thief.post(at('/portal/factors/passkey'), { name: 'x', answer })).status).toBe(403);
    expect((await thief.go(at('/portal/factors/app'))).status).toBe(403);
  });

  it('may be an app with codes for a reader, and not for an administrator', async () => {
    const reader = world.browser();
    await acceptAtKade(world, reader, await inviteTesta(world));
    const secret = secretOf(await reader.go(at('/portal/factors/app')));
    const wrong = await reader.post(at('/portal/factors/app'), { code: '000000', name: 'Telefoon' });
    expect(wrong.status).toBe(403);
    const again = secretOf(wrong);
    expect(again).not.toBe(secret);
    await reader.post(at('/portal/factors/app'), { code: appCode(again, Date.now()), name: 'Telefoon' });
    expect((await reader.go(at('/portal'))).body).toContain('Dag Testa de Proef');
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_account, sluis.portal_factor cascade');
    const strong = world.browser();
    await acceptAtKade(world, strong, await inviteTesta(world, administrator));
    expect((await strong.go(at('/portal/factors/app'))).body).toContain('een passkey nodig');
  });
});

describe('a change', () => {
  it('needs a factor that was shown a moment ago, and leads on to where somebody wanted to go', async () => {
    const { device } = await comeInAtKade(world, world.browser(), await inviteTesta(world, administrator));
    const browser = world.browser();
    await signInToPortal(world, browser);
    expect((await browser.go(at('/portal/people'))).status).toBe(200);
    expect((await browser.go(at('/portal/people/invite'))).url.pathname).toBe('/portal/factor');
    await browser.post(at('/portal/people/invite'), form);
    expect(await invited()).toBe(0);
    const page = await showPasskey(world, browser, device, '/portal/people/invite');
    expect(page.url.pathname).toBe('/portal/people/invite');
    await browser.post(at('/portal/people/invite'), form);
    expect(await invited()).toBe(1);
  });

  it('is not opened by an answer that was used, of another device, or for another session', async () => {
    const { device } = await comeInAtKade(world, world.browser(), await inviteTesta(world, administrator));
    const browser = world.browser();
    await signInToPortal(world, browser);
    const page = await browser.go(at('/portal/factor'));
    const answer = JSON.stringify(device.answer(askedOfPasskey(page)));
    expect((await browser.post(at('/portal/factor/passkey'), { answer })).url.pathname).toBe('/portal');
    const replayed = await browser.post(at('/portal/factor/passkey'), { answer });
    expect(replayed.status).toBe(403);
    const other = createAuthenticator(world.issuer);
    other.register({ challenge: 'bWFkZSB1cA', rp: { id: 'localhost' }, user: { id: 'bWFkZSB1cA' } });
    const foreign = JSON.stringify(other.answer(askedOfPasskey(await browser.go(at('/portal/factor')))));
    expect((await browser.post(at('/portal/factor/passkey'), { answer: foreign })).status).toBe(403);
    for (const broken of ['', '{}', 'null', '{"id":1}']) {
      expect((await browser.post(at('/portal/factor/passkey'), { answer: broken })).status).toBe(403);
    }
  });

  it.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/portal/../logout', '/authorize'])(
    'never leads on to %s',
    async (to) => {
      const { device } = await comeInAtKade(world, world.browser(), await inviteTesta(world));
      const browser = world.browser();
      await signInToPortal(world, browser);
      const arrived = await showPasskey(world, browser, device, to);
      expect(arrived.url.href).toBe(at('/portal'));
    },
  );

  it('of factors needs one too: they are listed, and not removed', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world));
    const browser = world.browser();
    await signInToPortal(world, browser);
    const page = await browser.go(at('/portal/factors'));
    expect(page.body).toContain('Laat eerst zien dat u het bent');
    expect(page.body).not.toContain('data-passkey="create"');
    for (const path of ['remove', 'recovery-codes']) {
      expect((await browser.post(at(`/portal/factors/${path}`), { factor: 'x' })).status, path).toBe(403);
    }
  });

  it('leaves the last factor where it is', async () => {
    const browser = world.browser();
    await comeInAtKade(world, browser, await inviteTesta(world));
    const [factor] = await queryDatabase(world.databaseUrl, 'select id from sluis.portal_factor');
    const page = await browser.post(at('/portal/factors/remove'), { factor: String(factor?.['id']) });
    expect(page.body).toContain('laatste sleutel kunt u niet verwijderen');
  });
});

describe('recovery codes', () => {
  it('are shown once, ten of them, and rest nowhere', async () => {
    const browser = world.browser();
    await comeInAtKade(world, browser, await inviteTesta(world));
    const page = await browser.post(at('/portal/factors/recovery-codes'), {});
    const codes = [...page.body.matchAll(/<li>([A-Z0-9-]{10,})<\/li>/g)].map(([, code = '']) => code);
    expect(codes).toHaveLength(10);
    expect((await browser.go(at('/portal/factors'))).body).toContain('nog 10 noodcodes');
    const rows = await queryDatabase(
      world.databaseUrl,
      `select row_to_json(f)::text as text from sluis.portal_factor f
        union all select row_to_json(c)::text from sluis.portal_recovery_code c`,
    );
    const rest = JSON.stringify([rows, world.logger.events]);
    for (const code of codes) expect(rest).not.toContain(code);
  });
});

describe('an account that is opened by a passkey', () => {
  const outside = { signIn: 'passkey', roles: [roleOf('data_protection_officer', confirmed)] } as const;

  it('is accepted without a school, and opened by the passkey alone, in another browser too', async () => {
    const first = world.browser();
    const page = await takeUp(world, first, await inviteTesta(world, outside));
    expect(page.url.pathname).toBe('/portal/factors');
    const device = createAuthenticator(world.issuer);
    const answer = JSON.stringify(device.register(askedOfNewPasskey(page)));
    await first.post(at('/portal/factors/passkey'), { name: 'Laptop', answer });
    const browser = world.browser();
    const asks = await browser.go(at('/portal/sign-in/passkey'));
    const signedIn = JSON.stringify(device.answer(askedOfPasskey(asks)));
    const other = world.browser();
    expect((await other.post(at('/portal/sign-in/passkey'), { answer: signedIn })).status).toBe(403);
    const home = await browser.post(at('/portal/sign-in/passkey'), { answer: signedIn });
    expect(home.body).toContain('Dag Testa de Proef');
    expect((await browser.post(at('/portal/sign-in/passkey'), { answer: signedIn })).status).toBe(403);
  });

  it('is not opened by the login of a school', async () => {
    await takeUp(world, world.browser(), await inviteTesta(world, outside));
    expect((await signInToPortal(world, world.browser())).status).toBe(403);
  });
});

describe('the first administrator of a board', () => {
  const unconfirmed = { roles: [roleOf('administrator')] };

  it('is confirmed by the code that only the registered mailbox has', async () => {
    const browser = world.browser();
    const { home } = await comeInAtKade(world, browser, await inviteTesta(world, unconfirmed));
    expect(home.body).toContain('Code van het bestuur');
    expect((await browser.go(at('/portal/people'))).status).toBe(404);
    const code = await world.accounts.newBoardCode(waterland.id, operator);
    const wrong = await browser.post(at('/portal/board-code'), { code: 'AAAA-BBBB-CCCC-DDDD' });
    expect([wrong.status, wrong.body.includes('Deze code klopt niet')]).toEqual([403, true]);
    await browser.post(at('/portal/board-code'), { code: ` ${code.toLowerCase().replaceAll('-', ' ')} ` });
    expect((await browser.go(at('/portal/people'))).status).toBe(200);
    const [event] = await queryDatabase(
      world.databaseUrl,
      `select author from sluis.audit_event where type = 'account.role_confirmed' order by number desc limit 1`,
    );
    expect(event).toEqual({ author: 'board_code' });
  });

  it('is not confirmed after five wrong codes, nor by a code of another board', async () => {
    const browser = world.browser();
    await comeInAtKade(world, browser, await inviteTesta(world, unconfirmed));
    const foreign = await world.accounts.newBoardCode(boardParty('zeeland').id, operator);
    await browser.post(at('/portal/board-code'), { code: foreign });
    const code = await world.accounts.newBoardCode(waterland.id, operator);
    for (let wrong = 0; wrong < 5; wrong += 1) await browser.post(at('/portal/board-code'), { code: 'x' });
    await browser.post(at('/portal/board-code'), { code });
    expect((await browser.go(at('/portal/people'))).status).toBe(404);
  });

  it('is the only one who is: where there is one, that one confirms', async () => {
    await comeInAtKade(world, world.browser(), await inviteTesta(world, administrator));
    await queryDatabase(world.databaseUrl, `update sluis.portal_account set subject = null`);
    const browser = world.browser();
    const { home } = await comeInAtKade(world, browser, await inviteTesta(world, unconfirmed));
    expect(home.body).not.toContain('Code van het bestuur');
    await browser.post(at('/portal/board-code'), {
      code: await world.accounts.newBoardCode(waterland.id, operator),
    });
    expect((await browser.go(at('/portal/people'))).status).toBe(404);
  });
});
