import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { appCode } from '../../testkit/actors/authenticator-app.ts';
import { createAuthenticator } from '../../testkit/actors/authenticator.ts';
import {
  challenged,
  newAccount,
  openFactorsWorld,
  plainRoles,
  portalOrigin,
  type FactorsWorld,
} from '../../testkit/world/factors-world.ts';

let world: FactorsWorld;
beforeAll(async () => {
  world = await openFactorsWorld(inject('postgres15Url'));
});
afterAll(() => world.close());

const publication = { publish: 'a'.repeat(64) };

describe('a code of an app', () => {
  const asked = { purpose: 'sign_in', roles: plainRoles } as const;

  it('counts once, at two nodes at the same moment too', async () => {
    const account = newAccount();
    const { secret } = await world.firstApp(account);
    const again = await world.node.verifyTotp(account, appCode(secret, world.clock.now()), asked);
    expect(again).toMatchObject({ reason: 'used_code' });
    world.clock.advance(30_000);
    const code = appCode(secret, world.clock.now());
    const outcomes = await Promise.all(
      [world.node, world.otherNode, world.node, world.otherNode].map((node) =>
        node.verifyTotp(account, code, asked),
      ),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'proved')).toHaveLength(1);
  });

  it('cannot be guessed: after five one at a time, ever more slowly', async () => {
    const account = newAccount();
    const { secret } = await world.firstApp(account);
    world.clock.advance(60_000);
    const wrong = () =>
      String((Number(appCode(secret, world.clock.now())) + 500_000) % 1_000_000).padStart(6, '0');
    const burst = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? world.node : world.otherNode).verifyTotp(account, wrong(), asked),
      ),
    );
    expect(burst.filter(({ outcome }) => outcome === 'refused')).toHaveLength(6);
    expect(await world.node.verifyTotp(account, appCode(secret, world.clock.now()), asked)).toMatchObject({
      outcome: 'wait',
    });
    let tried = 6;
    for (const morning = world.clock.now(); world.clock.now() < morning + 24 * 3_600_000;) {
      const outcome = await world.node.verifyTotp(account, wrong(), asked);
      if (outcome.outcome === 'wait') world.clock.advance(outcome.seconds * 1000);
      else tried += 1;
    }
    expect(tried).toBeLessThan(40);
    expect((await world.events(account)).filter(({ type }) => type === 'factor.throttled')).toHaveLength(1);
  });

  it('and its wait are of one account, and of codes alone', async () => {
    const [account, other] = [newAccount(), newAccount()];
    const { proof } = await world.firstApp(account);
    const { secret } = await world.firstApp(other);
    const begun = await world.node.beginPasskey(account, { roles: plainRoles, proof, userName: 'ada' });
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const device = createAuthenticator(portalOrigin);
    await world.node.addPasskey(account, device.register(begun.options), 'key');
    world.clock.advance(30_000);
    for (let index = 0; index < 7; index += 1) await world.node.verifyTotp(account, 'wrong', asked);
    expect(await world.node.verifyTotp(account, '000000', asked)).toMatchObject({ outcome: 'wait' });
    const answer = device.answer(await challenged(world.node, account, 'sign_in'));
    expect(await world.node.verifyPasskey(account, answer, 'sign_in')).toMatchObject({ outcome: 'proved' });
    expect(await world.node.verifyTotp(other, appCode(secret, world.clock.now()), asked)).toMatchObject({
      outcome: 'proved',
    });
  });

  it.each(['operator', 'signer', 'administrator'] as const)(
    'is not enough for %s, whenever that came',
    async (role) => {
      const account = newAccount();
      const { secret } = await world.firstApp(account);
      world.clock.advance(30_000);
      const roles = [...plainRoles, role];
      const code = () => appCode(secret, world.clock.now());
      for (const purpose of ['sign_in', publication] as const) {
        expect(await world.node.verifyTotp(account, code(), { purpose, roles })).toMatchObject({
          reason: 'no_app',
        });
      }
      const label = 'ada';
      const acceptance = world.acceptance(account);
      expect(await world.node.beginTotp(newAccount(), { roles, label, acceptance })).toEqual({
        outcome: 'not_for_roles',
      });
      // but it adds the passkey that is, once
      const proved = await world.node.verifyTotp(account, code(), { purpose: 'change_factors', roles });
      if (proved.outcome !== 'proved') throw new Error(proved.outcome);
      const begun = await world.node.beginPasskey(account, { roles, proof: proved.proof, userName: 'ada' });
      if (begun.outcome !== 'begun') throw new Error(begun.outcome);
      await world.node.addPasskey(account, createAuthenticator(portalOrigin).register(begun.options), 'key');
      expect(await world.node.beginPasskey(account, { roles, proof: proved.proof, userName: 'ada' })).toEqual(
        {
          outcome: 'not_allowed',
        },
      );
    },
  );
});
