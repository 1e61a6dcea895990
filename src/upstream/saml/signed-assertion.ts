import type { KeyObject } from 'node:crypto';
import type { LoginAnswer } from '../school-idp.ts';
import { checkAssertion } from './assertion-checks.ts';
import { openAssertion } from './encrypted-assertion.ts';
import type { Expectation } from './expectation.ts';
import { refusal } from './refusals.ts';
import { checkResponse, checkUniqueIds } from './response-checks.ts';
import { responseText } from './response-text.ts';
import { checkSignatures } from './signature-checks.ts';
import type { Verifier } from './verifier.ts';
import { onlyChild, parseXml, type XmlElement } from './xml-tree.ts';

/** What reading an answer takes besides the answer. */
export interface AnswerReader {
  readonly decryptionKeys: readonly KeyObject[];
  readonly verify: Verifier;
  /** Certificates that may verify something now. */
  readonly certificates: readonly string[];
}

/**
 * From the HTTP answer to the signed assertion, every check passed. The way: text, scan, shape of the Response,
 * a look into the encryption, shape of the signatures, node-saml's verification, and then everything once more on
 * what was signed, and on nothing else. Refuses with `saml.*` or `login.cancelled`.
 */
export async function readSignedAssertion(
  answer: LoginAnswer,
  expected: Expectation,
  reader: AnswerReader,
): Promise<XmlElement> {
  const text = responseText(answer);
  const response = parseXml(text);
  checkResponse(response, expected);
  const found = findAssertion(response, reader.decryptionKeys);
  const responseSigned = checkAllSignatures(response, found);
  const verified = await reader.verify({
    response: Buffer.from(text).toString('base64'),
    certificates: reader.certificates,
    responseSigned,
    ...(found.keyIndex === undefined ? {} : { keyIndex: found.keyIndex }),
  });
  const signed = parseXml(verified);
  if (idOf(signed) !== idOf(found.assertion)) throw refusal('saml.signature_invalid');
  checkUniqueIds(signed);
  checkAssertion(signed, expected);
  return signed;
}

/** An ID that is unique at this IdP (core 1.3.4); `checkUniqueIds` has seen to its shape. */
export function idOf(assertion: XmlElement): string {
  const id = assertion.attributes.get('ID');
  if (id === undefined) throw refusal('saml.assertion_shape');
  return id;
}

interface FoundAssertion {
  readonly assertion: XmlElement;
  /** Present when it was encrypted. */
  readonly keyIndex?: number;
}

function findAssertion(response: XmlElement, keys: readonly KeyObject[]): FoundAssertion {
  const plain = onlyChild(response, 'saml:Assertion');
  if (plain !== undefined) return { assertion: plain };
  const encrypted = onlyChild(response, 'saml:EncryptedAssertion');
  if (encrypted === undefined) throw refusal('saml.assertion_count');
  const { keyIndex, xml } = openAssertion(encrypted, keys);
  const assertion = parseXml(xml);
  if (assertion.tag !== 'saml:Assertion') throw refusal('saml.encryption_shape');
  checkUniqueIds(assertion);
  return { assertion, keyIndex };
}

/** The assertion has to be signed itself, also within a signed Response. Returns whether the Response is signed. */
function checkAllSignatures(response: XmlElement, { assertion, keyIndex }: FoundAssertion): boolean {
  const encrypted = keyIndex !== undefined;
  const signed = encrypted
    ? [...checkSignatures(response, [response]), ...checkSignatures(assertion, [assertion])]
    : checkSignatures(response, [response, assertion]);
  if (!signed.includes(assertion)) throw refusal('saml.signature_missing');
  return signed.includes(response);
}
