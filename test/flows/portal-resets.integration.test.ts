import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthenticator } from '../../testkit/actors/authenticator.ts';
import type { Arrived, Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import {
  askedOfNewPasskey,
  operator,
  showPasskey,
  signInToPortal,
} from '../../testkit/world/portal-visits.ts';
import type { World } from '../../testkit/world/world.ts';
import { day, minute, openResettingWorld, waterland, type SomebodyIn } from './resetting.ts';

const { world: openedWorld, at, pass, signedInAs, ask, confirm } = openResettingWorld();
let world: World;
beforeAll(() => {
  world = openedWorld();
});
const resets = () =>
  queryDatabase(
    world.databaseUrl,
    'select account, confirmed_at is not null as confirmed from sluis.portal_factor_reset',
  );
const hasSigned = ({ url }: Arrived) => url.pathname !== '/portal/sign-in';

describe('a reset of factors', () => {
  it('is not asked for by a reader', async () => {
    const reader = await signedInAs('docent', 'reader');
    const other = await signedInAs('collega', 'reader');
    expect((await ask(reader, other)).status).toBe(404);
    expect((await confirm(reader, other)).status).toBe(404);
    expect(await resets()).toEqual([]);
  });

  it('is not asked for by a stranger, nor with a factor that was shown long ago', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const other = await signedInAs('collega', 'reader');
    const stranger = { ...administrator, browser: world.browser() };
    expect(hasSigned(await ask(stranger, other))).toBe(false);
    const late = world.browser();
    await signInToPortal(world, late);
    expect((await ask({ ...administrator, browser: late }, other)).url.pathname).toBe('/portal/factor');
    expect(await resets()).toEqual([]);
  });

  it('is not of oneself', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const page = await ask(administrator, administrator);
    expect([page.status, page.body.includes('Uw eigen sleutels stelt u niet opnieuw in')]).toEqual([
      403,
      true,
    ]);
    expect((await administrator.browser.go(at('/portal/people'))).body).not.toContain('/portal/people/reset');
    expect(await resets()).toEqual([]);
  });

  it('is not of somebody with a role that one could not grant', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const approver = await signedInAs('collega', 'approver');
    expect((await ask(administrator, approver)).status).toBe(403);
    expect((await administrator.browser.go(at('/portal/people'))).body).not.toContain('/portal/people/reset');
    expect(await resets()).toEqual([]);
  });

  it('of another board does not exist', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const other = await signedInAs('collega', 'reader');
    await queryDatabase(
      world.databaseUrl,
      `update sluis.portal_account set party_id = 'zeeland' where id = '${other.id}'`,
    );
    expect((await ask(administrator, other)).status).toBe(404);
    expect((await confirm(administrator, other)).status).toBe(404);
    for (const account of ['', 'x', 'no-account']) {
      expect((await administrator.browser.post(at('/portal/people/reset'), { account })).status).toBe(404);
    }
    expect(await resets()).toEqual([]);
  });

  it('is asked for with a reason, once, and kept in the trail', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const other = await signedInAs('collega', 'reader');
    for (const reason of ['', '  ', 'x'.repeat(201)]) {
      expect((await ask(administrator, other, reason)).status).toBe(403);
    }
    expect(await resets()).toEqual([]);
    expect((await ask(administrator, other)).body).toContain('Gevraagd door docent');
    const again = await ask(administrator, other);
    expect([again.status, again.body.includes('Dit is al gevraagd')]).toEqual([403, true]);
    const events = await queryDatabase(
      world.databaseUrl,
      `select author, record_id, stated_reason from sluis.audit_event where type = 'factor.reset_requested'
        and record_id = '${other.id}'`,
    );
    expect(events).toEqual([
      { author: `portal:${administrator.id}`, record_id: other.id, stated_reason: 'telefoon kwijt' },
    ]);
  });

  it('takes two people', async () => {
    const administrator = await signedInAs('docent', 'administrator');
    const other = await signedInAs('collega', 'reader');
    expect((await confirm(administrator, other)).status).toBe(403);
    const page = await ask(administrator, other);
    expect(page.body).toContain('Een ander moet dit bevestigen');
    expect(page.body).not.toContain('/portal/people/confirm-reset');
    const same = await confirm(administrator, other);
    expect([same.status, same.body.includes('U hebt dit zelf gevraagd')]).toEqual([403, true]);
    expect((await confirm(other, other)).status).toBe(404);
    expect(await resets()).toEqual([{ account: other.id, confirmed: false }]);
    expect((await other.browser.go(at('/portal'))).body).toContain('Gevraagd door docent');
  });

  it('is not confirmed once whoever asked may not ask any more, and somebody else asks anew at once', async () => {
    const first = await signedInAs('docent', 'administrator', 'reader');
    const second = await signedInAs('vriend', 'administrator');
    const other = await signedInAs('collega', 'reader');
    await ask(first, other);
    const withdrawn = { account: first.id, role: 'administrator', version: '1', reason: 'weg' };
    await second.browser.post(at('/portal/people/withdraw'), withdrawn);
    expect((await second.browser.go(at('/portal/people'))).body).toContain(
      'Wie dit vroeg, mag dat niet meer',
    );
    expect((await confirm(second, other)).status).toBe(403);
    const all = await world.accounts.accountsOf(waterland);
    const account = required(all.find(({ id }) => id === first.id));
    await world.accounts.erase(account, operator, 'weg');
    expect((await confirm(second, other)).status).toBe(403);
    expect(await resets()).toEqual([{ account: other.id, confirmed: false }]);
    expect((await ask(second, other)).body).toContain('Gevraagd door vriend');
    expect((await ask(second, other)).body).toContain('Dit is al gevraagd');
  });

  it('ends all sessions, and after a day the old passkey too; then a first factor is made', async () => {
    const first = await signedInAs('docent', 'administrator');
    const second = await signedInAs('vriend', 'administrator');
    const other = await signedInAs('collega', 'reader');
    await ask(first, other);
    expect(hasSigned(await other.browser.go(at('/portal')))).toBe(true);
    await pass(1_000);
    expect((await second.browser.go(at('/portal/people'))).body).toContain('/portal/people/confirm-reset');
    expect((await confirm(second, other)).body).toContain('De sleutels van collega worden opnieuw ingesteld');
    expect(hasSigned(await other.browser.go(at('/portal')))).toBe(false);
    await pass(day - minute);
    const waits = world.browser();
    expect((await signInToPortal(world, waits, 'collega')).body).toContain(
      'Uw sleutels worden opnieuw ingesteld',
    );
    expect((await waits.go(at('/portal/factors'))).body).not.toContain('data-passkey="create"');
    await pass(minute);
    expect(hasSigned(await waits.go(at('/portal')))).toBe(false);
    const browser = world.browser();
    const page = await signInToPortal(world, browser, 'collega');
    expect(page.url.pathname).toBe('/portal/factors');
    const challenge = { challenge: askedOfNewPasskey(page).challenge, rpId: 'localhost' };
    const old = JSON.stringify(other.device.answer(challenge));
    expect((await browser.post(at('/portal/factor/passkey'), { answer: old })).status).toBe(403);
    const device = createAuthenticator(world.issuer);
    const fresh = await browser.go(at('/portal/factors'));
    const answer = JSON.stringify(device.register(askedOfNewPasskey(fresh)));
    await browser.post(at('/portal/factors/passkey'), { name: 'Nieuw', answer });
    expect((await browser.go(at('/portal'))).body).toContain('Dag collega');
  });

  it.each(['requested', 'confirmed'])(
    'is called off by a factor of the account when it was %s',
    async (stage) => {
      const first = await signedInAs('docent', 'administrator');
      const second = await signedInAs('vriend', 'administrator');
      const other = await signedInAs('collega', 'reader');
      await ask(first, other);
      await pass(1_000);
      if (stage === 'confirmed') await confirm(second, other);
      const thief = world.browser();
      await signInToPortal(world, thief, 'collega');
      expect((await thief.post(at('/portal/factors/call-off'), {})).url.pathname).toBe('/portal/factor');
      await second.browser.post(at('/portal/factors/call-off'), {});
      expect(await resets()).toHaveLength(1);
      await showPasskey(world, thief, other.device);
      const home = await thief.post(at('/portal/factors/call-off'), {});
      expect(home.body).not.toContain('Tegenhouden');
      expect(await resets()).toEqual([]);
      expect((await confirm(second, other)).body).toContain('Er is niets te bevestigen');
    },
  );
});

