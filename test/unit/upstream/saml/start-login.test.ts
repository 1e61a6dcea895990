import type { SamlProtocol } from '../../../../src/register/model/kinds/idp.ts';
import { verify, createPublicKey } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
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
  return createSamlIdp({ idp: provider, issuer, keys, clock: systemClock });
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

  it('gives every request an id of its own, which its handle can be read from', async () => {
    const idp = makeIdp({});
    for (const handle of [newHandle(), newHandle()]) {
      const { pending } = await idp.startLogin({ handle, signInAnew: 'no', language: 'nl' });
      expect(pending.requestId).toBe(`_${handle}`);
      const answer = { SAMLResponse: encoded(`<Response InResponseTo="${pending.requestId ?? ''}">`) };
      expect(idp.handleOf({ body: answer, rawQuery: '' })).toBe(handle);
    }
  });
});

describe('a Response to no request', () => {
  const launch = (RelayState: unknown, xml: string, on: { readonly unsolicitedResponses?: boolean }) =>
    makeIdp(on).launch({ body: { RelayState, SAMLResponse: encoded(xml) }, rawQuery: '' });
  const on = { unsolicitedResponses: true };

  it('launches nothing where the record does not say so', () => {
    expect(launch('leesboom-reader', '<Response/>', {})).toBeUndefined();
    expect(launch('leesboom-reader', '<Response/>', { unsolicitedResponses: false })).toBeUndefined();
  });

  it.each([
    '',
    '<garbage/>',
    '<Assertion/>',
    '<Response',
    '<Response InResponseTo=""/>',
    '<Response InResponseTo="_x"/>',
  ])('is no such thing as %j', (xml) => {
    expect(launch('leesboom-reader', xml, on)).toBeUndefined();
  });

  it.each([
    [undefined],
    [''],
    ['https://evil.example/'],
    ['//evil.example'],
    [['leesboom-reader', 'x']],
    [7],
  ])('names no service by RelayState %j', (RelayState) => {
    expect(launch(RelayState, '<Response/>', on)).toEqual({ service: undefined });
  });

  it('names a service by its id, and nothing behind its first tag is looked at', () => {
    expect(launch('leesboom-reader', '<p:Response xmlns:p="urn:x"><!DOCTYPE', on)).toEqual({
      service: 'leesboom-reader',
    });
  });
});

function encoded(xml: string): string {
  return Buffer.from(xml).toString('base64');
}

describe('the handle of an answer', () => {
  it.each([[undefined], [''], ['short'], [['a', 'b']], [`${'a'.repeat(43)}"`], [{ toString: 'x' }]])(
    'is undefined for RelayState %j',
    (RelayState) => {
      expect(makeIdp({}).handleOf({ body: { RelayState }, rawQuery: '' })).toBeUndefined();
    },
  );

  it.each([
    ['', 'no XML'],
    ['<garbage/>', 'another element'],
    ['<!DOCTYPE a><Response InResponseTo="_ID"/>', 'a DOCTYPE'],
    ['<Response/>', 'no InResponseTo'],
    ['<Response InResponseTo="xID"/>', 'the id of nobody’s request'],
    ['<Response InResponseTo="_short"/>', 'a short id'],
    ['<Response InResponseTo="_ID" InResponseTo="_ID"/>', 'InResponseTo twice'],
    ['<Response x:InResponseTo="_ID"/>', 'another attribute'],
    ['<Outer><Response InResponseTo="_ID"/></Outer>', 'a Response further in'],
  ])('is undefined where RelayState is lost and %j came (%s)', (xml) => {
    const text = xml.replaceAll('ID"', `${newHandle()}"`);
    expect(makeIdp({}).handleOf({ body: { SAMLResponse: encoded(text) }, rawQuery: '' })).toBeUndefined();
  });

  it.each([[['a', 'b']], [{ toString: 'x' }]])(
    'is undefined for RelayState %j whatever came with it',
    (lost) => {
      const body = { RelayState: lost, SAMLResponse: encoded(`<Response InResponseTo="_${newHandle()}">`) };
      expect(makeIdp({}).handleOf({ body, rawQuery: '' })).toBeUndefined();
    },
  );

  it.each([[undefined], [''], ['https://service.example/'], ['default']])(
    'is in InResponseTo where RelayState is %j, whatever comes after that tag',
    (RelayState) => {
      const handle = newHandle();
      const xml = `<?xml version="1.0"?>\n<samlp:Response a="1" InResponseTo="_${handle}"><!-- `;
      const body = { RelayState, SAMLResponse: encoded(xml) };
      expect(makeIdp({}).handleOf({ body, rawQuery: '' })).toBe(handle);
    },
  );

  it('is RelayState where both are there', () => {
    const handle = newHandle();
    const SAMLResponse = encoded(`<Response InResponseTo="_${newHandle()}">`);
    expect(makeIdp({}).handleOf({ body: { RelayState: handle, SAMLResponse }, rawQuery: '' })).toBe(handle);
  });

  it('is RelayState', () => {
    const handle = newHandle();
    expect(makeIdp({}).handleOf({ body: { RelayState: handle }, rawQuery: '' })).toBe(handle);
  });
});
