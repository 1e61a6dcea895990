import { beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from '../../testkit/actors/browser.ts';
import { queryDatabase } from '../../testkit/services/postgres.ts';
import { required } from '../../testkit/values/ids.ts';
import { askedOfPasskey, signInToPortal } from '../../testkit/world/portal-visits.ts';
import type { World } from '../../testkit/world/world.ts';
import { day, minute, openResettingWorld, type SomebodyIn } from './resetting.ts';

const { world: openedWorld, at, pass, signedInAs, ask } = openResettingWorld();
let world: World;
beforeAll(() => {
  world = openedWorld();
});
const hour = 60 * minute;

describe('people who are together', () => {
  const together = { together: 'yes' } as const;
  const askTogether = ({ browser }: SomebodyIn, { id: account }: SomebodyIn) =>
    browser.post(at('/portal/people/reset'), { account, reason: 'telefoon kwijt', ...together });
  const confirmTogether = ({ browser }: SomebodyIn, { id: account }: SomebodyIn) =>
    browser.post(at('/portal/people/confirm-reset'), { account, ...together });
  const join = (browser: Browser) => browser.post(at('/portal/factors/join-reset'), {});
  const waits = async () => {
    const [row] = await queryDatabase(
      world.databaseUrl,
      'select extract(epoch from opens_at - confirmed_at)::int as seconds from sluis.portal_factor_reset',
    );
    return Number(row?.['seconds']) * 1000;
  };
  async function three() {
    const first = await signedInAs('docent', 'administrator');
    const second = await signedInAs('vriend', 'administrator');
    const other = await signedInAs('collega', 'reader');
    return { first, second, other };
  }

  it('wait an hour, where all three say so, each in a session of that moment', async () => {
    const { first, second, other } = await three();
    expect((await first.browser.go(at('/portal/people'))).body).toContain('Wij zitten nu bij elkaar');
    expect((await askTogether(first, other)).body).toContain('kan dat bij Vandaag ook zeggen');
    expect((await second.browser.go(at('/portal/people'))).body).not.toContain('Ik zit er ook bij');
    const browser = world.browser();
    await pass(1_000);
    expect((await signInToPortal(world, browser, 'collega')).body).toContain('Ja, wij zitten bij elkaar');
    expect((await join(browser)).body).toContain('U zei dat u bij elkaar zit');
    expect((await second.browser.go(at('/portal/people'))).body).toContain('Ik zit er ook bij');
    await confirmTogether(second, other);
    expect(await waits()).toBe(hour);
    const trail = await queryDatabase(
      world.databaseUrl,
      `select type, author, reason from sluis.audit_event where record_id = '${other.id}'
        and type like 'factor.reset_%' order by number`,
    );
    expect(trail).toEqual([
      { type: 'factor.reset_requested', author: `portal:${first.id}`, reason: 'in_presence' },
      { type: 'factor.reset_joined', author: `portal:${other.id}`, reason: null },
      { type: 'factor.reset_confirmed', author: `portal:${second.id}`, reason: 'in_presence' },
    ]);
  });

  it('wait a day, where the account itself does not say so, or in a session that ran before', async () => {
    const { first, second, other } = await three();
    await pass(1_000);
    await askTogether(first, other);
    // made by an acceptance, and from before the request
    expect((await other.browser.go(at('/portal'))).body).toContain('en opnieuw in via uw school');
    await join(other.browser);
    await confirmTogether(second, other);
    expect(await waits()).toBe(day);
  });

  it('wait a day, where the account says so in a session that its passkey began', async () => {
    const { first, second, other } = await three();
    await askTogether(first, other);
    await pass(1_000);
    const browser = world.browser();
    const asks = await browser.go(at('/portal/sign-in/passkey'));
    const answer = JSON.stringify(other.device.answer(askedOfPasskey(asks)));
    expect((await browser.post(at('/portal/sign-in/passkey'), { answer })).url.pathname).toBe('/portal');
    await join(browser);
    await confirmTogether(second, other);
    expect(await waits()).toBe(day);
  });

  it('wait a day, where a session at the school was open before the request', async () => {
    const { first, second, other } = await three();
    const open = world.browser();
    await signInToPortal(world, open, 'collega');
    await pass(1_000);
    await askTogether(first, other);
    expect((await open.go(at('/portal'))).body).not.toContain('Ja, wij zitten bij elkaar');
    await join(open);
    await confirmTogether(second, other);
    expect(await waits()).toBe(day);
  });

  it('wait a day, where the first did not say so, or the school did not prove the sign-in', async () => {
    const { first, second, other } = await three();
    const joins = async () => {
      const browser = world.browser();
      await pass(1_000);
      await signInToPortal(world, browser, 'collega');
      return join(browser);
    };
    await ask(first, other);
    await joins();
    await confirmTogether(second, other);
    expect(await waits()).toBe(day);
    await queryDatabase(world.databaseUrl, 'truncate sluis.portal_factor_reset');
    await askTogether(first, other);
    const unproven = world.browser();
    world.entra.signInAs('collega');
    const chooser = await unproven.go(at('/portal/sign-in/school?unproven'));
    await unproven.go(at(required(/\/login\/[^/"]+\/school\/de-kade/.exec(chooser.body)?.[0])));
    expect((await join(unproven)).url.pathname).toBe('/portal/factor');
    await confirmTogether(second, other);
    expect(await waits()).toBe(day);
  });
});
