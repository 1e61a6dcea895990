import type { SluisError } from '../../domain/errors.ts';
import { base64Bytes } from './base64-text.ts';
import { isPlainKeyInfo } from './key-info.ts';
import { refusal } from './refusals.ts';
import {
  digestMethods,
  envelopedSignature,
  exclusiveC14n,
  refusedAlgorithm,
  signatureMethods,
  type Hash,
  type SignatureMethod,
} from './vocabulary.ts';
import { childrenOf, everyElement, onlyChild, shapeOf, type XmlElement } from './xml-tree.ts';

/**
 * The shape of signatures, before they are verified (core 5.4, and stricter): a signature stands directly in the
 * element it signs, covers all of it by one reference, and names only algorithms on the list.
 */

/** A signature that has the expected shape; whether it holds is another question. */
export interface Signature {
  /** The element that it has to cover. */
  readonly owner: XmlElement;
  readonly element: XmlElement;
  readonly signedInfo: XmlElement;
  readonly value: Buffer;
}

/** What a SignedInfo says. */
export interface SignedInfo {
  readonly method: SignatureMethod;
  /** Prefixes that count in the canonical form of SignedInfo itself. */
  readonly inclusivePrefixes: readonly string[];
  readonly reference: {
    readonly hash: Hash;
    readonly digest: Buffer;
    readonly inclusivePrefixes: readonly string[];
  };
}

/** `owners` are the only elements that may carry a signature. */
export function checkSignatures(root: XmlElement, owners: readonly XmlElement[]): readonly Signature[] {
  const signed = owners.filter((owner) => childrenOf(owner, 'ds:Signature').length > 0);
  let signatures = 0;
  for (const element of everyElement(root)) if (/[:}]Signature$/.test(element.tag)) signatures += 1;
  if (signatures !== signed.length) throw refusal('saml.signature_shape');
  return signed.map(checkSignature);
}

/** Where the schemas of SAML want it: after the Issuer, and first where there is none. */
const ownerShape = /^(?:saml:Issuer )?ds:Signature(?! saml:Issuer)(?: |$)/;

function checkSignature(owner: XmlElement): Signature {
  expectShape(owner, ownerShape);
  const element = child(owner, 'ds:Signature');
  expectShape(element, /^ds:SignedInfo ds:SignatureValue(?: ds:KeyInfo)?$/);
  const keyInfo = onlyChild(element, 'ds:KeyInfo');
  if (keyInfo !== undefined && !isPlainKeyInfo(keyInfo)) throw refusal('saml.signature_shape');
  const signedInfo = child(element, 'ds:SignedInfo');
  readSignedInfo(signedInfo, owner);
  return { owner, element, signedInfo, value: bytesOf(child(element, 'ds:SignatureValue')) };
}

export function readSignedInfo(info: XmlElement, owner: XmlElement): SignedInfo {
  expectShape(info, /^ds:CanonicalizationMethod ds:SignatureMethod ds:Reference$/);
  const method = child(info, 'ds:SignatureMethod');
  // without children such as HMACOutputLength (XML Signature 4.4.2)
  expectShape(method, /^$/);
  return {
    inclusivePrefixes: canonicalization(child(info, 'ds:CanonicalizationMethod')),
    method: listed(method, signatureMethods),
    reference: readReference(child(info, 'ds:Reference'), owner),
  };
}

function readReference(reference: XmlElement, owner: XmlElement): SignedInfo['reference'] {
  const id = owner.attributes.get('ID');
  if (id === undefined || reference.attributes.get('URI') !== `#${id}`) throw refusal('saml.signature_shape');
  expectShape(reference, /^ds:Transforms ds:DigestMethod ds:DigestValue$/);
  const digestMethod = child(reference, 'ds:DigestMethod');
  expectShape(digestMethod, /^$/);
  const transforms = child(reference, 'ds:Transforms');
  expectShape(transforms, /^ds:Transform ds:Transform$/);
  const [enveloped, canonical] = transforms.children;
  if (enveloped === undefined || canonical === undefined) throw refusal('saml.signature_shape');
  expectShape(enveloped, /^$/);
  if (algorithmOf(enveloped) !== envelopedSignature) throw wrongAlgorithm(enveloped);
  return {
    inclusivePrefixes: canonicalization(canonical),
    hash: listed(digestMethod, digestMethods),
    digest: bytesOf(child(reference, 'ds:DigestValue')),
  };
}

const mostPrefixes = 16;

/** Exclusive canonicalization; returns the prefixes of its InclusiveNamespaces, `''` for `#default`. */
function canonicalization(method: XmlElement): readonly string[] {
  if (!exclusiveC14n.has(algorithmOf(method))) throw wrongAlgorithm(method);
  expectShape(method, /^(?:ec:InclusiveNamespaces)?$/);
  const [inclusive] = method.children;
  if (inclusive === undefined) return [];
  expectShape(inclusive, /^$/);
  const list = inclusive.attributes.get('PrefixList')?.split(/[ \t\r\n]+/) ?? [];
  const prefixes = list.filter((prefix) => prefix !== '');
  if (prefixes.length > mostPrefixes) throw refusal('saml.signature_shape');
  return prefixes.map((prefix) => (prefix === '#default' ? '' : prefix));
}

function child(element: XmlElement, tag: string): XmlElement {
  const found = onlyChild(element, tag);
  if (found === undefined) throw refusal('saml.signature_shape');
  return found;
}

function expectShape(element: XmlElement, shape: RegExp): void {
  if (!shape.test(shapeOf(element))) throw refusal('saml.signature_shape');
}

function bytesOf(element: XmlElement): Buffer {
  const bytes = base64Bytes(element);
  if (bytes === undefined) throw refusal('saml.signature_shape');
  return bytes;
}

function algorithmOf(element: XmlElement): string {
  return element.attributes.get('Algorithm') ?? '';
}

function listed<Meaning>(element: XmlElement, allowed: ReadonlyMap<string, Meaning>): Meaning {
  const meaning = allowed.get(algorithmOf(element));
  if (meaning === undefined) throw wrongAlgorithm(element);
  return meaning;
}

function wrongAlgorithm(element: XmlElement): SluisError {
  return refusal('saml.signature_algorithm', refusedAlgorithm(algorithmOf(element)));
}
