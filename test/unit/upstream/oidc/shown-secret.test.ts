import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shownSecret } from '../../../../src/upstream/oidc/shown-secret.ts';
import { startOidcSchool, type OidcSchool } from '../../../../testkit/actors/oidc-school.ts';
import { callback, idpFor, pupil, signIn } from '../../../../testkit/actors/oidc-school-login.ts';

const clientId = '66666666-7777-4888-9999-000000000000';
const secret = 'abc-def~ghi+jk:lm é';

function shown(methods?: readonly string[]) {
  const server = {
    issuer: 'https://login.example',
    ...(methods && { token_endpoint_auth_methods_supported: [...methods] }),
  };
  const [body, headers] = [new URLSearchParams(), new Headers()];
  const configuration = new client.Configuration(server, clientId);
  const authenticate = shownSecret(secret);
  authenticate(configuration.serverMetadata(), configuration.clientMetadata(), body, headers);
  return { form: Object.fromEntries(body), basic: headers.get('authorization') };
}

describe('the secret of a school’s IdP', () => {
  it.each([
    [['client_secret_basic', 'client_secret_post']],
    [['client_secret_post', 'client_secret_basic', 'private_key_jwt']],
    [['client_secret_post']],
    [['private_key_jwt']],
  ])('goes into the body, letter by letter, where the IdP says %j', (methods) => {
    expect(shown(methods)).toEqual({
      form: { client_id: clientId, client_secret: secret },
      basic: null,
    });
  });

  it.each([[['client_secret_basic']], [undefined]])(
    'goes by Basic where the IdP says %j, so that those who do not decode know the client id too',
    (methods) => {
      const { form, basic } = shown(methods);
      expect(form).toEqual({});
      const sent = Buffer.from(basic?.replace('Basic ', '') ?? '', 'base64').toString();
      expect(sent).toBe(`${clientId}:abc-def~ghi%2Bjk%3Alm%20%C3%A9`);
      // and those who do decode (RFC 6749 appendix B)
      const [, password = ''] = sent.split(':');
      expect(new URLSearchParams(`secret=${password}`).get('secret')).toBe(secret);
    },
  );
});

describe('a sign-in at a school', () => {
  let school: OidcSchool;
  beforeAll(async () => {
    school = await startOidcSchool({ shape: 'entra', users: [pupil], redirectUris: [callback] });
    school.signInAs('milan');
  });
  afterAll(() => school.stop());

  it.each([[['client_secret_basic']], [['client_secret_post']], [undefined]])(
    'succeeds where it says that it takes %j',
    async (methods) => {
      school.rewrite('openid-configuration', (metadata) => ({
        ...metadata,
        token_endpoint_auth_methods_supported: methods,
      }));
      await expect(signIn(idpFor(school))).resolves.toMatchObject({ subject: pupil.subject });
    },
  );
});
