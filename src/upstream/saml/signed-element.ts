import { constants, createHash, verify, type KeyObject } from 'node:crypto';
import { canonicalXml } from './canonical-xml.ts';
import { refusal } from './refusals.ts';
import { parseXml } from './scan-xml.ts';
import { readSignedInfo, type Signature } from './signature-checks.ts';
import type { SignatureMethod } from './vocabulary.ts';
import type { XmlElement } from './xml-tree.ts';

/** Each costs a stranger nothing and us a verification. More than two are not in use at once, even during a rollover. */
const mostKeysTried = 2;

/**
 * What a signature covers, read again from the canonical text whose digest is signed, and from nothing else. `keys` are
 * registered ones; none of the answer is used. Throws `saml.signature_invalid` when none of them made this signature.
 *
 * The signature itself comes first: without a registered key nobody makes us canonicalize more than a SignedInfo.
 */
export function signedElement(signature: Signature, keys: readonly KeyObject[]): XmlElement {
  const { owner, element, signedInfo, value } = signature;
  const unsigned = readSignedInfo(signedInfo, owner);
  const text = canonicalXml(signedInfo, { inclusivePrefixes: unsigned.inclusivePrefixes });
  const { method, reference } = readSignedInfo(parseXml(text), owner);
  if (!isSigned(text, value, method, keys)) throw refusal('saml.signature_invalid');
  const covered = canonicalXml(owner, {
    without: element,
    inclusivePrefixes: reference.inclusivePrefixes,
  });
  if (!createHash(reference.hash).update(covered).digest().equals(reference.digest)) {
    throw refusal('saml.signature_invalid');
  }
  const signed = parseXml(covered);
  if (signed.attributes.get('ID') !== owner.attributes.get('ID')) throw refusal('saml.signature_invalid');
  return signed;
}

function isSigned(
  text: string,
  value: Buffer,
  { hash, scheme }: SignatureMethod,
  keys: readonly KeyObject[],
): boolean {
  const fitting = keys.filter((key) => scheme.startsWith(key.asymmetricKeyType ?? 'none'));
  return fitting
    .slice(0, mostKeysTried)
    .some((key) => verify(hash, Buffer.from(text), { key, ...schemes[scheme] }, value));
}

/** RFC 6931, section 2.3.9: the salt is as long as the hash. */
const schemes = {
  'rsa-pkcs1': { padding: constants.RSA_PKCS1_PADDING },
  'rsa-pss': {
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
  },
} as const;
