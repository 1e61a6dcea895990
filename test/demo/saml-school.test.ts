import { generateKeyPairSync } from 'node:crypto';
import {
  generateServiceProviderMetadata,
  SAML,
  ValidateInResponseTo,
  type SamlConfig,
} from '@node-saml/node-saml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSamlKeys } from '../../demo/party/key-files.ts';
import { samlSchoolOf } from '../../demo/saml-school/school-description.ts';
import { createSamlSchool } from '../../demo/saml-school/school.ts';
import { createBrowser, formOf, type Browser, type Shown } from '../../testkit/actors/demo-browser.ts';
import { demoFolder, type DemoFolder } from './demo-folder.ts';
import { listening } from '../../testkit/machine/demo-ports.ts';

/** A school of the demo and, in the broker's place, @node-saml/node-saml with keys of its own. */
interface Fixture {
  readonly origin: string;
  readonly saml: (options?: Partial<SamlConfig>) => SAML;
  readonly acs: string;
  close(): Promise<void>;
}

let folder: DemoFolder;
beforeAll(async () => {
  folder = await demoFolder();
});
afterAll(() => folder.remove());

async function fixture(party: 'regenboog' | 'zeeland'): Promise<Fixture> {
  const description = samlSchoolOf(party);
  const keys = await readSamlKeys(folder.settings.partyKeysFolder, party);
  const own = await readSamlKeys(
    folder.settings.partyKeysFolder,
    party === 'zeeland' ? 'regenboog' : 'zeeland',
  );
  const broker = await listening();
  const school = await listening();
  const base = `${broker.origin}/saml/${description.idp}`;
  const settings: SamlConfig = {
    callbackUrl: `${base}/acs`,
    issuer: `${base}/metadata`,
    audience: `${base}/metadata`,
    entryPoint: `${school.origin}/sso`,
    idpCert: keys.certificate,
    privateKey: own.privateKeyPem,
    decryptionPvk: own.privateKeyPem,
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
    identifierFormat: null,
    disableRequestedAuthnContext: true,
    skipRequestCompression: false,
  };
  const metadata = generateServiceProviderMetadata({
    issuer: settings.issuer,
    callbackUrl: settings.callbackUrl,
    publicCerts: own.certificate,
    privateKey: own.privateKeyPem,
    decryptionPvk: own.privateKeyPem,
    decryptionCert: own.certificate,
  });
  broker.use((_request, response) => void response.end(metadata));
  school.use(createSamlSchool({ school: description, origin: school.origin, broker: broker.origin, keys }));
  return {
    origin: school.origin,
    acs: settings.callbackUrl,
    saml: (options) => new SAML({ ...settings, ...options }),
    close: async () => void (await Promise.all([broker.close(), school.close()])),
  };
}

async function askByRedirect(browser: Browser, saml: SAML): Promise<Shown> {
  return browser.open(await saml.getAuthorizeUrlAsync('relay&state', undefined, {}));
}

async function askByPost(browser: Browser, saml: SAML): Promise<Shown> {
  const text = await saml.getAuthorizeFormAsync('relay&state');
  const form = formOf({ url: 'http://broker.invalid', status: 200, text });
  return browser.submit(form.action, form.fields);
}

async function choose(browser: Browser, loginPage: Shown, choice: Record<string, string>) {
  const { action, fields } = formOf(loginPage);
  const answer = await browser.submit(action, { ...fields, ...choice });
  return formOf(answer);
}

function decoded(fields: Readonly<Record<string, string>>): string {
  return Buffer.from(fields['SAMLResponse'] ?? '', 'base64').toString('utf8');
}

