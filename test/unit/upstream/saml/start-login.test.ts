import type { SamlProtocol } from '../../../../src/register/model/kinds/idp.ts';
import { verify, createPublicKey } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { systemRandomness } from '../../../../src/domain/randomness.ts';
import { createSamlIdp } from '../../../../src/upstream/saml/saml-idp.ts';
import { makeCertifiedKey } from '../../../../testkit/values/saml-certificate.ts';
import { issuer, newHandle, samlProvider } from '../../../../testkit/actors/saml-login.ts';
import { createSamlSchool } from '../../../../testkit/actors/saml-school.ts';

const schoolKey = await makeCertifiedKey();
const ourKey = await makeCertifiedKey();
const shortKey = await makeCertifiedKey({ bits: 1024 });
const expiredKey = await makeCertifiedKey({ notAfter: new Date(Date.now() - 1000) });
const keys = { signing: [ourKey], decryption: [ourKey] } as const;

function makeIdp(protocol: Partial<SamlProtocol>, identifier = ['nameid']) {
  const provider = samlProvider(createSamlSchool(schoolKey), { protocol, identifier });
  return createSamlIdp({ idp: provider, issuer, keys, clock: systemClock, randomness: systemRandomness });
}

describe('starting a login', () => {
  it.each([
    ['saml.certificate_unreadable', ['not a certificate']],
    ['saml.certificate_unreadable', []],
    ['saml.certificate_unreadable', ['MIIC', ourKey.certificatePem.replace(/-----END.*/s, '')]],
    ['saml.certificate_weak', [shortKey.certificatePem]],
    ['saml.certificate_weak', ['MIIC', shortKey.certificatePem]],
    ['saml.certificate_expired', [expiredKey.certificatePem]],
  ])('is refused with %s before anybody goes to the school', async (code, certificates) => {
    const start = makeIdp({ certificates }).startLogin({
      handle: newHandle(),
      signInAnew: 'no',
      language: 'nl',
    });
    await expect(start).rejects.toMatchObject({ code });
  });

  it('by redirect: deflated, signed with rsa-sha256, RelayState is the handle', async () => {
    const handle = newHandle();
    const idp = makeIdp({ singleSignOnUrl: 'https://regenboog.example/sso?tenant=1' });
    const start = await idp.startLogin({ handle, signInAnew: 'no', language: 'nl', maxAge: 600 });
    if (start.kind !== 'redirect') throw new Error('expected a redirect');
    const url = new URL(start.url);
    expect(url.searchParams.get('tenant')).toBe('1');
    expect(url.searchParams.get('RelayState')).toBe(handle);
    expect(start.pending).toMatchObject({ handle, maxAge: 600, signInAnew: 'no' });
    const signed = /SAMLRequest=[^&]+&RelayState=[^&]+&SigAlg=[^&]+/.exec(start.url)?.[0] ?? '';
    expect(decodeURIComponent(signed)).toContain('rsa-sha256');
    const signature = Buffer.from(url.searchParams.get('Signature') ?? '', 'base64');
    expect(verify('sha256', Buffer.from(signed), createPublicKey(ourKey.certificatePem), signature)).toBe(
      true,
    );
    const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
    expect(xml).toContain(`ID="${start.pending.requestId}"`);
    expect(xml).toContain(`AssertionConsumerServiceURL="${issuer}/saml/regenboog-saml/acs"`);
    expect(xml).toContain('nameid-format:persistent');
    expect(xml).not.toMatch(/ForceAuthn|RequestedAuthnContext|emailAddress/);
  });

  it('by redirect, unsigned where the record says so', async () => {
    const idp = makeIdp({ signRequests: false, singleSignOnUrl: 'https://regenboog.example/sso?tenant=1' });
    const start = await idp.startLogin({ handle: newHandle(), signInAnew: 'no', language: 'nl' });
    if (start.kind !== 'redirect') throw new Error('expected a redirect');
    const names = [...new URL(start.url).searchParams.keys()];
    expect(names.toSorted()).toEqual(['RelayState', 'SAMLRequest', 'tenant']);
  });

  it('by POST, unsigned where the record says so', async () => {
    const idp = makeIdp({ signRequests: false, requestBinding: 'post' });
    const start = await idp.startLogin({ handle: newHandle(), signInAnew: 'no', language: 'nl' });
    if (start.kind !== 'form') throw new Error('expected a form');
    const xml = Buffer.from(start.fields['SAMLRequest'] ?? '', 'base64').toString();
    expect(xml).toContain('AuthnRequest');
    expect(xml).not.toContain('Signature');
  });

  it('by POST: not deflated, an enveloped SHA-256 signature, ForceAuthn when asked', async () => {
    const handle = newHandle();
    const idp = makeIdp({ requestBinding: 'post' }, ['uid']);
    const start = await idp.startLogin({ handle, signInAnew: 'prove', language: 'nl' });
    if (start.kind !== 'form') throw new Error('expected a form');
    expect(start.action).toBe('https://regenboog.example/sso');
    expect(start.fields['RelayState']).toBe(handle);
    const xml = Buffer.from(start.fields['SAMLRequest'] ?? '', 'base64').toString();
    expect(xml).toMatch(/ForceAuthn="true"/);
    expect(xml).toContain('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    expect(xml).toContain('http://www.w3.org/2001/04/xmlenc#sha256');
    expect(xml).not.toMatch(/sha1|nameid-format/);
  });

  it('gives every request another id', async () => {
    const idp = makeIdp({});
    const input = { handle: newHandle(), signInAnew: 'no', language: 'nl' } as const;
    const ids = await Promise.all([1, 2, 3].map(async () => (await idp.startLogin(input)).pending.requestId));
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) expect(id).toMatch(/^_[\w-]{43}$/);
  });
});

describe('the handle of an answer', () => {
  it.each([[undefined], [''], ['short'], [['a', 'b']], [`${'a'.repeat(43)}"`], [{ toString: 'x' }]])(
    'is undefined for RelayState %j',
    (RelayState) => {
      expect(makeIdp({}).handleOf({ body: { RelayState }, rawQuery: '' })).toBeUndefined();
    },
  );

  it('is RelayState', () => {
    const handle = newHandle();
    expect(makeIdp({}).handleOf({ body: { RelayState: handle }, rawQuery: '' })).toBe(handle);
  });
});
