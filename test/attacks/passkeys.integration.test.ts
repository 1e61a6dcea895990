import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { FactorPurpose } from '../../src/domain/factors.ts';
import type { PortalAccountId } from '../../src/domain/ids.ts';
import type { Authenticator, DeviceWishes } from '../../testkit/actors/authenticator.ts';
import {
  challenged,
  newAccount,
  openFactorsWorld,
  type FactorsWorld,
} from '../../testkit/world/factors-world.ts';

let world: FactorsWorld;
beforeAll(async () => {
  world = await openFactorsWorld(inject('postgres15Url'));
});
afterAll(() => world.close());

const hash = (letter: string) => letter.repeat(64);
const publication = { publish: hash('a') };

/** What comes of an answer that differs from an honest one in this alone. */
async function attempt(
  { device, account }: { readonly device: Authenticator; readonly account: PortalAccountId },
  wishes: DeviceWishes,
): Promise<string> {
  const answer = device.answer(await challenged(world.node, account, 'sign_in'), wishes);
  const verified = await world.node.verifyPasskey(account, answer, 'sign_in');
  return verified.outcome === 'proved' ? verified.outcome : verified.reason;
}

async function owner() {
  const account = newAccount();
  return { account, ...(await world.firstPasskey(account)) };
}

const reasons = async (account: PortalAccountId) =>
  (await world.events(account)).filter(({ type }) => type === 'factor.refused').map(({ reason }) => reason);

describe('an assertion of a passkey', () => {
  it('counts once, at whichever node it comes', async () => {
    const { account, device } = await owner();
    const answer = device.answer(await challenged(world.node, account, 'sign_in'));
    const outcomes = await Promise.all(
      [world.node, world.otherNode, world.node].map((node) => node.verifyPasskey(account, answer, 'sign_in')),
    );
    expect(outcomes.filter(({ outcome }) => outcome === 'proved')).toHaveLength(1);
    expect(await reasons(account)).toEqual(['challenge_gone', 'challenge_gone']);
  });

  it('proves nothing but what it was asked for', async () => {
    const { account, device } = await owner();
    const [other, kinds]: [FactorPurpose, readonly FactorPurpose[]] = [
      { publish: hash('b') },
      ['sign_in', 'change_factors', { publish: hash('b') }],
    ];
    for (const purpose of kinds) {
      const answer = device.answer(await challenged(world.node, account, publication));
      expect(await world.node.verifyPasskey(account, answer, purpose)).toEqual({
        outcome: 'refused',
        reason: 'other_purpose',
      });
      // it was not used up by whoever tried it elsewhere
      expect(await world.node.verifyPasskey(account, answer, publication)).toMatchObject({
        outcome: 'proved',
      });
    }
    const signedIn = device.answer(await challenged(world.node, account, 'sign_in'));
    expect(await world.node.verifyPasskey(account, signedIn, other)).toMatchObject({
      reason: 'other_purpose',
    });
  });

  it('is worth nothing for another account, by whatever way', async () => {
    const [ada, eve] = [await owner(), await owner()];
    const ofEve = eve.device.answer(await challenged(world.node, eve.account, 'sign_in'));
    expect(await world.node.verifyPasskey(ada.account, ofEve, 'sign_in')).toMatchObject({
      reason: 'other_purpose',
    });
    const stolenChallenge = eve.device.answer(await challenged(world.node, ada.account, 'sign_in'));
    expect(await world.node.verifyPasskey(ada.account, stolenChallenge, 'sign_in')).toMatchObject({
      reason: 'unknown_passkey',
    });
    const begun = await world.node.beginSignIn('browser');
    const lying = eve.device.answer(begun, { userHandle: ada.device.userHandle() });
    expect(await world.node.finishSignIn('browser', lying)).toBeUndefined();
  });

  it.each<[string, DeviceWishes, string]>([
    ['another origin', { origin: 'https://portal.example.evil.example' }, 'not_verified'],
    ['the same host by http', { origin: 'http://portal.example' }, 'not_verified'],
    ['another RP ID', { relyingPartyId: 'evil.example' }, 'not_verified'],
    ['nobody verified', { isUserVerified: false }, 'not_verified'],
    ['another challenge', { challenge: 'AAAA' }, 'other_purpose'],
    ['a page within a page', { crossOrigin: true }, 'malformed'],
    ['a count that does not go up', { signCount: 1 }, 'counter_went_back'],
    ['a count that was set back', { signCount: 0 }, 'counter_went_back'],
    ['the handle of somebody else', { userHandle: 'c29tZWJvZHk' }, 'unknown_passkey'],
  ])('is refused with %s', async (_case, wishes, reason) => {
    const person = await owner();
    expect(await attempt(person, wishes)).toBe(reason);
    expect(await reasons(person.account)).toEqual([reason]);
    expect(await attempt(person, {})).toBe('proved');
  });

  it('by two copies of a device counts for one of them', async () => {
    const { account, device } = await owner();
    const answers = [];
    for (const node of [world.node, world.otherNode]) {
      const options = await challenged(world.node, account, 'sign_in');
      answers.push(node.verifyPasskey(account, device.answer(options, { signCount: 9 }), 'sign_in'));
    }
    const outcomes = await Promise.all(answers);
    expect(outcomes.filter(({ outcome }) => outcome === 'proved')).toHaveLength(1);
    expect(await reasons(account)).toEqual(['counter_went_back']);
  });

  it('at a sign-in without a name belongs to the browser that began', async () => {
    const { account, device } = await owner();
    const answer = device.answer(await world.node.beginSignIn('mine'));
    expect(await world.node.finishSignIn('theirs', answer)).toBeUndefined();
    expect(await world.node.finishSignIn('mine', answer)).toMatchObject({ account, purpose: 'sign_in' });
    expect(await world.node.finishSignIn('mine', answer)).toBeUndefined();
    const nameless = device.answer(await world.node.beginSignIn('mine'), { userHandle: undefined });
    expect(await world.node.finishSignIn('mine', nameless)).toBeUndefined();
  });
});