describe('the SAML school of one school', () => {
  let school: Fixture;
  beforeAll(async () => {
    school = await fixture('regenboog');
  });
  afterAll(() => school.close());

  it('refuses a request whose signature is not the broker’s', async () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const shown = await askByRedirect(createBrowser(), school.saml({ privateKey }));
    expect(shown.status).toBe(500);
    expect(shown.text).not.toContain('name="person"');
  });

  it('answers with a signed response that node-saml accepts, and the Entree style attributes', async () => {
    const saml = school.saml({ validateInResponseTo: ValidateInResponseTo.always });
    const browser = createBrowser();
    const form = await choose(browser, await askByRedirect(browser, saml), { person: 'sam' });
    expect(form.action).toBe(school.acs);
    expect(form.fields['RelayState']).toBe('relay&state');
    const { profile } = await saml.validatePostResponseAsync(form.fields);
    expect(profile).toMatchObject({
      nameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      issuer: `${school.origin}/metadata`,
      givenName: 'Sam',
      nlEduPersonTussenvoegsels: 'van de',
      eduPersonAffiliation: 'student',
      nlEduPersonHomeOrganizationId: '99AA',
      nlEduPersonUnit: ['groep-5', 'plusklas-maan'],
    });
    expect(profile?.['eckId']).toMatch(/^https:\/\/ketenid\.nl\/201703\/[0-9a-f]{128}$/);
  });

  it('names the same person by the same NameID at every login', async () => {
    const nameIds = [];
    for (let login = 0; login < 2; login += 1) {
      const saml = school.saml();
      const browser = createBrowser();
      const form = await choose(browser, await askByRedirect(browser, saml), { person: 'pip' });
      nameIds.push((await saml.validatePostResponseAsync(form.fields)).profile?.nameID);
    }
    expect(nameIds[0]).toMatch(/^[\w-]{43}$/);
    expect(nameIds[1]).toBe(nameIds[0]);
  });

  it('remembers the person, unless the broker forces a login or the person signs out', async () => {
    const browser = createBrowser();
    await choose(browser, await askByRedirect(browser, school.saml()), { person: 'testa' });
    expect(formOf(await askByRedirect(browser, school.saml())).action).toBe(school.acs);
    const forced = await askByRedirect(browser, school.saml({ forceAuthn: true }));
    expect(forced.text).toContain('name="person"');
    expect(forced.text).toContain('opnieuw vragen wie je bent');
    await browser.submit(`${school.origin}/sign-out`, {});
    expect((await askByRedirect(browser, school.saml())).text).toContain('name="person"');
  });

  it('answers NoPassive when it may not ask and does not know', async () => {
    const form = formOf(await askByRedirect(createBrowser(), school.saml({ passive: true })));
    expect(decoded(form.fields)).toContain('urn:oasis:names:tc:SAML:2.0:status:NoPassive');
  });

  it('sends a signed failure without an assertion when the person cancels', async () => {
    const saml = school.saml();
    const browser = createBrowser();
    const form = await choose(browser, await askByRedirect(browser, saml), { cancel: 'yes' });
    expect(decoded(form.fields)).toContain('urn:oasis:names:tc:SAML:2.0:status:AuthnFailed');
    expect(decoded(form.fields)).not.toContain('Assertion ');
    await expect(saml.validatePostResponseAsync(form.fields)).rejects.toThrow(/AuthnFailed/);
  });
});

describe('the SAML school of two schools', () => {
  let school: Fixture;
  beforeAll(async () => {
    school = await fixture('zeeland');
  });
  afterAll(() => school.close());

  it('takes a posted request and encrypts the assertion, with both schools of a teacher', async () => {
    const saml = school.saml({ authnRequestBinding: 'HTTP-POST', skipRequestCompression: true });
    const browser = createBrowser();
    const form = await choose(browser, await askByPost(browser, saml), { person: 'dummy' });
    expect(decoded(form.fields)).toContain('EncryptedAssertion');
    expect(decoded(form.fields)).not.toContain('Tweehuis');
    const { profile } = await saml.validatePostResponseAsync(form.fields);
    expect(profile).toMatchObject({
      uid: 'dummy@zeeuwse-stromen',
      eduPersonAffiliation: 'employee',
      nlEduPersonHomeOrganizationId: ['99AC', '99AD'],
    });
  });

  it('refuses a posted request that was changed', async () => {
    const saml = school.saml({ authnRequestBinding: 'HTTP-POST', skipRequestCompression: true });
    const form = formOf({
      url: 'http://broker.invalid',
      status: 200,
      text: await saml.getAuthorizeFormAsync(''),
    });
    const changed = Buffer.from(form.fields['SAMLRequest'] ?? '', 'base64')
      .toString('utf8')
      .replace('Version="2.0"', 'Version="2.0" ForceAuthn="true"');
    const fields = { ...form.fields, SAMLRequest: Buffer.from(changed).toString('base64') };
    expect((await createBrowser().submit(form.action, fields)).status).toBe(500);
  });
});
