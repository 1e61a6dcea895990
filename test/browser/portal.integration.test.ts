import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { launchChromium, listenForComplaints } from '../../testkit/actors/chromium.ts';
import { boardParty, inviteTesta, operator, roleOf } from '../../testkit/world/portal-visits.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';
import { accessibilityFaults, layoutFaults } from './page-faults.ts';

let world: World;
let browser: Browser;
beforeAll(async () => {
  [world, browser] = await Promise.all([
    openWorld({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl'), portal: true }),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

let context: BrowserContext;
let page: Page;
let complaints: readonly string[];
beforeEach(async () => {
  context = await browser.newContext({ locale: 'nl-NL', viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  complaints = listenForComplaints(page);
});
afterEach(() => context.close());

const title = () => page.locator('h1').textContent();

/** A device that keeps passkeys, and knows its owner. */
async function plugInDevice(): Promise<void> {
  const devices = await context.newCDPSession(page);
  await devices.send('WebAuthn.enable');
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

describe('the first administrator of a board, in Chromium', () => {
  it('goes from the link to the first colleague, signs out, and is back with the passkey alone', async () => {
    await plugInDevice();
    world.entra.signInAs('docent');
    const secret = await inviteTesta(world, { roles: [roleOf('administrator')] });
    await page.goto(`${world.issuer}/portal/invitation/${secret}`);
    expect(new URL(page.url()).pathname).toBe('/portal/invitation');
    await page.getByRole('button', { name: 'Uitnodiging aannemen' }).click();
    await page.getByRole('link', { name: 'Verder naar mijn school' }).click();
    await page.getByRole('link', { name: /College De Kade/ }).click();
    expect(await title()).toBe('Uw sleutels');
    await page.getByRole('button', { name: 'Passkey maken' }).click();
    await page.getByText('Maak er nog een').waitFor();

    await page.getByRole('link', { name: 'Vandaag' }).click();
    const code = await world.accounts.newBoardCode(boardParty('waterland').id, operator);
    await page.getByLabel('Code').fill(code);
    await page.getByRole('button', { name: 'Bevestigen' }).click();
    await page.getByText('Meer', { exact: true }).click();
    for (const width of [320, 1280, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect([await layoutFaults(page), await accessibilityFaults(page)]).toEqual([[], []]);
    }
    await page.getByRole('link', { name: 'Mensen' }).click();
    await page.getByRole('link', { name: 'Iemand uitnodigen' }).click();
    expect(await title()).toBe('Iemand uitnodigen');
    await page.getByLabel('Naam').fill('Nieuw Iemand');
    await page.getByLabel('E-mailadres').fill('nieuw@kade.example');
    await page.getByRole('radio', { name: /Meelezer/ }).check();
    await page.getByRole('button', { name: 'Uitnodigen' }).click();
    expect(await title()).toBe('De uitnodiging voor Nieuw Iemand staat klaar');
    expect(await accessibilityFaults(page)).toEqual([]);

    await page.getByText('Meer', { exact: true }).click();
    await page.getByRole('button', { name: 'Uitloggen' }).click();
    await page.getByRole('link', { name: 'Inloggen met een passkey' }).click();
    await page.getByRole('button', { name: 'Inloggen met passkey' }).click();
    await page.getByRole('heading', { name: 'Dag Testa de Proef' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('a device without a passkey', () => {
  it('says that it did not work, and what to do, and stays on the page', async () => {
    await plugInDevice();
    await page.goto(`${world.issuer}/portal/sign-in/passkey`);
    await page.getByRole('button', { name: 'Inloggen met passkey' }).click();
    await page.getByText('neem een ander apparaat').waitFor();
    expect(await title()).toBe('Inloggen met een passkey');
  });
});

describe('without JavaScript', () => {
  it('says that a passkey needs it, and shows no button that does nothing', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false, locale: 'nl-NL' });
    const there = await plain.newPage();
    await there.goto(`${world.issuer}/portal/sign-in/passkey`);
    expect(await there.getByText('JavaScript moet aan staan').isVisible()).toBe(true);
    expect(await there.getByRole('button', { name: 'Inloggen met passkey' }).isVisible()).toBe(false);
    await plain.close();
  });
});
