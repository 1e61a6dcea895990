import { constants, createDecipheriv, privateDecrypt, type KeyObject } from 'node:crypto';
import { base64Bytes } from './base64-text.ts';
import { isPlainKeyInfo } from './key-info.ts';
import { refusal } from './refusals.ts';
import {
  contentEncryption,
  encryptedKeyType,
  keyEncryption,
  oaepDigests,
  oaepMasks,
  refusedAlgorithm,
  type OaepHash,
} from './vocabulary.ts';
import { onlyChild, shapeOf, type XmlElement } from './xml-tree.ts';

interface Envelope {
  readonly cipher: 'aes-128-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-256-gcm';
  readonly oaepHash: OaepHash;
  readonly wrappedKey: Buffer;
  readonly content: Buffer;
}

/**
 * The XML in an EncryptedAssertion: text of the sender, not believed, since anybody can encrypt to us. Keys are tried
 * in turn (rollover).
 */
export function openAssertion(encrypted: XmlElement, keys: readonly KeyObject[]): string {
  const envelope = envelopeOf(encrypted);
  for (const key of keys) {
    const xml = open(envelope, key);
    if (xml !== undefined) return xml;
  }
  throw refusal('saml.decryption_failed');
}

/** XML Encryption 3, only in forms in which no two readers can find another key, cipher or content. */
function envelopeOf(encrypted: XmlElement): Envelope {
  const data = child(encrypted, 'xenc:EncryptedData', /^xenc:EncryptedData(?: xenc:EncryptedKey)?$/);
  const cipherName = child(
    data,
    'xenc:EncryptionMethod',
    /^xenc:EncryptionMethod (?:ds:KeyInfo )?xenc:CipherData$/,
  );
  const key = encryptedKey(encrypted, data);
  const oaepHash = oaepHashOf(child(key, 'xenc:EncryptionMethod', keyShape));
  const cipher = contentEncryption.get(cipherName.attributes.get('Algorithm') ?? '');
  if (cipher === undefined || cipherName.children.length > 0) {
    throw refusal('saml.encryption_algorithm', refusedAlgorithm(cipherName.attributes.get('Algorithm')));
  }
  return { cipher, oaepHash, wrappedKey: cipherValue(key), content: cipherValue(data) };
}

const keyShape =
  /^xenc:EncryptionMethod (?:ds:KeyInfo )?xenc:CipherData(?: xenc:ReferenceList)?(?: xenc:CarriedKeyName)?$/;

/** The one EncryptedKey there is: within the KeyInfo of the data, or beside the data (core 6.2, errata E43). */
function encryptedKey(encrypted: XmlElement, data: XmlElement): XmlElement {
  const beside = onlyChild(encrypted, 'xenc:EncryptedKey');
  const keyInfo = onlyChild(data, 'ds:KeyInfo');
  const key = beside ?? child(child(data, 'ds:KeyInfo'), 'xenc:EncryptedKey', /^xenc:EncryptedKey$/);
  if (beside !== undefined && keyInfo !== undefined) checkRetrieval(keyInfo, beside);
  const references = onlyChild(key, 'xenc:ReferenceList');
  if (references !== undefined) {
    expectReference(child(references, 'xenc:DataReference', /^xenc:DataReference$/), data);
  }
  const recipient = onlyChild(key, 'ds:KeyInfo');
  if (recipient !== undefined && !isPlainKeyInfo(recipient)) throw refusal('saml.encryption_shape');
  return key;
}

function checkRetrieval(keyInfo: XmlElement, key: XmlElement): void {
  const retrieval = child(keyInfo, 'ds:RetrievalMethod', /^ds:RetrievalMethod$/);
  const type = retrieval.attributes.get('Type') ?? encryptedKeyType;
  if (type !== encryptedKeyType) throw refusal('saml.encryption_shape');
  expectReference(retrieval, key);
}

/** Within the document, to exactly this element, and without transforms. */
function expectReference(reference: XmlElement, to: XmlElement): void {
  const id = to.attributes.get('Id');
  const isTo = id !== undefined && reference.attributes.get('URI') === `#${id}`;
  if (!isTo || reference.children.length > 0) throw refusal('saml.encryption_shape');
}

/**
 * Node has one hash for the digest of OAEP and for its mask. Doing the padding ourselves would make an oracle of us, so
 * that two different ones are refused by name; `rsa-oaep-mgf1p` has SHA-1 for its mask, always.
 */
function oaepHashOf(method: XmlElement): OaepHash {
  const algorithm = method.attributes.get('Algorithm');
  const isFixed = algorithm === keyEncryption.oaepMgf1p;
  if (!isFixed && algorithm !== keyEncryption.oaep) {
    throw refusal('saml.encryption_algorithm', refusedAlgorithm(algorithm));
  }
  const shape = isFixed
    ? /^(?:ds:DigestMethod)?$/
    : /^(?:|ds:DigestMethod|xenc11:MGF|ds:DigestMethod xenc11:MGF)$/;
  if (!shape.test(shapeOf(method))) throw refusal('saml.encryption_shape');
  const digest = oaepDigests.get(algorithmOf(onlyChild(method, 'ds:DigestMethod')));
  const mask = oaepMasks.get(algorithmOf(onlyChild(method, 'xenc11:MGF')));
  if (digest === undefined || mask === undefined) throw refusal('saml.encryption_algorithm');
  if (digest !== mask) throw refusal('saml.encryption_oaep');
  return digest;
}

function algorithmOf(element: XmlElement | undefined): string | undefined {
  return element === undefined ? undefined : (element.attributes.get('Algorithm') ?? '');
}

function cipherValue(parent: XmlElement): Buffer {
  const value = child(child(parent, 'xenc:CipherData'), 'xenc:CipherValue', /^xenc:CipherValue$/);
  const bytes = base64Bytes(value);
  if (bytes === undefined) throw refusal('saml.encryption_shape');
  return bytes;
}

function child(parent: XmlElement, tag: string, shape?: RegExp): XmlElement {
  const found = onlyChild(parent, tag);
  if (found === undefined || (shape !== undefined && !shape.test(shapeOf(parent)))) {
    throw refusal('saml.encryption_shape');
  }
  return found;
}

function open(envelope: Envelope, key: KeyObject): string | undefined {
  try {
    const padding = constants.RSA_PKCS1_OAEP_PADDING;
    const contentKey = privateDecrypt({ key, padding, oaepHash: envelope.oaepHash }, envelope.wrappedKey);
    const plain = decipher(envelope, contentKey);
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
  } catch {
    return undefined;
  }
}

const tagLength = 16;

function decipher({ cipher, content }: Envelope, key: Buffer): Buffer {
  if (cipher === 'aes-128-gcm' || cipher === 'aes-256-gcm') {
    const gcm = createDecipheriv(cipher, key, content.subarray(0, 12), { authTagLength: tagLength });
    gcm.setAuthTag(content.subarray(-tagLength));
    return Buffer.concat([gcm.update(content.subarray(12, -tagLength)), gcm.final()]);
  }
  const cbc = createDecipheriv(cipher, key, content.subarray(0, 16)).setAutoPadding(false);
  const padded = Buffer.concat([cbc.update(content.subarray(16)), cbc.final()]);
  // XML Encryption 5.2.1: only the last byte of the padding says something
  const padding = padded.at(-1) ?? 0;
  if (padding < 1 || padding > 16) throw refusal('saml.decryption_failed');
  return padded.subarray(0, padded.length - padding);
}
