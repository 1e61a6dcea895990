import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
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

async function owner() {
  const account = newAccount();
  return { account, ...(await world.firstPasskey(account)) };
}

describe('a recovery code', () => {
  async function withCodes() {
    const { account, device, proof } = await owner();
    const made = await world.node.makeRecoveryCodes(account, { proof, roles: plainRoles });
    if (made.outcome !== 'made') throw new Error(made.outcome);
    return { account, device, proof, codes: made.codes, first: made.codes[0] ?? '' };
  }

  it('counts once, at two nodes at the same moment too, and alarms', async () => {
    const { account, first } = await withCodes();
    const outcomes = await Promise.all(
      [world.node, world.otherNode, world.node].map((node) => node.useRecoveryCode(account, first)),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'used')).toHaveLength(1);
    const types = (await world.events(account)).map(({ type }) => type);
    expect(types.filter((type) => type === 'factor.code_used')).toHaveLength(1);
  });

  it('of another account, or of the set before, is none', async () => {
    const [ada, eve] = [await withCodes(), await withCodes()];
    expect(await world.node.useRecoveryCode(ada.account, eve.first)).toMatchObject({ reason: 'wrong_code' });
    await world.node.makeRecoveryCodes(ada.account, { proof: ada.proof, roles: plainRoles });
    expect(await world.node.useRecoveryCode(ada.account, ada.first)).toMatchObject({ reason: 'wrong_code' });
    expect(await world.node.makeRecoveryCodes(ada.account, { proof: eve.proof, roles: plainRoles })).toEqual({
      outcome: 'not_allowed',
    });
  });

  it('adds a factor a day later, not before, and once', async () => {
    const { account, first } = await withCodes();
    const wish = { roles: plainRoles, userName: 'ada' };
    expect(await world.node.useRecoveryCode(account, first)).toMatchObject({ outcome: 'used', left: 9 });
    world.clock.advance(24 * 3_600_000 - 1);
    expect(await world.node.mayAdd(account, wish)).toBe(false);
    world.clock.advance(1);
    const begun = await Promise.all([1, 2].map(() => world.otherNode.beginPasskey(account, wish)));
    const added = [];
    for (const each of begun) {
      if (each.outcome !== 'begun') throw new Error(each.outcome);
      const answer = createAuthenticator(portalOrigin).register(each.options);
      added.push((await world.node.addPasskey(account, answer, 'key')).outcome);
    }
    expect(added).toEqual(['added', 'not_allowed']);
    expect(await world.node.mayAdd(account, wish)).toBe(false);
  });

  it('is ended by whoever still has a factor, also while a factor is being added with it', async () => {
    const { account, device, first } = await withCodes();
    const wish = { roles: plainRoles, userName: 'ada' };
    await world.node.useRecoveryCode(account, first);
    world.clock.advance(24 * 3_600_000);
    const begun = await world.node.beginPasskey(account, wish);
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const answer = device.answer(await challenged(world.node, account, 'change_factors'));
    const proved = await world.node.verifyPasskey(account, answer, 'change_factors');
    if (proved.outcome !== 'proved') throw new Error(proved.outcome);
    expect(await world.node.callOff(account, { proof: proved.proof, roles: plainRoles })).toMatchObject({
      outcome: 'called_off',
    });
    const late = createAuthenticator(portalOrigin).register(begun.options);
    expect(await world.node.addPasskey(account, late, 'key')).toEqual({ outcome: 'not_allowed' });
  });

  it('cannot be guessed', async () => {
    const { account, first } = await withCodes();
    for (let index = 0; index < 6; index += 1) {
      await world.node.useRecoveryCode(account, '0000-0000-0000-0000');
    }
    expect(await world.node.useRecoveryCode(account, first)).toMatchObject({ outcome: 'wait' });
  });
});

