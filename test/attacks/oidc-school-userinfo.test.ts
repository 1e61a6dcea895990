import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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

/** Userinfo as a signed token: OpenID Connect Core 1.0 section 5.3.2. */

let school: OidcSchool;
beforeAll(async () => {
  const options = { shape: 'plain', users: [pupil], redirectUris: [callback], signedUserinfo: true } as const;
  school = await startOidcSchool(options);
  school.signInAs('milan');
});
afterEach(() => {
  school.behave();
});
afterAll(() => school.stop());

const idp = () =>
  idpFor(school, { record: recordFor(school, { identifier: { namespace: 'kade', attributes: ['sub'] } }) });

describe('userinfo that is a signed token', () => {
  it('is read', async () => {
    const { attributes } = await signIn(idp());
    expect(attributes.values.get('given_name')).toEqual(['Milan']);
  });

  it('is read where the school does not say by which algorithm it signs it', async () => {
    school.rewrite('openid-configuration', (metadata) => ({
      ...metadata,
      userinfo_signing_alg_values_supported: undefined,
    }));
    const { attributes } = await signIn(idp());
    expect(attributes.values.get('given_name')).toEqual(['Milan']);
  });

  it('is refused under another key, although it has the name of the school’s', async () => {
    const foreign = await generateSigningKey(school.signingKey().kid);
    school.rewriteSignedUserinfo((userinfo) => resigned(userinfo, { key: foreign }));
    await expectFailure(signIn(idp()), 'oidc.signature_invalid');
  });

  it('is refused when it was changed under the signature', async () => {
    school.rewriteSignedUserinfo((userinfo) => tampered(userinfo, { groups: ['teachers'] }));
    await expectFailure(signIn(idp()), 'oidc.signature_invalid');
  });

  it.each([
    ['of another person', { sub: 'somebody-else' }, 'oidc.attribute_mismatch'],
    ['for another client', { aud: 'other' }, 'oidc.claim_mismatch'],
    ['of another issuer', { iss: 'https://login.example' }, 'oidc.claim_mismatch'],
    ['that is over', { exp: 1 }, 'oidc.token_expired'],
  ] as const)('is refused when it is one %s', async (_case, claims, code) => {
    school.rewriteSignedUserinfo((userinfo) => resigned(userinfo, { claims, key: school.signingKey() }));
    await expectFailure(signIn(idp()), code);
  });

  it.each([[undefined], [['none', 'HS256', 'RS256']]])(
    'is refused without a signature, and with one by the secret, when the school says %j',
    async (userinfo_signing_alg_values_supported) => {
      school.rewrite('openid-configuration', (metadata) => ({
        ...metadata,
        ...(userinfo_signing_alg_values_supported && { userinfo_signing_alg_values_supported }),
      }));
      for (const change of [
        unsigned,
        (userinfo: string) => signedWithSecret(userinfo, school.clientSecret),
      ]) {
        school.rewriteSignedUserinfo(change);
        await expect(signIn(idp())).rejects.toMatchObject({
          code: expect.stringMatching(/^oidc\.(?:answer_invalid|algorithm_refused)$/),
        });
      }
    },
  );
});
