import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../testkit/actors/chromium.ts';
import { listenOn, type Listener } from '../../testkit/machine/listener.ts';
import {
  newAccount,
  openFactorsWorld,
  plainRoles,
  type FactorsWorld,
} from '../../testkit/world/factors-world.ts';

let world: FactorsWorld;
let browser: Browser;
let server: Listener;
let page: Page;
let devices: CDPSession;
beforeAll(async () => {
  server = await listenOn('localhost', (_request, response) => {
    response.setHeader('content-type', 'text/html').end('<title>Portal</title>');
  });
  const origin = `http://localhost:${String(server.port)}`;
  world = await openFactorsWorld(inject('postgres15Url'), { id: 'localhost', name: 'Sluis', origin });
  browser = await launchChromium();
  page = await browser.newPage();
  devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await page.goto(origin);
});
afterAll(async () => {
  await browser.close();
  await world.close();
  await server.close();
});

/** What the browser answers, as JSON; or the name of its refusal. */
async function inPage(call: 'create' | 'get', options: unknown): Promise<unknown> {
  const parse = call === 'create' ? 'parseCreationOptionsFromJSON' : 'parseRequestOptionsFromJSON';
  return page.evaluate(
    `navigator.credentials.${call}({ publicKey: PublicKeyCredential.${parse}(${JSON.stringify(options)}) })
      .then((credential) => credential.toJSON(), (error) => error.name)`,
  );
}

async function plugIn(isUserVerified: boolean): Promise<string> {
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}

describe('a passkey in Chromium', () => {
  it('is added, signs in without a name, approves one publication, and is not added twice', async () => {
    const { node } = world;
    const account = newAccount();
    const device = await plugIn(true);
    const wish = { roles: plainRoles, userName: 'ada@waterland.example' };
    const begun = await node.beginPasskey(account, { ...wish, acceptance: world.acceptance(account) });
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    const added = await node.addPasskey(account, await inPage('create', begun.options), 'Chromium');
    if (added.outcome !== 'added') throw new Error(JSON.stringify(added));

    const signIn = await node.beginSignIn('browser');
    expect(await node.finishSignIn('browser', await inPage('get', signIn))).toMatchObject({ account });

    const publication = { publish: 'a'.repeat(64) };
    const asked = await node.challenge(account, publication);
    const answer = await inPage('get', asked);
    expect(await node.verifyPasskey(account, answer, { publish: 'b'.repeat(64) })).toMatchObject({
      reason: 'other_purpose',
    });
    expect(await node.verifyPasskey(account, answer, publication)).toMatchObject({ outcome: 'proved' });
    expect(await node.verifyPasskey(account, answer, publication)).toMatchObject({
      reason: 'challenge_gone',
    });

    const second = await node.beginPasskey(account, { ...wish, proof: added.proof });
    if (second.outcome !== 'begun') throw new Error(second.outcome);
    expect(await inPage('create', second.options)).toBe('InvalidStateError');
    await devices.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: device });
  });

  it('is neither added nor used when nobody is verified', async () => {
    const { node } = world;
    const account = newAccount();
    const device = await plugIn(true);
    const wish = { roles: plainRoles, userName: 'ada', acceptance: world.acceptance(account) };
    const begun = await node.beginPasskey(account, wish);
    if (begun.outcome !== 'begun') throw new Error(begun.outcome);
    await node.addPasskey(account, await inPage('create', begun.options), 'Chromium');
    await devices.send('WebAuthn.setUserVerified', { authenticatorId: device, isUserVerified: false });
    const asked = await node.challenge(account, 'sign_in');
    expect(await inPage('get', asked)).toBe('NotAllowedError');
    // a page that asks for less than we did gets an answer, which counts for nothing
    const lessened = await inPage('get', { ...asked, userVerification: 'discouraged' });
    expect(await node.verifyPasskey(account, lessened, 'sign_in')).toEqual({
      outcome: 'refused',
      reason: 'not_verified',
    });
    await devices.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId: device });
  });
});