describe('a recovery code', () => {
  async function withCodes(): Promise<{ readonly owner: SomebodyIn; readonly code: string }> {
    const owner = await signedInAs('collega', 'administrator');
    const page = await owner.browser.post(at('/portal/factors/recovery-codes'), {});
    return { owner, code: /<li>([A-Z0-9-]{10,})<\/li>/.exec(page.body)?.[1] ?? '' };
  }
  const use = (browser: Browser, code: string) => browser.post(at('/portal/factor/recovery-code'), { code });

  it('is nobody’s who is not signed in, and no other word is one', async () => {
    const { code } = await withCodes();
    expect(hasSigned(await use(world.browser(), code))).toBe(false);
    const browser = world.browser();
    await signInToPortal(world, browser, 'collega');
    for (const wrong of ['', 'x', '0000-0000-0000-0000']) {
      expect((await use(browser, wrong)).status).toBe(403);
    }
  });

  it('opens nothing but, a day later, the page that adds a factor', async () => {
    const { owner, code } = await withCodes();
    const browser = world.browser();
    await signInToPortal(world, browser, 'collega');
    expect((await browser.go(at('/portal/factor'))).body).toContain('Ik ben mijn sleutels kwijt');
    const used = await use(browser, code);
    expect([used.status, used.body.includes('De noodcode is gebruikt')]).toEqual([200, true]);
    expect((await use(browser, code)).status).toBe(403);
    const shut = async () => {
      expect((await browser.go(at('/portal/people/invite'))).url.pathname).toBe('/portal/factor');
      for (const path of ['recovery-codes', 'remove']) {
        expect((await browser.post(at(`/portal/factors/${path}`), { factor: 'x' })).status).toBe(403);
      }
    };
    await shut();
    expect((await browser.go(at('/portal/factors'))).body).not.toContain('data-passkey="create"');
    expect((await owner.browser.go(at('/portal'))).body).toContain('Er is een noodcode van u gebruikt');
    await pass(day);
    await signInToPortal(world, browser, 'collega');
    await shut();
    expect((await browser.go(at('/portal/factors'))).body).toContain('data-passkey="create"');
  });
});

describe('a board with one administrator', () => {
  it('is warned, and one with two is not', async () => {
    const first = await signedInAs('docent', 'administrator');
    const reader = await signedInAs('collega', 'reader');
    expect((await first.browser.go(at('/portal'))).body).toContain('Er is één beheerder');
    expect((await reader.browser.go(at('/portal'))).body).not.toContain('Er is één beheerder');
    await signedInAs('vriend', 'administrator');
    expect((await first.browser.go(at('/portal'))).body).not.toContain('Er is één beheerder');
  });
});
