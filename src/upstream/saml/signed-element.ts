import { constants, createHash, verify } from 'node:crypto';
import { mostKeysOfOneType } from '../../domain/signing-certificate.ts';
import type { SluisError } from '../../domain/errors.ts';
import { canonicalXml } from './canonical-xml.ts';
import { certificateIn } from './key-info.ts';
import { refusal } from './refusals.ts';
import { parseXml } from './scan-xml.ts';
import { readSignedInfo, type Signature } from './signature-checks.ts';
import { fingerprintsOf, type VerificationKey } from './trusted-certificates.ts';
import type { SignatureMethod } from './vocabulary.ts';
import { onlyChild, type XmlElement } from './xml-tree.ts';

/** In canonical form; one of some 900 characters is usual. */
const longestSignedInfo = 8192;

/**
 * What a signature covers, read again from the canonical text whose digest is signed, and from nothing else. `keys` are
 * registered ones; none of the answer is used. Throws `saml.signature_invalid` when none of them made this signature.
 *
 * The signature itself comes first: without a registered key nobody makes us canonicalize more than a SignedInfo.
 */
export function signedElement(signature: Signature, keys: readonly VerificationKey[]): XmlElement {
  const { owner, element, signedInfo, value } = signature;
  const unsigned = readSignedInfo(signedInfo, owner);
  const text = canonicalXml(signedInfo, { inclusivePrefixes: unsigned.inclusivePrefixes });
  if (text.length > longestSignedInfo) throw refusal('saml.signature_shape');
  const { method, reference } = readSignedInfo(parseXml(text), owner);
  if (!isSigned(text, value, method, keys)) throw notVerified(signature, keys);
  const covered = canonicalXml(owner, {
    without: element,
    inclusivePrefixes: reference.inclusivePrefixes,
  });
  if (!createHash(reference.hash).update(covered).digest().equals(reference.digest)) {
    throw notVerified(signature, keys);
  }
  const signed = parseXml(covered);
  if (signed.attributes.get('ID') !== owner.attributes.get('ID')) throw notVerified(signature, keys);
  return signed;
}

/** With both fingerprints, so that a school that signs with a new certificate is seen to do so. */
function notVerified({ element }: Signature, keys: readonly VerificationKey[]): SluisError {
  const receivedCertificate = certificateIn(onlyChild(element, 'ds:KeyInfo'));
  return refusal('saml.signature_invalid', {
    registeredCertificates: fingerprintsOf(keys),
    ...(receivedCertificate === undefined ? undefined : { receivedCertificate }),
  });
}

function isSigned(
  text: string,
  value: Buffer,
  { hash, scheme }: SignatureMethod,
  keys: readonly VerificationKey[],
): boolean {
  const { type, ...options } = schemes[scheme];
  const fitting = keys.filter((key) => key.type === type).slice(0, mostKeysOfOneType);
  return fitting.some(({ key }) => verify(hash, Buffer.from(text), { key, ...options }, value));
}

const schemes = {
  'rsa-pkcs1': { type: 'rsa', padding: constants.RSA_PKCS1_PADDING },
  // RFC 6931, section 2.3.9: the salt is as long as the hash
  'rsa-pss': {
    type: 'rsa',
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  },
  // XML Signature 1.1, section 6.4.3: r and s one after the other, not DER
  ecdsa: { type: 'ec', dsaEncoding: 'ieee-p1363' },
} as const;
