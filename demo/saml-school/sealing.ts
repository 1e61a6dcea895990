import { SamlLib } from 'samlify';
import type { BrokerMetadata } from './service-provider.ts';

/** The school's key pair: PKCS #8 PEM, and its self-signed certificate as bare base64. */
export interface SchoolKeys {
  readonly privateKeyPem: string;
  readonly certificate: string;
}

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const response = "/*[local-name(.)='Response']";
const assertion = `${response}/*[local-name(.)='Assertion']`;

/** Signs the Assertion, encrypts it to the broker where the school does so, and signs the Response around it. */
export async function sealResponse(
  xml: string,
  keys: SchoolKeys,
  encryptTo: BrokerMetadata | undefined,
): Promise<string> {
  const signed = signElement(xml, assertion, keys);
  return signMessage(encryptTo === undefined ? signed : await encryptAssertion(signed, encryptTo), keys);
}

export function signMessage(xml: string, keys: SchoolKeys): string {
  return signElement(xml, response, keys);
}

/** Exclusive canonicalization and SHA-256; the Signature follows the Issuer, as the schema wants it. */
function signElement(xml: string, element: string, keys: SchoolKeys): string {
  return SamlLib.constructSAMLSignature({
    rawSamlMessage: xml,
    referenceTagXPath: element,
    privateKey: keys.privateKeyPem,
    signingCert: keys.certificate,
    signatureAlgorithm: rsaSha256,
    isBase64Output: false,
    signatureConfig: {
      prefix: 'ds',
      location: { reference: `${element}/*[local-name(.)='Issuer']`, action: 'after' },
    },
  });
}

async function encryptAssertion(xml: string, broker: BrokerMetadata): Promise<string> {
  const settings = {
    isAssertionEncrypted: true,
    dataEncryptionAlgorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
    keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    tagPrefix: { encryptedAssertion: 'saml' },
  };
  const source = { entitySetting: settings, entityMeta: broker.entity.entityMeta };
  const encoded = await SamlLib.encryptAssertion(source, broker.entity, xml);
  return Buffer.from(encoded, 'base64').toString('utf8');
}
