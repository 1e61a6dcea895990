import { describe, expect, it } from 'vitest';
import { startSamlLogin, type SamlLogin } from '../support/saml-login.ts';
import { ds, samlp, type AnswerWishes } from '../support/saml-school.ts';

/**
 * XML signature wrapping: Somorovsky and others, "On Breaking SAML: Be Whoever You Want to Be" (USENIX Security
 * 2012), the eight shapes as SAML Raider numbers them. Something signed stays in the document, something else is read.
 */

interface Parts {
  readonly response: string;
  /** Without its own signature. */
  readonly bareResponse: string;
  readonly responseSignature: string;
  readonly assertion: string;
  readonly bareAssertion: string;
  readonly assertionSignature: string;
  /** Another ID and another person. */
  readonly evil: string;
}

const signaturePattern = /<ds:Signature .*?<\/ds:Signature>/;

function partsOf(response: string): Parts {
  const at = response.indexOf('<saml:Assertion');
  const end = response.indexOf('</saml:Assertion>') + '</saml:Assertion>'.length;
  const assertion = response.slice(at, end);
  const responseSignature = signaturePattern.exec(response.slice(0, at))?.[0] ?? '';
  const assertionSignature = signaturePattern.exec(assertion)?.[0] ?? '';
  const bareAssertion = assertion.replace(signaturePattern, '');
  return {
    response,
    bareResponse: responseSignature === '' ? response : response.replace(responseSignature, ''),
    responseSignature,
    assertion,
    bareAssertion,
    assertionSignature,
    evil: evilOf(bareAssertion),
  };
}

function evilOf(xml: string): string {
  return xml.replace(/ ID="[^"]+"/, ' ID="_evil"').replace('pupil-0001', 'teacher-9999');
}

const inside = (signature: string, xml: string) =>
  signature.replace('</ds:Signature>', `${xml}</ds:Signature>`);
const object = (xml: string) => `<ds:Object>${xml}</ds:Object>`;
const afterIssuer = (xml: string, more: string) => xml.replace('</saml:Issuer>', `</saml:Issuer>${more}`);
const atTheEnd = (xml: string, more: string) =>
  xml.replace(/<\/saml:Assertion>$/, `${more}</saml:Assertion>`);
const swap = (parts: Parts, xml: string) => parts.response.replace(parts.assertion, xml);
const evilRoot = ({ bareResponse, bareAssertion, assertion }: Parts) =>
  evilOf(bareResponse)
    .replace(assertion, evilOf(bareAssertion))
    .replace(bareAssertion, evilOf(bareAssertion));

const shapes: Readonly<Record<string, (parts: Parts) => string>> = {
  'XSW1: the signed Response inside the signature of a forged one': (parts) =>
    afterIssuer(evilRoot(parts), inside(parts.responseSignature, parts.bareResponse)),
  'XSW2: the signed Response before its detached signature in a forged one': (parts) =>
    afterIssuer(evilRoot(parts), parts.bareResponse + parts.responseSignature),
  'XSW3: a forged assertion before the signed one': (parts) => swap(parts, parts.evil + parts.assertion),
  'XSW3b: a forged assertion after the signed one': (parts) => swap(parts, parts.assertion + parts.evil),
  'XSW4: the signed assertion inside a forged one': (parts) =>
    swap(parts, atTheEnd(parts.evil, parts.assertion)),
  'XSW5: the signature in the forged assertion, the signed one at the end': (parts) =>
    swap(parts, afterIssuer(parts.evil, parts.assertionSignature) + parts.bareAssertion),
  'XSW6: the signed assertion inside the signature of the forged one': (parts) =>
    swap(parts, afterIssuer(parts.evil, inside(parts.assertionSignature, parts.bareAssertion))),
  'XSW7: a forged assertion in Extensions': (parts) =>
    swap(
      parts,
      `<samlp:Extensions xmlns:samlp="${samlp}">${parts.evil}</samlp:Extensions>${parts.assertion}`,
    ),
  'XSW8: the signed assertion in an Object of the signature of the forged one': (parts) =>
    swap(parts, afterIssuer(parts.evil, inside(parts.assertionSignature, object(parts.bareAssertion)))),
  "XSW8b: as XSW8 in the Response's own signature": (parts) =>
    swap(parts, parts.evil).replace(
      '<samlp:Status>',
      `${inside(parts.assertionSignature, object(parts.bareAssertion))}<samlp:Status>`,
    ),
  'two signatures in one assertion': (parts) =>
    swap(parts, afterIssuer(parts.assertion, parts.assertionSignature)),
  'a forged assertion with the same ID': (parts) =>
    swap(parts, atTheEnd(parts.evil.replace('_evil', idOf(parts)), parts.assertion)),
  'an ID in another namespace': (parts) =>
    swap(parts, parts.assertion).replace(
      '<samlp:Status>',
      `<samlp:Status xmlns:x="urn:x" x:ID="${idOf(parts)}">`,
    ),
  'the assertion in Advice of a forged one': (parts) =>
    swap(
      parts,
      parts.evil.replace(
        '<saml:AuthnStatement',
        `<saml:Advice>${parts.assertion}</saml:Advice><saml:AuthnStatement`,
      ),
    ),
};

