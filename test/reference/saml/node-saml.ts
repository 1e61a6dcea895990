import { createPrivateKey } from 'node:crypto';
import { SAML, ValidateInResponseTo } from '@node-saml/node-saml';
import { checkAssertion } from '../../../src/upstream/saml/assertion-checks.ts';
import { openAssertion } from '../../../src/upstream/saml/encrypted-assertion.ts';
import { refusal } from '../../../src/upstream/saml/refusals.ts';
import {
  checkResponse,
  checkSignedResponse,
  checkUniqueIds,
} from '../../../src/upstream/saml/response-checks.ts';
import { responseText } from '../../../src/upstream/saml/response-text.ts';
import { checkSignatures } from '../../../src/upstream/saml/signature-checks.ts';
import { idOf } from '../../../src/upstream/saml/signed-assertion.ts';
import { onlyChild, type XmlElement } from '../../../src/upstream/saml/xml-tree.ts';
import { asAnswer, type AnswerToJudge, type Reader } from './reading.ts';
import { parseWithXmldom } from './xmldom-tree.ts';

/**
 * The reader that Sluis used first: a scan and xmldom for the checks, node-saml (xml-crypto, XPath, xmldom) for the
 * signatures. Kept as it was, with the checks of today around it, so that verdicts differ only where the XML does.
 */
export const nodeSaml: Reader = async (answer) => {
  const { expected } = answer;
  const response = parseWithXmldom(responseText(asAnswer(answer.xml)));
  checkResponse(response, expected);
  const plain = onlyChild(response, 'saml:Assertion');
  const assertion = plain ?? openedAssertion(response, answer);
  const signatures =
    plain === undefined
      ? [...checkSignatures(response, [response]), ...checkSignatures(assertion, [assertion])]
      : checkSignatures(response, [response, assertion]);
  if (!signatures.some(({ owner }) => owner === assertion)) throw refusal('saml.signature_missing');
  const responseSigned = signatures.some(({ owner }) => owner === response);
  if (signatures.some(({ owner }) => owner === response)) checkSignedResponse(response, expected);
  const verified = parseWithXmldom(await verifiedXml(answer, responseSigned, plain === undefined));
  // node-saml leaves the signature in what it gives back
  const signed = { ...verified, children: verified.children.filter(({ tag }) => tag !== 'ds:Signature') };
  if (idOf(signed) !== idOf(assertion)) throw refusal('saml.signature_invalid');
  checkUniqueIds(signed);
  checkAssertion(signed, expected);
  return signed;
};

function openedAssertion(response: XmlElement, { decryptionKeyPem }: AnswerToJudge): XmlElement {
  const encrypted = onlyChild(response, 'saml:EncryptedAssertion');
  if (encrypted === undefined) throw refusal('saml.assertion_count');
  const assertion = parseWithXmldom(openAssertion(encrypted, [createPrivateKey(decryptionKeyPem)]));
  if (assertion.tag !== 'saml:Assertion') throw refusal('saml.encryption_shape');
  checkUniqueIds(assertion);
  return assertion;
}

async function verifiedXml(
  { xml, expected, certificatePem, decryptionKeyPem }: AnswerToJudge,
  responseSigned: boolean,
  isEncrypted: boolean,
): Promise<string> {
  const saml = new SAML({
    issuer: expected.us.entityId,
    callbackUrl: expected.us.assertionConsumer,
    audience: expected.us.entityId,
    idpCert: [certificatePem],
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: responseSigned,
    acceptedClockSkewMs: expected.skewMs,
    validateInResponseTo: ValidateInResponseTo.never,
    ...(isEncrypted ? { decryptionPvk: decryptionKeyPem } : {}),
  });
  try {
    const { profile } = await saml.validatePostResponseAsync({
      SAMLResponse: Buffer.from(xml).toString('base64'),
    });
    const signed: unknown = profile?.getAssertionXml?.();
    if (typeof signed === 'string') return signed;
  } catch {
    // node-saml looks at dates and audience as well; whatever it refuses, it refuses
  }
  throw refusal('saml.signature_invalid');
}
