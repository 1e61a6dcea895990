import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOidcSchool, type OidcSchool } from '../../testkit/actors/oidc-school.ts';
import { callback, idpFor, newHandle, pupil, signIn } from '../../testkit/actors/oidc-school-login.ts';
import { generateSigningKey, resigned } from '../../testkit/actors/oidc-school-tokens.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';

/** Documents that are not below their issuer: B2C and External ID have one per policy, Entra ID one per application. */

const users = [pupil];
const document = '.well-known/openid-configuration';

describe('a school whose document is apart from its issuer', () => {
  const path = `/tenant.onmicrosoft.com/B2C_1_signin/v2.0/${document}`;
  let school: OidcSchool;
  beforeAll(async () => {
    school = await startOidcSchool({ shape: 'entra', users, redirectUris: [callback] });
    school.signInAs('milan');
    school.moveDiscovery(path);
  });
  afterAll(() => school.stop());

  const idp = (endpointHosts = [new URL(school.issuer).host]) =>
    idpFor(school, { protocol: { discovery: { url: school.origin + path, endpointHosts } } });

  it('is not found by its issuer', async () => {
    await expectFailure(signIn(idpFor(school)), 'oidc.answer_invalid');
  });

  it('is found by its record', async () => {
    await expect(signIn(idp())).resolves.toMatchObject({ subject: pupil.subject });
  });

  it('has to be the issuer of the record, letter by letter', async () => {
    for (const issuer of [`${school.issuer}/`, 'https://login.microsoftonline.com/{tenantid}/v2.0']) {
      school.rewrite('openid-configuration', (metadata) => ({ ...metadata, issuer }));
      await expectFailure(signIn(idp()), 'oidc.issuer_mismatch');
    }
    school.behave();
  });

  it.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri', 'userinfo_endpoint'])(
    'sends nobody and nothing to a host that is not in its record: %s',
    async (endpoint) => {
      const elsewhere = new URL(school.origin.replace('127.0.0.1', 'localhost'));
      school.rewrite('openid-configuration', (metadata) => ({
        ...metadata,
        [endpoint]: new URL(new URL(String(metadata[endpoint])).pathname, elsewhere).href,
      }));
      const start = { handle: newHandle(), signInAnew: 'no', language: 'nl' } as const;
      await expectFailure(idp().startLogin(start), 'oidc.endpoint_host_unknown');
      const both = [new URL(school.origin).host, elsewhere.host];
      await expect(idp(both).startLogin(start)).resolves.toHaveProperty('kind', 'redirect');
      school.behave();
    },
  );

  it('counts a port as another host', async () => {
    await expectFailure(signIn(idp(['127.0.0.1'])), 'oidc.endpoint_host_unknown');
  });
});

describe('an application of Entra ID with a signing key of its own', () => {
  let school: OidcSchool;
  beforeAll(async () => {
    school = await startOidcSchool({ shape: 'entra', users, redirectUris: [callback] });
    school.signInAs('milan');
    const own = await generateSigningKey('key-of-the-application');
    school.rewrite('openid-configuration', (metadata, query) => ({
      ...metadata,
      jwks_uri: `${String(metadata['jwks_uri'])}${query.size > 0 ? `?${query.toString()}` : ''}`,
    }));
    const { kty, n, e, kid } = own.privateJwk;
    school.rewrite('jwks', (keys, query) =>
      query.get('appid') === school.clientId ? { keys: [{ kty, n, e, kid }] } : keys,
    );
    school.rewriteIdToken((idToken) => resigned(idToken, { key: own }));
  });
  afterAll(() => school.stop());

  it('is not known by the keys of all applications', async () => {
    await expectFailure(signIn(idpFor(school)), 'oidc.key_unknown');
  });

  it('is known by the document that names it', async () => {
    const url = `${school.issuer}/${document}?appid=${school.clientId}`;
    const discovery = { url, endpointHosts: [new URL(school.issuer).host] };
    await expect(signIn(idpFor(school, { protocol: { discovery } }))).resolves.toMatchObject({
      subject: pupil.subject,
    });
  });
});
