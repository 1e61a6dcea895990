import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { authorOf } from '../../src/domain/portal-roles.ts';
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

const day = 24 * 3_600_000;

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

  it('says by itself whose it is, and what it began, to whoever has it', async () => {
    const { node, clock } = world;
    const [ada, eve] = [await withCodes(), await withCodes()];
    const [first = '', second = ''] = ada.codes;
    expect(await node.ownerOfRecoveryCode(first)).toEqual({ account: ada.account });
    expect(await node.ownerOfRecoveryCode(eve.first.toLowerCase())).toEqual({ account: eve.account });
    for (const none of ['', 'x', '0000-0000-0000-0000']) {
      expect(await node.ownerOfRecoveryCode(none)).toBeUndefined();
    }
    const used = await node.useRecoveryCode(ada.account, first);
    if (used.outcome !== 'used') throw new Error(used.outcome);
    expect(await node.ownerOfRecoveryCode(first)).toEqual({ account: ada.account, pass: used.pass });
    expect(await node.ownerOfRecoveryCode(second)).toEqual({ account: ada.account });
    clock.advance(4 * day);
    expect(await node.ownerOfRecoveryCode(first)).toEqual({ account: ada.account });
    await node.useRecoveryCode(ada.account, second);
    expect(await node.ownerOfRecoveryCode(first)).toEqual({ account: ada.account });
    await node.makeRecoveryCodes(eve.account, {
      proof: { ...eve.proof, at: clock.now() },
      roles: plainRoles,
    });
    expect(await node.ownerOfRecoveryCode(eve.first)).toBeUndefined();
  });

  it('counts no try of anybody when its owner is looked for, so that nobody is locked out', async () => {
    const { account, first } = await withCodes();
    for (let index = 0; index < 20; index += 1) {
      await world.node.ownerOfRecoveryCode(`${first.slice(0, -1)}${String(index % 10)}`);
    }
    expect(await world.node.useRecoveryCode(account, first)).toMatchObject({ outcome: 'used' });
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

  it('waits an hour where all three said that they are together, and a day where one did not', async () => {
    const { node, clock } = world;
    const waits = async (
      { asker, joins, confirmer }: Readonly<Record<'asker' | 'joins' | 'confirmer', boolean>>,
      between = 0,
    ) => {
      const { account } = await owner();
      await node.requestReset(account, { by, inPresence: asker });
      if (joins) await node.joinReset(account, clock.now());
      clock.advance(between);
      const confirmed = await node.confirmReset(account, { by: second, inPresence: confirmer });
      return confirmed.outcome === 'confirmed' ? confirmed.opensAt - clock.now() : confirmed;
    };
    const all = { asker: true, joins: true, confirmer: true };
    expect(await waits(all)).toBe(3_600_000);
    expect(await waits(all, 3_600_000 - 1)).toBe(3_600_000);
    expect(await waits(all, 3_600_000)).toBe(day);
    for (const missing of ['asker', 'joins', 'confirmer']) {
      expect(await waits({ ...all, [missing]: false }), missing).toBe(day);
    }
  });

  it('is not joined by a sign-in from before the request, twice, or when nobody said so or long ago', async () => {
    const { account } = await owner();
    const { node, clock } = world;
    const refused = { outcome: 'refused', reason: 'not_requested' };
    expect(await node.joinReset(account, clock.now())).toEqual(refused);
    await node.requestReset(account, { by, inPresence: true });
    expect(await node.joinReset(account, clock.now() - 1)).toEqual(refused);
    expect(await node.joinReset(account, clock.now())).toEqual({ outcome: 'joined' });
    expect(await node.joinReset(account, clock.now())).toEqual(refused);
    const words = (await world.events(account)).map(({ type, reason, author }) => [type, reason, author]);
    expect(words.slice(-2)).toEqual([
      ['factor.reset_requested', 'in_presence', authorOf(by)],
      ['factor.reset_joined', undefined, `portal:${account}`],
    ]);
    const late = await owner();
    await node.requestReset(late.account, { by, inPresence: true });
    clock.advance(3_600_000);
    expect(await node.joinReset(late.account, clock.now())).toEqual(refused);
  });

  it('has a link that opens the page after the wait alone, in the browser that was first, until it is used', async () => {
    const { account, device } = await owner();
    const { node, otherNode, clock } = world;
    await node.requestReset(account, { by });
    const confirmed = await node.confirmReset(account, { by: second });
    if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome);
    const { linkSecret: secret } = confirmed;
    expect(await node.resetWithLink('a'.repeat(43))).toBeUndefined();
    expect(await node.resetWithLink(secret)).toMatchObject({ account, isOpen: false, isTaken: false });
    expect(await node.takeUpLink({ secret, browser: 'early' })).toBeUndefined();
    clock.advance(day);
    const taken = await Promise.all(
      ['mine', 'other'].map((browser, index) =>
        (index === 0 ? node : otherNode).takeUpLink({ secret, browser }),
      ),
    );
    expect(taken.filter((each) => each !== undefined)).toHaveLength(1);
    const [mine, other] = taken[0] === undefined ? ['other', 'mine'] : ['mine', 'other'];
    expect(await node.resetWithLink(secret, other)).toBeUndefined();
    expect(await node.resetWithLink(secret)).toBeUndefined();
    expect(await node.resetWithLink(secret, mine)).toMatchObject({ isOpen: true, isTaken: true });
    const begun = await node.beginPasskey(account, wish);
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    await node.addPasskey(account, device.register(begun.options), 'key');
    expect(await node.resetWithLink(secret, mine)).toBeUndefined();
  });

  it('has a link that is over after seven days, when it was called off, and at the next request', async () => {
    const { node, clock } = world;
    const linked = async () => {
      const { account, device } = await owner();
      await node.requestReset(account, { by });
      const confirmed = await node.confirmReset(account, { by: second });
      if (confirmed.outcome !== 'confirmed') throw new Error(confirmed.outcome);
      return { account, device, secret: confirmed.linkSecret };
    };
    const calledOff = await linked();
    const answer = calledOff.device.answer(await challenged(node, calledOff.account, 'change_factors'));
    const proved = await node.verifyPasskey(calledOff.account, answer, 'change_factors');
    if (proved.outcome !== 'proved') throw new Error(proved.outcome);
    await node.callOff(calledOff.account, { proof: proved.proof, roles: plainRoles });
    expect(await node.resetWithLink(calledOff.secret)).toBeUndefined();
    const [late, again] = [await linked(), await linked()];
    clock.advance(8 * day - 1);
    expect(await node.takeUpLink({ secret: late.secret, browser: 'mine' })).toMatchObject({ isOpen: true });
    expect(await node.resetWithLink(again.secret)).toMatchObject({ isOpen: true });
    expect(await node.requestReset(again.account, { by })).toMatchObject({ outcome: 'requested' });
    expect(await node.resetWithLink(again.secret)).toBeUndefined();
    clock.advance(1);
    expect(await node.resetWithLink(late.secret, 'mine')).toBeUndefined();
  });

  it('that somebody asked for who may no more makes room, and one that was confirmed does not', async () => {
    const { account } = await owner();
    const { node, clock } = world;
    await node.requestReset(account, { by });
    const replaces = clock.now();
    clock.advance(1);
    expect(await node.requestReset(account, { by: second, replaces: replaces - 1 })).toMatchObject({
      reason: 'under_way',
    });
    expect(await node.requestReset(account, { by: second, replaces })).toMatchObject({
      outcome: 'requested',
    });
    const replacesToo = clock.now();
    await node.confirmReset(account, { by });
    expect(await node.requestReset(account, { by, replaces: replacesToo })).toMatchObject({
      reason: 'under_way',
    });
  });

  it('lets one factor be added, and is then over', async () => {
    const { account } = await owner();
    await world.node.requestReset(account, { by, second });
    world.clock.advance(day);
    const begun = await world.node.beginPasskey(account, wish);
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const answer = createAuthenticator(portalOrigin).register(begun.options);
    expect(await world.node.addPasskey(account, answer, 'key')).toMatchObject({ outcome: 'added' });
    expect(await world.node.mayAdd(account, wish)).toBe(false);
  });
});
