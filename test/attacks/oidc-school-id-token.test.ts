import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startOidcSchool, type OidcSchool } from '../../testkit/actors/oidc-school.ts';
import { callback, idpFor, pupil, recordFor, signIn } from '../../testkit/actors/oidc-school-login.ts';
import {
  generateSigningKey,
  resigned,
  signedWithSecret,
  tampered,
  unsigned,
} from '../../testkit/actors/oidc-school-tokens.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

/** OpenID Connect Core 1.0 section 3.1.3.7; RFC 8725 sections 2.1, 3.1, 3.8 and 3.9. */

let school: OidcSchool;
beforeAll(async () => {
  school = await startOidcSchool({ shape: 'entra', users: [pupil], redirectUris: [callback] });
});
beforeEach(() => {
  school.signInAs('milan');
});
afterEach(() => {
  school.behave();
});
afterAll(() => school.stop());

describe('an id_token with a claim that is not for us', () => {
  const now = Math.floor(Date.now() / 1000);

  it.each([
    ['another nonce', { nonce: 'of-another-visit' }, 'oidc.claim_mismatch'],
    ['no nonce', { nonce: undefined }, 'oidc.answer_invalid'],
    ['another audience', { aud: 'another-client' }, 'oidc.claim_mismatch'],
    [
      'several audiences, another authorized',
      { aud: ['sluis', 'other'], azp: 'other' },
      'oidc.claim_mismatch',
    ],
    ['several audiences, none authorized', { aud: ['sluis', 'other'] }, 'oidc.claim_mismatch'],
    ['another issuer', { iss: 'https://login.example/other/v2.0' }, 'oidc.claim_mismatch'],
    ['an end in the past', { exp: now - 61 }, 'oidc.token_expired'],
    ['no end', { exp: undefined }, 'oidc.answer_invalid'],
    ['a beginning in the future', { nbf: now + 600 }, 'oidc.not_yet_valid'],
    ['the only audience, another authorized', { azp: 'other' }, 'oidc.authorized_party_mismatch'],
    ['an empty authorized party', { azp: '' }, 'oidc.authorized_party_mismatch'],
    ['a list of authorized parties', { azp: ['sluis'] }, 'oidc.authorized_party_mismatch'],
    ['an issue in the future', { iat: now + 120 }, 'oidc.issued_in_future'],
    ['an issue of next year', { iat: now + 31_536_000 }, 'oidc.issued_in_future'],
    ['no issue', { iat: undefined }, 'oidc.answer_invalid'],
    ['no subject', { sub: undefined }, 'oidc.answer_invalid'],
    ['an empty subject', { sub: '' }, 'oidc.subject_invalid'],
    ['a subject with a blank', { sub: ' milan' }, 'oidc.subject_invalid'],
    ['a subject with a control character', { sub: 'mil\u0000an' }, 'oidc.subject_invalid'],
    ['a subject that is not in NFC', { sub: 'e\u0301' }, 'oidc.subject_invalid'],
    ['a subject without end', { sub: 'x'.repeat(256) }, 'oidc.subject_invalid'],
  ] as const)('is refused: %s', async (_case, claims, code) => {
    school.sayInIdToken(claims);
    await expectFailure(signIn(idpFor(school)), code);
  });

  it.each([
    ['itself as the authorized party', { azp: 'sluis' }],
    ['a clock that is a little ahead', { iat: now + 45, nbf: now + 45, auth_time: now + 45 }],
    ['a clock that is a little behind', { iat: now - 360, exp: now - 45 }],
  ])('is taken with %s', async (_case, claims) => {
    school.sayInIdToken(claims);
    await expect(signIn(idpFor(school))).resolves.toMatchObject({ subject: pupil.subject });
  });

  const ahead = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
  const withTolerance = (clockToleranceSeconds: number) =>
    idpFor(school, { record: recordFor(school, { clockToleranceSeconds }) });

  it.each([
    ['iat', 0, 20, 'oidc.issued_in_future'],
    ['nbf', 0, 20, 'oidc.not_yet_valid'],
    ['auth_time', 0, 20, 'oidc.auth_time_invalid'],
    ['exp', 0, -1, 'oidc.token_expired'],
    ['iat', 180, 200, 'oidc.issued_in_future'],
    ['nbf', 180, 200, 'oidc.not_yet_valid'],
    ['auth_time', 180, 200, 'oidc.auth_time_invalid'],
    ['exp', 180, -181, 'oidc.token_expired'],
  ] as const)(
    'is refused when %s is off by more than the record of its IdP allows: %i, and it is %i',
    async (claim, tolerance, seconds, code) => {
      school.sayInIdToken({ [claim]: ahead(seconds) });
      const error = await signIn(withTolerance(tolerance)).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code, details: { secondsFromNow: expect.closeTo(seconds, -1) } });
    },
  );

  it('is taken when its moments are off by less, and remembered for as long as it is taken', async () => {
    const exp = ahead(-150);
    school.sayInIdToken({ exp, iat: ahead(170), nbf: ahead(170), auth_time: ahead(170) });
    const { replayableUntil } = await signIn(withTolerance(180));
    expect(replayableUntil).toBe((exp + 180) * 1000);
  });

  it('is refused for its size', async () => {
    school.sayInIdToken({ groups: numbers(5001) });
    await expectFailure(signIn(idpFor(school)), 'oidc.claims_excessive');
  });
});

