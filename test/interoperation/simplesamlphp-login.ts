import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { parseIdpMetadata } from '../../src/upstream/saml/idp-metadata.ts';
import { createBrowser, firstForm, type Arrived, type Browser } from '../../testkit/actors/browser.ts';
import type { World } from '../../testkit/world/world.ts';
import { simpleSamlPhpPassword } from '../../testkit/services/simplesamlphp-configuration.ts';
import { fetchServiceProvider } from '../../testkit/services/simplesamlphp-service-provider.ts';
import { startSimpleSamlPhp, type SimpleSamlPhp } from '../../testkit/services/simplesamlphp.ts';

type Users = Parameters<typeof startSimpleSamlPhp>[0]['users'];

export interface SchoolWishes {
  readonly idp: 'regenboog-saml' | 'zee-saml';
  readonly users: Users;
  readonly encryptAssertions?: boolean;
  readonly requireSignedRequests?: boolean;
  readonly requestBinding?: 'redirect' | 'post';
}

const federation = z.looseObject({ idps: z.array(z.looseObject({ id: z.string() })) });

/** SimpleSAMLphp as an IdP of the world, made known to one another by the metadata that each publishes. */
export async function joinSimpleSamlPhp(world: World, wishes: SchoolWishes): Promise<SimpleSamlPhp> {
  const { idp, requestBinding = 'redirect', ...options } = wishes;
  const ours = await fetchServiceProvider(`${world.issuer}/saml/${idp}/metadata`);
  const school = await startSimpleSamlPhp({ ...options, serviceProviders: [ours] });
  const published = await fetch(school.entityId, { signal: AbortSignal.timeout(15_000) });
  const metadata = parseIdpMetadata(await published.text(), Date.now());
  const protocol = {
    kind: 'saml',
    entityId: metadata.entityId,
    singleSignOnUrl: metadata.singleSignOnUrl.redirect,
    certificates: metadata.certificates.map(
      (base64) =>
        `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
    ),
    requestBinding,
    requireEncryptedAssertions: wishes.encryptAssertions === true,
  };
  await world.change((text) => {
    const current = federation.parse(parse(text));
    const idps = current.idps.map((one) => (one.id === idp ? { ...one, protocol } : one));
    return stringify({ ...current, idps });
  });
  await world.settled();
  return school;
}

/** A browser that visits the broker and the school, and stops at every supplier's door. */
export function browserFor(world: World, school: SimpleSamlPhp): Browser {
  return createBrowser(({ origin }) => origin === world.issuer || origin === school.origin);
}

/** The broker's page that posts the request, where it does; then what the school shows. */
export async function goToSchool(browser: Browser, url: string): Promise<Arrived> {
  const at = await browser.go(url);
  const form = firstForm(at.body);
  return 'SAMLRequest' in form.fields ? browser.postFromOtherSite(form.action, form.fields) : at;
}

export function asksForPassword({ body }: Arrived): boolean {
  return body.includes('name="password"');
}

/** Types login and password, where the school asks for them, and lets the browser carry the answer to the broker. */
export async function answerAtSchool(browser: Browser, at: Arrived, login: string): Promise<Arrived> {
  const answered = asksForPassword(at) ? await typePassword(browser, at, login) : at;
  const { action, fields } = firstForm(answered.body);
  const { SAMLResponse = '', RelayState = '' } = fields;
  if (SAMLResponse === '') throw new Error(`the school gave no answer: ${answered.body.slice(0, 2000)}`);
  return browser.postFromOtherSite(action, { SAMLResponse, RelayState });
}

function typePassword(browser: Browser, at: Arrived, login: string): Promise<Arrived> {
  const AuthState = /name="AuthState" value="([^"]*)"/.exec(at.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const address = new URL(`${at.url.origin}${at.url.pathname}`);
  return browser.post(address.href, { username: login, password: simpleSamlPhpPassword, AuthState });
}
