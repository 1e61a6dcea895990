import { isPlainKeyInfo } from './key-info.ts';
import { refusal } from './refusals.ts';
import { digestAlgorithms, envelopedSignature, exclusiveC14n, signatureAlgorithms } from './vocabulary.ts';
import { childrenOf, everyElement, onlyChild, shapeOf, type XmlElement } from './xml-tree.ts';

/**
 * The shape of signatures, before they are verified (core 5.4, and stricter): a signature stands directly in the
 * element it signs, covers all of it by one reference, and names only algorithms on the list.
 */

/** `owners` are the only elements that may carry a signature. Returns those that do. */
export function checkSignatures(root: XmlElement, owners: readonly XmlElement[]): readonly XmlElement[] {
  const signed = owners.filter((owner) => childrenOf(owner, 'ds:Signature').length > 0);
  let signatures = 0;
  for (const element of everyElement(root)) if (/[:}]Signature$/.test(element.tag)) signatures += 1;
  if (signatures !== signed.length) throw refusal('saml.signature_shape');
  for (const owner of signed) checkSignature(owner);
  return signed;
}

function checkSignature(owner: XmlElement): void {
  const signature = child(owner, 'ds:Signature');
  expectShape(signature, /^ds:SignedInfo ds:SignatureValue(?: ds:KeyInfo)?$/);
  expectShape(child(signature, 'ds:SignatureValue'), /^$/);
  const keyInfo = onlyChild(signature, 'ds:KeyInfo');
  if (keyInfo !== undefined && !isPlainKeyInfo(keyInfo)) throw refusal('saml.signature_shape');
  const info = child(signature, 'ds:SignedInfo');
  expectShape(info, /^ds:CanonicalizationMethod ds:SignatureMethod ds:Reference$/);
  expectAlgorithm(emptyChild(info, 'ds:CanonicalizationMethod'), new Set([exclusiveC14n]));
  expectAlgorithm(emptyChild(info, 'ds:SignatureMethod'), signatureAlgorithms);
  checkReference(child(info, 'ds:Reference'), owner);
}

function checkReference(reference: XmlElement, owner: XmlElement): void {
  const id = owner.attributes.get('ID');
  if (id === undefined || reference.attributes.get('URI') !== `#${id}`) throw refusal('saml.signature_shape');
  expectShape(reference, /^ds:Transforms ds:DigestMethod ds:DigestValue$/);
  expectAlgorithm(emptyChild(reference, 'ds:DigestMethod'), digestAlgorithms);
  expectShape(child(reference, 'ds:DigestValue'), /^$/);
  const transforms = child(reference, 'ds:Transforms');
  expectShape(transforms, /^ds:Transform ds:Transform$/);
  const [enveloped, canonical] = transforms.children;
  if (enveloped?.attributes.get('Algorithm') !== envelopedSignature) {
    throw refusal('saml.signature_algorithm');
  }
  if (canonical?.attributes.get('Algorithm') !== exclusiveC14n) throw refusal('saml.signature_algorithm');
  expectShape(enveloped, /^$/);
  expectShape(canonical, /^(?:ec:InclusiveNamespaces)?$/);
}

function child(element: XmlElement, tag: string): XmlElement {
  const found = onlyChild(element, tag);
  if (found === undefined) throw refusal('saml.signature_shape');
  return found;
}

/** Without children such as HMACOutputLength (XML Signature 4.4.2) or a prefix list that the library would ignore. */
function emptyChild(element: XmlElement, tag: string): XmlElement {
  const found = child(element, tag);
  expectShape(found, /^$/);
  return found;
}

function expectShape(element: XmlElement, shape: RegExp): void {
  if (!shape.test(shapeOf(element))) throw refusal('saml.signature_shape');
}

function expectAlgorithm(element: XmlElement, allowed: ReadonlySet<string>): void {
  if (!allowed.has(element.attributes.get('Algorithm') ?? '')) throw refusal('saml.signature_algorithm');
}
