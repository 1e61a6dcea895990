import { describe, expect, it } from 'vitest';
import { idpId } from '../../../../src/domain/ids.ts';
import { isAssertionConsumer, ourAddresses } from '../../../../src/upstream/saml/addresses.ts';
import { required } from '../../../../testkit/values/ids.ts';

describe('the address that other sites may post to', () => {
  it('is the one that our metadata names', () => {
    const { assertionConsumer } = ourAddresses('https://sluis.example', required(idpId('regenboog-saml')));
    expect(isAssertionConsumer(new URL(assertionConsumer).pathname)).toBe(true);
  });

  it.each([
    '/',
    '/saml/acs',
    '/saml//acs',
    '/saml/regenboog-saml/acs/',
    '/saml/regenboog-saml/acs/more',
    '/saml/a/b/acs',
    '/saml/regenboog-saml/metadata',
    '/SAML/regenboog-saml/ACS',
    '/saml/%2e%2e/acs',
    '/before/saml/regenboog-saml/acs',
    '/saml/regenboog-saml/acs\n',
    '/oidc/kade-entra/callback',
    '/logout/confirm',
  ])('is not %j', (path) => {
    expect(isAssertionConsumer(path)).toBe(false);
  });
});
