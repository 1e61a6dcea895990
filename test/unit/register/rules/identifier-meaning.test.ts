import { describe, expect, it } from 'vitest';
import { readableIdp, type IdentityProvider } from '../../../../src/register/model/kinds/idp.ts';
import { isSameMeaning } from '../../../../src/register/rules/identifier-meaning.ts';
import { kadeEntra } from '../../../../testkit/federation/parties.ts';

function loginWith(protocol: object, attributes: readonly string[] = ['sub']): IdentityProvider {
  const read = readableIdp({
    ...kadeEntra,
    protocol: { ...kadeEntra.protocol, ...protocol },
    identifier: { namespace: 'entra-kade', attributes },
  });
  if (read === undefined) throw new Error('no record of an IdP');
  return read;
}

const tenant = '11111111-2222-4333-8444-555555555555';

describe('the sub of a login', () => {
  it.each([
    ['at another issuer', {}, { issuer: 'https://other.example' }],
    ['for another client of Entra ID', { tenant }, { tenant, clientId: 'other' }],
    [
      'for another client of Entra ID by its issuer',
      { issuer: `https://login.microsoftonline.com/${tenant}/v2.0` },
      { issuer: `https://login.microsoftonline.com/${tenant}/v2.0`, clientId: 'other' },
    ],
  ])('means somebody else %s', (_where, one, other) => {
    expect(isSameMeaning(loginWith(one), loginWith(other))).toBe(false);
    expect(isSameMeaning(loginWith(one, ['oid']), loginWith(other, ['oid']))).toBe(true);
  });

  it('means the same for another client elsewhere, with another secret and other scopes', () => {
    const other = { clientId: 'other', clientSecret: { file: 'next.secret' }, scopes: ['openid', 'profile'] };
    expect(isSameMeaning(loginWith({}), loginWith(other))).toBe(true);
  });
});
