import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { PortalAccountId } from '../../src/domain/ids.ts';
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

async function owner() {
  const account = newAccount();
  return { account, ...(await world.firstPasskey(account)) };
}

describe('adding a factor', () => {
  const wish = { roles: plainRoles, userName: 'ada', label: 'ada' };
  const notAllowed = { outcome: 'not_allowed' };

  it('needs a proof, an invitation, a reset or a recovery code', async () => {
    const { account, proof } = await owner();
    const other = await owner();
    const publishing = { ...proof, purpose: publication };
    for (const brought of [
      {},
      { proof: other.proof },
      { proof: publishing },
      { acceptance: world.acceptance(account) },
    ]) {
      expect(await world.node.beginPasskey(account, { ...wish, ...brought })).toEqual(notAllowed);
      expect(await world.node.beginTotp(account, { ...wish, ...brought })).toEqual(notAllowed);
    }
    const fresh = newAccount();
    expect(await world.node.beginPasskey(fresh, wish)).toEqual(notAllowed);
    const acceptance = world.acceptance(account);
    expect(await world.node.beginPasskey(fresh, { ...wish, acceptance })).toEqual(notAllowed);
  });

  it('is no more allowed after five minutes, nor with a factor that was removed', async () => {
    const { account, proof } = await owner();
    const second = await addWith(account, proof);
    expect(
      await world.node.removeFactor(account, proof.factor, { proof: second, roles: plainRoles }),
    ).toEqual({
      outcome: 'removed',
    });
    expect(await world.node.beginPasskey(account, { ...wish, proof })).toEqual(notAllowed);
    world.clock.advance(5 * 60_000);
    expect(await world.node.beginPasskey(account, { ...wish, proof: second })).toEqual(notAllowed);
  });

  it('that was begun does not end in one when its ground is gone', async () => {
    const account = newAccount();
    const acceptance = world.acceptance(account);
    const begun = await Promise.all(
      [1, 2].map(() => world.node.beginPasskey(account, { ...wish, acceptance })),
    );
    const added = await Promise.all(
      begun.map((each, index) => {
        if (each.outcome !== 'begun') throw new Error(each.outcome);
        const node = index === 0 ? world.node : world.otherNode;
        return node.addPasskey(account, createAuthenticator(portalOrigin).register(each.options), 'key');
      }),
    );
    expect(added.map(({ outcome }) => outcome).toSorted()).toEqual(['added', 'not_allowed']);
  });

  it('takes no answer without verification, of another origin, or to the challenge of a sign-in', async () => {
    const { account, proof } = await owner();
    const signIn = await challenged(world.node, account, 'sign_in');
    for (const wishes of [
      { isUserVerified: false },
      { origin: 'https://evil.example' },
      { relyingPartyId: 'evil.example' },
      { challenge: signIn.challenge },
    ]) {
      const begun = await world.node.beginPasskey(account, { ...wish, proof });
      if (begun.outcome !== 'begun') throw new Error(begun.outcome);
      const answer = createAuthenticator(portalOrigin).register(begun.options, wishes);
      expect(await world.node.addPasskey(account, answer, 'key')).toMatchObject({ outcome: 'refused' });
    }
    expect(await world.node.hasFactor(account)).toBe(true);
    expect((await world.node.factorsOf(account)).factors).toHaveLength(1);
  });

  it('looks at no certificate that an attestation brings', async () => {
    const account = newAccount();
    for (const attestation of [
      ['packed', new Map([['x5c', [Buffer.from('a certificate that names an address')]]])],
      ['android-key', new Map([['x5c', []]])],
      ['tpm', new Map()],
      ['none', new Map([['sig', Buffer.from('x')]])],
    ] as const) {
      const begun = await world.node.beginPasskey(account, {
        ...wish,
        acceptance: world.acceptance(account),
      });
      if (begun.outcome !== 'begun') throw new Error(begun.outcome);
      const answer = createAuthenticator(portalOrigin).register(begun.options, { attestation });
      expect(await world.node.addPasskey(account, answer, 'key')).toEqual({
        outcome: 'refused',
        reason: 'not_verified',
      });
    }
  });

  async function addWith(account: PortalAccountId, proof: Awaited<ReturnType<typeof owner>>['proof']) {
    const begun = await world.node.beginPasskey(account, { ...wish, proof });
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const added = await world.node.addPasskey(
      account,
      createAuthenticator(portalOrigin).register(begun.options),
      'key',
    );
    if (added.outcome !== 'added') throw new Error(added.outcome);
    return added.proof;
  }
});
