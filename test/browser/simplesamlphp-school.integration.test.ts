import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../testkit/actors/chromium.ts';
import { startSimpleSamlPhp, type SimpleSamlPhp } from '../../testkit/services/simplesamlphp.ts';
import {
  simpleSamlPhpPassword,
  type SimpleSamlPhpUser,
} from '../../testkit/services/simplesamlphp-configuration.ts';
import { fetchServiceProvider } from '../../testkit/services/simplesamlphp-service-provider.ts';
import { travel, type Journey, type JourneyOptions } from './journey.ts';
import { openWorldWithSuppliers, type WorldWithSuppliers } from './world-with-suppliers.ts';

const pupil: SimpleSamlPhpUser = {
  login: 'madelief',
  attributes: {
    uid: ['madelief-uid@regenboog.example'],
    givenName: ['Madelief'],
    sn: ['Verzinsel'],
    mail: ['madelief.verzinsel@regenboog.example'],
    eduPersonAffiliation: ['student'],
    nlEduPersonUnit: ['groep-5', 'plusklas'],
    nlEduPersonHomeOrganizationId: ['99AA'],
  },
};
const attributeValues = Object.values(pupil.attributes).flat();

let browser: Browser;
let open: WorldWithSuppliers;
let school: SimpleSamlPhp;

beforeAll(async () => {
  browser = await launchChromium();
  open = await openWorldWithSuppliers({ postgresUrl: inject('postgres18Url'), redisUrl: inject('redisUrl') });
});
afterAll(async () => {
  await open.close();
  await browser.close();
});

function travelling(story: string, language: 'nl' | 'en'): JourneyOptions {
  return { story, language, attributeValues, originsWithoutIcon: [school.origin] };
}

/** From the reader's start page over the chooser to the school, and back with what the supplier received. */
async function signInForTheReader({ page, arriveAt }: Journey): Promise<void> {
  await page.goto(open.reader.origin);
  await page.click('#login');
  await arriveAt(open.world.issuer, '#q', 'choose-school');
  await page.fill('#q', 'regenboog');
  await page.click('#results .choice:has-text("De Regenboog")');
  await arriveAt(school.origin, 'input[name=username]', 'school');
  await page.fill('input[name=username]', pupil.login);
  await page.fill('input[name=password]', simpleSamlPhpPassword);
  await page.press('input[name=password]', 'Enter');
  await arriveAt(open.reader.origin, '#received', 'reader');
}

describe.each([
  {
    variant: 'signed assertions, unsigned requests allowed',
    options: {},
    protocol: { requestBinding: 'redirect' },
  },
  {
    variant: 'encrypted assertions, signed requests by redirect',
    options: { encryptAssertions: true, requireSignedRequests: true },
    protocol: { requestBinding: 'redirect', requireEncryptedAssertions: true },
  },
  {
    variant: 'encrypted assertions, signed requests by POST',
    options: { encryptAssertions: true, requireSignedRequests: true },
    protocol: { requestBinding: 'post', requireEncryptedAssertions: true },
  },
])('SimpleSAMLphp as the school: $variant', ({ variant, options, protocol }) => {
  beforeAll(async () => {
    const metadata = await fetchServiceProvider(`${open.world.issuer}/saml/regenboog-saml/metadata`);
    school = await startSimpleSamlPhp({ ...options, serviceProviders: [metadata], users: [pupil] });
    await open.setProtocol('regenboog-saml', {
      kind: 'saml',
      entityId: school.entityId,
      singleSignOnUrl: school.singleSignOnUrl,
      certificates: [school.certificatePem],
      ...protocol,
    });
  });
  afterAll(() => school.stop());

  it(
    'brings a pupil to the reader, and on to the practice tool by single sign-on',
    { timeout: 120_000 },
    async () => {
      await travel(browser, travelling(`simplesamlphp ${variant}`, 'nl'), async (journey) => {
        await signInForTheReader(journey);
        const atReader = open.reader.lastReceived();
        expect(atReader.userinfo).toEqual({ sub: atReader.idToken['sub'], given_name: 'Madelief' });
        expect(Object.keys(atReader.idToken).sort()).toEqual(['aud', 'exp', 'iat', 'iss', 'nonce', 'sub']);

        expect(journey.originsSince()).toContain(school.origin);
        await journey.page.goto(open.practice.origin);
        await journey.page.click('#login');
        await journey.arriveAt(open.practice.origin, '#received', 'practice');
        expect(journey.originsSince()).not.toContain(school.origin);
        const atPractice = open.practice.lastReceived();
        expect(atPractice.userinfo).toEqual({
          sub: atPractice.idToken['sub'],
          given_name: 'M.',
          group: ['groep-5'],
        });
        expect(atPractice.idToken['sub']).not.toBe(atReader.idToken['sub']);
      });
    },
  );

  it('gives the same pseudonym in another browser', { timeout: 120_000 }, async () => {
    const options = travelling(`simplesamlphp again ${variant}`, 'en');
    await travel(browser, options, signInForTheReader);
    const first = open.reader.lastReceived();
    await travel(browser, options, signInForTheReader);
    const second = open.reader.lastReceived();
    expect(second).not.toBe(first);
    expect(second.userinfo).toEqual(first.userinfo);
  });
});
