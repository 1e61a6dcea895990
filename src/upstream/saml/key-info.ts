import { everyElement, type XmlElement } from './xml-tree.ts';

/**
 * KeyInfo (XML Signature 4.5) is never used: keys come from the register. So it only has to stay small, because
 * whoever verifies walks through it, and plain, because what looks like a part of a signature belongs elsewhere.
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