function idOf({ assertion }: Parts): string {
  return / ID="([^"]+)"/.exec(assertion)?.[1] ?? '';
}

async function expectRefused(login: SamlLogin, wishes: AnswerWishes): Promise<void> {
  await expect(login.answer(wishes)).rejects.toMatchObject({
    name: 'SluisError',
    code: expect.stringMatching(/^saml\./),
  });
}

describe.each(['assertion', 'response', 'both'] as const)('with the %s signed', (signed) => {
  it.each(Object.entries(shapes))('%s', async (_name, wrap) => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => wrap(partsOf(xml));
    expect(editResponse(login.school.respond(login.question, { signed }))).toContain(ds);
    await expectRefused(login, { signed, editResponse });
  });
});

describe('within an encrypted assertion', () => {
  const withinOne = Object.entries(shapes).filter(([name]) =>
    /XSW[4568]:|two signatures|same ID|Advice/.test(name),
  );

  it.each(withinOne)('%s', async (_name, wrap) => {
    const login = await startSamlLogin();
    const editSignedAssertion = (xml: string) => wrap(partsOf(xml));
    for (const signed of ['assertion', 'both'] as const) {
      await expectRefused(login, { signed, editSignedAssertion, encryptFor: { key: login.encryptionKey } });
    }
  });
});

describe('wrapping by text', () => {
  it('a comment inside NameID does not cut the identifier (CVE-2017-11427 and its family)', async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => xml.replace('pupil-0001', 'pupil-<!-- -->0001');
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.xml_forbidden' });
    const editSignedAssertion = editResponse;
    const encrypted = login.answer({ editSignedAssertion, encryptFor: { key: login.encryptionKey } });
    await expect(encrypted).rejects.toMatchObject({ code: 'saml.xml_forbidden' });
  });

  it('a comment in DigestValue is refused (CVE-2025-29775)', async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->');
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.xml_forbidden' });
  });

  it('two SignedInfo are refused (CVE-2025-29774)', async () => {
    const login = await startSamlLogin();
    const info = /<ds:SignedInfo>.*?<\/ds:SignedInfo>/;
    const editResponse = (xml: string) => xml.replace(info, (one) => one + one);
    await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.signature_shape' });
  });

  it('one changed letter of a signed text is noticed, everywhere in the assertion', async () => {
    const login = await startSamlLogin();
    for (const [from, to] of [
      ['pupil-0001', 'pupil-0002'],
      ['>student<', '>teacher<'],
      ['>Sanne<', '>Sanna<'],
    ] as const) {
      const editResponse = (xml: string) => xml.replace(from, to);
      await expect(login.answer({ editResponse })).rejects.toMatchObject({ code: 'saml.signature_invalid' });
    }
  });

  it('a changed Response around a sound assertion is noticed when the Response was signed', async () => {
    const login = await startSamlLogin();
    const editResponse = (xml: string) =>
      xml.replace(/ID="_[^"]+" InResponseTo/, (id) => id.replace('_', '_0'));
    const answer = login.answer({ signed: 'both', editResponse });
    await expect(answer).rejects.toMatchObject({ code: 'saml.signature_shape' });
    const otherStatus = (xml: string) => xml.replace('<samlp:Status>', '<samlp:Status> ');
    const changed = login.answer({ signed: 'both', editResponse: otherStatus });
    await expect(changed).rejects.toMatchObject({ code: 'saml.signature_invalid' });
  });
});
