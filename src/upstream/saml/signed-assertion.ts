import type { KeyObject } from 'node:crypto';
import type { LoginAnswer } from '../school-idp.ts';
import { checkAssertion } from './assertion-checks.ts';
import { openAssertion } from './encrypted-assertion.ts';
import type { Expectation } from './expectation.ts';
import { refusal } from './refusals.ts';
import { checkResponse, checkSignedResponse, checkUniqueIds } from './response-checks.ts';
import { responseText } from './response-text.ts';
import { parseXml } from './scan-xml.ts';
import { checkSignatures, type Signature } from './signature-checks.ts';
import { signedElement } from './signed-element.ts';
import type { VerificationKey } from './trusted-certificates.ts';
import { onlyChild, type XmlElement } from './xml-tree.ts';

/** What reading an answer takes besides the answer. */
export interface AnswerReader {
  readonly decryptionKeys: readonly KeyObject[];
  /** Keys of this IdP alone that may verify something now. */
  readonly verificationKeys: readonly VerificationKey[];
}

/**
 * From the HTTP answer to the signed assertion, every check passed. The way: text, scan, shape of the Response, shape
 * of the signatures, the signature of the Response where there is one, a look into the encryption, the signature of
 * the assertion, and then everything once more on what was signed, and on nothing else. What costs nothing comes
 * first. Refuses with `saml.*`, `login.cancelled` or `login.denied_by_school`.
 */
export function readSignedAssertion(
  answer: LoginAnswer,
  expected: Expectation,
  { decryptionKeys, verificationKeys }: AnswerReader,
): XmlElement {
  const response = parseXml(responseText(answer));
  checkResponse(response, expected);
  const plain = onlyChild(response, 'saml:Assertion');
  const signatures = checkSignatures(response, plain === undefined ? [response] : [response, plain]);
  // the assertion has to be signed itself, also within a signed Response
  const signature = plain && signatureOf(plain, signatures);
  const ofResponse = signatures.find(({ owner }) => owner === response);
  if (ofResponse !== undefined) checkSignedResponse(signedElement(ofResponse, verificationKeys), expected);
  const assertion = signedElement(
    signature ?? encryptedSignature(response, decryptionKeys),
    verificationKeys,
  );
  checkUniqueIds(assertion);
  checkAssertion(assertion, expected);
  return assertion;
}

/** An ID that is unique at this IdP (core 1.3.4); `checkUniqueIds` has seen to its shape. */
export function idOf(assertion: XmlElement): string {
  const id = assertion.attributes.get('ID');
  if (id === undefined) throw refusal('saml.assertion_shape');
  return id;
}

/** Anybody can encrypt to us, so that what was inside is as strange as what came in the Response. */
function encryptedSignature(response: XmlElement, keys: readonly KeyObject[]): Signature {
  const encrypted = onlyChild(response, 'saml:EncryptedAssertion');
  if (encrypted === undefined) throw refusal('saml.assertion_count');
  const assertion = parseXml(openAssertion(encrypted, keys));
  if (assertion.tag !== 'saml:Assertion') throw refusal('saml.encryption_shape');
  checkUniqueIds(assertion);
  return signatureOf(assertion, checkSignatures(assertion, [assertion]));
}

function signatureOf(assertion: XmlElement, signatures: readonly Signature[]): Signature {
  const found = signatures.find(({ owner }) => owner === assertion);
  if (found === undefined) throw refusal('saml.signature_missing');
  return found;
}
