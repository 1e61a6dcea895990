import { createHash } from 'node:crypto';
import { base64Bytes } from './base64-text.ts';
import { everyElement, type XmlElement } from './xml-tree.ts';

/**
 * KeyInfo (XML Signature 4.5) verifies nothing: keys come from the register. So it only has to stay small, because
 * whoever verifies walks through it, and plain, because what looks like a part of a signature belongs elsewhere. The log
 * says which certificate it names.
 */

/** Below one KeyInfo: a chain of three certificates and an RSA key value are eight. */
const mostElements = 10;

const waysToNameAKey: ReadonlySet<string> = new Set(['ds:X509Data', 'ds:KeyName', 'ds:KeyValue']);

const partsOfAKey: ReadonlySet<string> = new Set([
  ...waysToNameAKey,
  'ds:X509Certificate',
  'ds:X509SubjectName',
  'ds:X509IssuerSerial',
  'ds:X509IssuerName',
  'ds:X509SerialNumber',
  'ds:X509SKI',
  'ds:X509CRL',
  'ds:RSAKeyValue',
  'ds:Modulus',
  'ds:Exponent',
  'ds11:X509Digest',
  'ds11:ECKeyValue',
  'ds11:NamedCurve',
  'ds11:PublicKey',
]);

/** True for one that says who signed, or whose key encrypts, as IdPs say it. */
export function isPlainKeyInfo(keyInfo: XmlElement): boolean {
  if (keyInfo.children.length === 0 || keyInfo.children.length > mostElements) return false;
  if (!keyInfo.children.every(({ tag }) => waysToNameAKey.has(tag))) return false;
  let below = -1;
  for (const { tag } of everyElement(keyInfo)) {
    below += 1;
    if (below > mostElements || (below > 0 && !partsOfAKey.has(tag))) return false;
  }
  return true;
}

const largestCertificate = 16 * 1024;

/** The fingerprint of the first certificate in it, for the log; whether it is one is not looked at. */
export function certificateIn(keyInfo: XmlElement | undefined): string | undefined {
  if (keyInfo === undefined) return undefined;
  const [first] = [...everyElement(keyInfo)].filter(({ tag }) => tag === 'ds:X509Certificate');
  const bytes = first && base64Bytes(first);
  if (bytes === undefined || bytes.length === 0 || bytes.length > largestCertificate) return undefined;
  const hex = createHash('sha256').update(bytes).digest('hex').toUpperCase();
  return hex.match(/../g)?.join(':');
}
