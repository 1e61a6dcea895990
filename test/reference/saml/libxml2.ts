import { createHash, createPrivateKey, verify, X509Certificate } from 'node:crypto';
import {
  XmlC14NMode,
  XmlDocument,
  XmlElement as XmlNode,
  XmlText,
  XmlTreeNode,
  type XmlAttribute,
} from 'libxml2-wasm';
import { checkAssertion } from '../../../src/upstream/saml/assertion-checks.ts';
import { openAssertion } from '../../../src/upstream/saml/encrypted-assertion.ts';
import { refusal } from '../../../src/upstream/saml/refusals.ts';
import {
  checkResponse,
  checkSignedResponse,
  checkUniqueIds,
} from '../../../src/upstream/saml/response-checks.ts';
import { responseText } from '../../../src/upstream/saml/response-text.ts';
import {
  checkSignatures,
  readSignedInfo,
  type Signature,
} from '../../../src/upstream/saml/signature-checks.ts';
import { onlyChild, type XmlElement } from '../../../src/upstream/saml/xml-tree.ts';
import { asAnswer, type AnswerToJudge, type Reader } from './reading.ts';
import { tagOf, unwritten } from './xmldom-tree.ts';

/**
 * The same checks on trees and canonical forms of libxml2. It takes what ours refuses to read (comments, CDATA,
 * processing instructions, DTDs without entities that are used): those are differences with a name.
 */
export const libxml2: Reader = (answer) => {
  const documents: Libxml2Document[] = [];
  const parse = (xml: string): XmlElement => {
    const document = parseWithLibxml2(xml);
    documents.push(document);
    return document.root;
  };
  const signedElement = (signature: Signature): XmlElement => {
    const document = documents.find(({ nodes }) => nodes.has(signature.owner));
    if (document === undefined) throw new TypeError('the signature is of no document');
    return parse(signedText(document, signature, answer, parse));
  };
  try {
    return readBy({ parse, signedElement }, answer);
  } finally {
    for (const { dispose } of documents) dispose();
  }
};

interface Stack {
  parse(xml: string): XmlElement;
  signedElement(signature: Signature): XmlElement;
}

function readBy(
  { parse, signedElement }: Stack,
  { xml, expected, decryptionKeyPem }: AnswerToJudge,
): XmlElement {
  const response = parse(responseText(asAnswer(xml)));
  checkResponse(response, expected);
  const plain = onlyChild(response, 'saml:Assertion');
  const outer = checkSignatures(response, plain === undefined ? [response] : [response, plain]);
  const ofResponse = outer.find(({ owner }) => owner === response);
  if (ofResponse !== undefined) checkSignedResponse(signedElement(ofResponse), expected);
  let inner = outer;
  let assertion = plain;
  const encrypted = onlyChild(response, 'saml:EncryptedAssertion');
  if (assertion === undefined && encrypted !== undefined) {
    assertion = parse(openAssertion(encrypted, [createPrivateKey(decryptionKeyPem)]));
    if (assertion.tag !== 'saml:Assertion') throw refusal('saml.encryption_shape');
    checkUniqueIds(assertion);
    inner = checkSignatures(assertion, [assertion]);
  }
  const signature = inner.find(({ owner }) => owner === assertion);
  if (signature === undefined) throw refusal('saml.signature_missing');
  const signed = signedElement(signature);
  checkUniqueIds(signed);
  checkAssertion(signed, expected);
  return signed;
}

export interface Libxml2Document {
  readonly root: XmlElement;
  /** Of every element that libxml2 read. */
  readonly nodes: ReadonlyMap<XmlElement, XmlNode>;
  dispose(): void;
}

export function parseWithLibxml2(xml: string): Libxml2Document {
  const nodes = new Map<XmlElement, XmlNode>();
  const document = parsed(xml);
  return { root: treeOf(document.root, nodes), nodes, dispose: () => document.dispose() };
}

function parsed(xml: string): XmlDocument {
  try {
    return XmlDocument.fromString(xml);
  } catch {
    throw refusal('saml.xml_malformed');
  }
}

function treeOf(node: XmlNode, nodes: Map<XmlElement, XmlNode>): XmlElement {
  const children: XmlElement[] = [];
  let text = '';
  for (let inside = known(node.firstChild); inside !== null; inside = known(inside.next)) {
    if (inside instanceof XmlNode) children.push(treeOf(inside, nodes));
    else if (inside instanceof XmlText) text += inside.content;
  }
  const all = node.attrs;
  const ids = all.filter(({ name }) => name.toLowerCase() === 'id').map(({ value }) => value);
  const tag = tagOf(node.namespaceUri, node.name);
  const element = { tag, attributes: attributesOf(all), ids, children, text, written: unwritten };
  nodes.set(element, node);
  return element;
}

/** For a processing instruction the library gives `undefined`, against its types: then the rest cannot be read. */
function known(node: unknown): XmlTreeNode | null {
  if (node !== null && !(node instanceof XmlTreeNode)) throw refusal('saml.xml_forbidden');
  return node;
}

function attributesOf(all: readonly XmlAttribute[]): ReadonlyMap<string, string> {
  const own = all.filter(({ namespaceUri }) => namespaceUri === '');
  return new Map(own.map(({ name, value }): [string, string] => [name, value]));
}

function signedText(
  { nodes }: Libxml2Document,
  { owner, element, signedInfo, value }: Signature,
  { certificatePem }: AnswerToJudge,
  parse: (xml: string) => XmlElement,
): string {
  const { inclusivePrefixes } = readSignedInfo(signedInfo, owner);
  const text = canonicalByLibxml2(nodes.get(signedInfo), inclusivePrefixes);
  const { reference } = readSignedInfo(parse(text), owner);
  const key = new X509Certificate(certificatePem).publicKey;
  const { hash } = readSignedInfo(signedInfo, owner).method;
  if (!verify(hash, Buffer.from(text), key, value)) throw refusal('saml.signature_invalid');
  nodes.get(element)?.remove();
  const covered = canonicalByLibxml2(nodes.get(owner), reference.inclusivePrefixes);
  const digest = createHash(reference.hash).update(covered).digest();
  if (!digest.equals(reference.digest)) throw refusal('saml.signature_invalid');
  return covered;
}

/** Throws where libxml2 finds no canonical form, for a relative namespace for instance. */
export function canonicalByLibxml2(node: XmlNode | undefined, inclusivePrefixes: readonly string[]): string {
  if (node === undefined) throw new TypeError('no such element in the document of libxml2');
  const prefixes = inclusivePrefixes.map((prefix) => (prefix === '' ? '#default' : prefix));
  try {
    return node.canonicalizeToString({
      mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
      inclusiveNamespacePrefixes: prefixes,
    });
  } catch {
    throw refusal('saml.signature_invalid');
  }
}