describe('an id_token of another organisation', () => {
  it.each([
    ['22222222-2222-4333-8444-555555555555'],
    [undefined],
    [['11111111-2222-4333-8444-555555555555']],
  ])('is refused for its tenant: %j', async (tid) => {
    school.sayInIdToken({ tid });
    const idp = idpFor(school, { protocol: { tenant: school.tenant } });
    await expectFailure(signIn(idp), 'oidc.tenant_mismatch');
  });

  it.each([['evil.example'], [undefined], ['KADE.example'], [['kade.example']]])(
    'is refused for its hosted domain: %j',
    async (hd) => {
      school.sayInIdToken({ hd });
      const idp = idpFor(school, { protocol: { hostedDomain: 'kade.example' } });
      await expectFailure(signIn(idp), 'oidc.hosted_domain_mismatch');
    },
  );
});

describe('an id_token that the school did not sign', () => {
  it('is refused without a signature', async () => {
    school.rewriteIdToken(unsigned);
    await expectFailure(signIn(idpFor(school)), 'oidc.answer_invalid');
  });

  it('is refused without a signature although the IdP says that it does so', async () => {
    school.rewrite('openid-configuration', (metadata) => ({
      ...metadata,
      id_token_signing_alg_values_supported: ['none', 'HS256', 'RS256'],
    }));
    school.rewriteIdToken(unsigned);
    await expectFailure(signIn(idpFor(school)), 'oidc.algorithm_refused');
    school.rewriteIdToken((idToken) => signedWithSecret(idToken, school.clientSecret));
    await expectFailure(signIn(idpFor(school)), 'oidc.algorithm_refused');
  });

  it('is refused under a key that the IdP does not publish', async () => {
    const foreign = await generateSigningKey();
    school.rewriteIdToken((idToken) => resigned(idToken, { key: foreign }));
    await expectFailure(signIn(idpFor(school)), 'oidc.key_unknown');
  });

  it('is refused under a foreign key that bears the name of the IdP’s', async () => {
    const foreign = await generateSigningKey(school.signingKey().kid);
    school.rewriteIdToken((idToken) => resigned(idToken, { key: foreign }));
    await expectFailure(signIn(idpFor(school)), 'oidc.signature_invalid');
  });

  it('is refused when its claims were changed under the signature', async () => {
    school.rewriteIdToken((idToken) => tampered(idToken, { oid: 'somebody-else' }));
    await expectFailure(signIn(idpFor(school)), 'oidc.signature_invalid');
  });

  it('is refused when there is none', async () => {
    school.rewrite('token', (body) => ({ access_token: body['access_token'], token_type: 'Bearer' }));
    await expectFailure(signIn(idpFor(school)), 'oidc.answer_invalid');
  });
});

describe('an IdP that calls itself by another name', () => {
  it('is refused, also in the way of Entra ID’s multi-tenant issuers', async () => {
    for (const issuer of ['https://login.example', 'https://login.microsoftonline.com/{tenantid}/v2.0']) {
      school.rewrite('openid-configuration', (metadata) => ({ ...metadata, issuer }));
      await expectFailure(signIn(idpFor(school)), 'oidc.attribute_mismatch');
    }
    school.rewrite('openid-configuration', (metadata) => ({ ...metadata, issuer: `${school.origin}:/../x` }));
    await expectFailure(signIn(idpFor(school)), 'oidc.answer_invalid');
  });

  it.each(['javascript:alert(1)', 'http://login.example/auth', 'data:text/html,x', undefined])(
    'sends nobody to %s',
    async (endpoint) => {
      school.rewrite('openid-configuration', (metadata) => ({
        ...metadata,
        authorization_endpoint: endpoint,
      }));
      await expectFailure(signIn(idpFor(school)), 'oidc.endpoint_insecure');
    },
  );

  it('is not asked over plain http unless it is on this machine', async () => {
    const idp = idpFor(school, { protocol: { issuer: 'http://login.example' }, record: recordFor(school) });
    await expectFailure(signIn(idp), 'oidc.endpoint_insecure');
  });
});

describe('what is told about a refusal', () => {
  it('holds nothing of the token', async () => {
    school.sayInIdToken({ nonce: 'of-another-visit', given_name: 'canary-of-a-person' });
    const failure = await expectFailure(signIn(idpFor(school)), 'oidc.claim_mismatch');
    expect(failure.message).not.toContain('canary');
    expect(failure.cause).toBeUndefined();
  });
});