describe('a reset', () => {
  const [alice, bob] = [newAccount(), newAccount()].map((account) => ({ kind: 'account', account }) as const);
  const operator = { kind: 'command_line', user: 'ada' } as const;
  const by = alice ?? operator;
  const second = bob ?? operator;
  const day = 24 * 3_600_000;
  const wish = { roles: plainRoles, userName: 'ada' };

  it('is not for oneself, by oneself, or by one person', async () => {
    const { account } = await owner();
    const self = { kind: 'account', account } as const;
    const { node } = world;
    expect(await node.requestReset(account, { by: self })).toMatchObject({ reason: 'own_account' });
    expect(await node.requestReset(account, { by, second: self })).toMatchObject({ reason: 'own_account' });
    expect(await node.requestReset(account, { by, second: by })).toMatchObject({ reason: 'same_person' });
    expect(await node.requestReset(account, { by: operator, second: { ...operator } })).toMatchObject({
      reason: 'same_person',
    });
    expect(await node.confirmReset(account, { by })).toMatchObject({ reason: 'not_requested' });
    expect(await node.requestReset(account, { by })).toMatchObject({ outcome: 'requested' });
    expect(await node.confirmReset(account, { by })).toMatchObject({ reason: 'same_person' });
    expect(await node.confirmReset(account, { by: self })).toMatchObject({ reason: 'own_account' });
    expect(await node.requestReset(account, { by: second })).toMatchObject({ reason: 'under_way' });
    world.clock.advance(3 * day);
    expect(await node.hasFactor(account)).toBe(true);
    expect(await node.mayAdd(account, wish)).toBe(false);
  });

  it('waits a day, and the account can call it off until then', async () => {
    const { account, device } = await owner();
    const { node } = world;
    expect(await node.requestReset(account, { by, second })).toMatchObject({ outcome: 'confirmed' });
    world.clock.advance(day - 1);
    expect(await node.mayAdd(account, wish)).toBe(false);
    const answer = device.answer(await challenged(world.node, account, 'change_factors'));
    const proved = await node.verifyPasskey(account, answer, 'change_factors');
    if (proved.outcome !== 'proved') throw new Error(proved.outcome);
    expect(await node.callOff(account, { proof: proved.proof, roles: plainRoles })).toMatchObject({
      outcome: 'called_off',
    });
    world.clock.advance(day);
    expect(await node.hasFactor(account)).toBe(true);
    expect(await node.mayAdd(account, wish)).toBe(false);
  });

  it('then takes everything away: passkey, codes, and what was begun with them', async () => {
    const { account, device, proof } = await owner();
    const { node, otherNode, clock } = world;
    const made = await node.makeRecoveryCodes(account, { proof, roles: plainRoles });
    const confirmed = await node.requestReset(account, { by, second });
    if (confirmed.outcome !== 'confirmed' || made.outcome !== 'made') throw new Error('not confirmed');
    expect(await node.factorsOf(account)).toMatchObject({ sessionsBefore: clock.now() });
    clock.advance(day - 1);
    const signIn = await challenged(world.node, account, 'sign_in');
    const mine = await node.beginSignIn('mine');
    clock.advance(1);
    expect(await node.verifyPasskey(account, device.answer(signIn), 'sign_in')).toMatchObject({
      reason: 'unknown_passkey',
    });
    expect(await otherNode.finishSignIn('mine', device.answer(mine))).toBeUndefined();
    expect(await node.useRecoveryCode(account, made.codes[0] ?? '')).toMatchObject({ reason: 'wrong_code' });
    expect(await node.factorsOf(account)).toMatchObject({ factors: [], sessionsBefore: confirmed.opensAt });
    expect(await node.mayAdd(account, wish)).toBe(true);
    clock.advance(confirmed.closesAt - confirmed.opensAt);
    expect(await node.mayAdd(account, wish)).toBe(false);
  });

  it('lets one factor be added, and is then over', async () => {
    const { account } = await owner();
    await world.node.requestReset(account, { by, second, inPresence: true });
    world.clock.advance(3_600_000);
    const begun = await world.node.beginPasskey(account, wish);
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const answer = createAuthenticator(portalOrigin).register(begun.options);
    expect(await world.node.addPasskey(account, answer, 'key')).toMatchObject({ outcome: 'added' });
    expect(await world.node.mayAdd(account, wish)).toBe(false);
  });
});
