import { samlp } from '../../testkit/actors/saml-school.ts';

/**
 * XML signature wrapping: Somorovsky and others, "On Breaking SAML: Be Whoever You Want to Be" (USENIX Security
 * 2012), the eight shapes as SAML Raider numbers them. Something signed stays in the document, something else is read.
 */

export interface Parts {
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

export function partsOf(response: string): Parts {
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

export const wrappingShapes: Readonly<Record<string, (parts: Parts) => string>> = {
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
