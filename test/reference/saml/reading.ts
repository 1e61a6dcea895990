import { createPrivateKey, X509Certificate } from 'node:crypto';
import { SluisError } from '../../../src/domain/errors.ts';
import { readAttributes } from '../../../src/upstream/saml/attributes.ts';
import type { Expectation } from '../../../src/upstream/saml/expectation.ts';
import { stableNameId } from '../../../src/upstream/saml/name-id.ts';
import { idOf, readSignedAssertion } from '../../../src/upstream/saml/signed-assertion.ts';
import type { XmlElement } from '../../../src/upstream/saml/xml-tree.ts';

/** An answer, and everything that a reader needs to judge it. */
export interface AnswerToJudge {
  readonly xml: string;
  readonly expected: Expectation;
  readonly certificatePem: string;
  readonly decryptionKeyPem: string;
}

/** What a reader makes of an answer: everything that goes on from here, or the code of the refusal. */
export type Reading = { readonly accepted: string } | { readonly refused: string };

/** A reader returns the signed assertion, every check passed, or throws a `SluisError`. */
export type Reader = (answer: AnswerToJudge) => XmlElement | Promise<XmlElement>;

export async function readingOf(reader: Reader, answer: AnswerToJudge): Promise<Reading> {
  try {
    const assertion = await reader(answer);
    const subject = stableNameId(assertion, answer.expected);
    const { values, unreadable } = readAttributes(assertion);
    const attributes = [...values, ...unreadable];
    return { accepted: JSON.stringify({ subject, attributes, id: idOf(assertion) }) };
  } catch (error) {
    if (error instanceof SluisError) return { refused: error.code };
    throw error;
  }
}

/** The reader that is in use. */
export const ours: Reader = ({ xml, expected, certificatePem, decryptionKeyPem }) => {
  const { publicKey: key, fingerprint256: fingerprint } = new X509Certificate(certificatePem);
  return readSignedAssertion(asAnswer(xml), expected, {
    decryptionKeys: [createPrivateKey(decryptionKeyPem)],
    verificationKeys: [{ key, type: 'rsa', fingerprint }],
  });
};

export function asAnswer(xml: string) {
  return { body: { SAMLResponse: Buffer.from(xml).toString('base64') }, rawQuery: '' };
}
