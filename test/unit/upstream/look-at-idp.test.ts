import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/domain/clock.ts';
import { lookAtIdp } from '../../../src/upstream/look-at-idp.ts';
import { startOidcSchool, type OidcSchool } from '../../../testkit/actors/oidc-school.ts';
import type { IdentityProvider, OidcProtocol } from '../../../src/register/model/kinds/idp.ts';
import { recordFor } from '../../../testkit/actors/oidc-school-login.ts';
import { outgoingOnLoopback } from '../../../testkit/machine/outgoing-on-loopback.ts';
import { makeCertifiedKey } from '../../../testkit/values/saml-certificate.ts';

const looking = { clock: systemClock, outgoing: outgoingOnLoopback() };
let school: OidcSchool;
beforeAll(async () => {
  school = await startOidcSchool({
    shape: 'entra',
    users: [],
    redirectUris: ['https://login.example/callback'],
  });
});
afterAll(() => school.stop());

function samlRecord(singleSignOnUrl: string, certificates: readonly string[]): IdentityProvider {
  return recordFor(school, {
    protocol: {
      kind: 'saml',
      entityId: 'https://idp.example',
      singleSignOnUrl,
      certificates,
      requestBinding: 'redirect',
      requireEncryptedAssertions: false,
      signRequests: true,
    },
  });
}

function oidcRecord(issuer: string): IdentityProvider & { readonly protocol: OidcProtocol } {
  const record = recordFor(school);
  if (record.protocol.kind !== 'oidc') throw new TypeError('not an OpenID Connect school');
  return { ...record, protocol: { ...record.protocol, issuer } };
}

describe('a look at an IdP from here', () => {
  it('sees discovery, keys and the sign-on address of an OpenID Connect school', async () => {
    const looks = await lookAtIdp(oidcRecord(school.issuer), looking);
    expect(looks.map(({ at, isGood }) => [at, isGood])).toEqual([
      ['discovery', true],
      ['client authentication', true],
      ['keys', true],
      ['sign-on address', true],
    ]);
    expect(looks[0]?.found).toBe(school.issuer);
    expect(looks[1]?.found).toBe('secret; private_key_jwt is offered, RS256');
    expect(looks[2]?.found).toContain('1 keys at ');
  });

  it('sees whether the school takes a key instead of a secret', async () => {
    const { clientSecret: _none, ...protocol } = oidcRecord(school.issuer).protocol;
    const withKey = {
      ...protocol,
      authentication: { method: 'private_key_jwt', assertionAudience: 'issuer' },
    } as const;
    const [, offered] = await lookAtIdp(recordFor(school, { protocol: withKey }), looking);
    expect(offered).toEqual({ at: 'client authentication', isGood: true, found: 'private_key_jwt, RS256' });

    school.rewrite('openid-configuration', (metadata) => ({
      ...metadata,
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    }));
    const [, secret] = await lookAtIdp(oidcRecord(school.issuer), looking);
    const [, refused] = await lookAtIdp(recordFor(school, { protocol: withKey }), looking);
    school.behave();
    expect(secret).toMatchObject({ isGood: true, found: 'secret; private_key_jwt is not offered' });
    expect(refused).toEqual({
      at: 'client authentication',
      isGood: false,
      found:
        'oidc.client_assertion_unsupported, the IdP does not offer private_key_jwt, token_endpoint_auth_methods_supported',
    });
  });

  it('sees that discovery does not work, and why', async () => {
    const [look, ...others] = await lookAtIdp(oidcRecord(`${school.origin}/elsewhere`), looking);
    expect(others).toEqual([]);
    expect(look).toMatchObject({ at: 'discovery', isGood: false, found: expect.stringContaining('oidc.') });
  });

  it('sees the dates of certificates, those that are over, and a sign-on address that is not there', async () => {
    const [good, over] = await Promise.all([
      makeCertifiedKey(),
      makeCertifiedKey({ notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') }),
    ]);
    const certificates = [good.certificatePem, over.certificatePem, 'MIIC'];
    const looks = await lookAtIdp(samlRecord(`${school.origin}/nothing-here`, certificates), looking);
    expect(looks.map(({ at, isGood }) => [at, isGood])).toEqual([
      ['certificate', true],
      ['certificate', false],
      ['certificate', false],
      ['sign-on address', false],
    ]);
    expect(looks[1]?.found).toContain('2020-01-01 to 2021-01-01');
    expect(looks[3]?.found).toContain('answers 404');
  });

  it('does not connect to where the broker does not, and says so without calling it bad', async () => {
    const certificate = (await makeCertifiedKey()).certificatePem;
    const [, look] = await lookAtIdp(samlRecord('https://10.0.0.1/sso', [certificate]), looking);
    expect(look).toMatchObject({ isGood: true, found: expect.stringContaining('outgoing.address_refused') });
  });
});
