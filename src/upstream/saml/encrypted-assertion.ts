import { constants, createDecipheriv, privateDecrypt, type KeyObject } from 'node:crypto';
import { base64Bytes } from './base64-text.ts';
import { isPlainKeyInfo } from './key-info.ts';
import { refusal } from './refusals.ts';
import { contentEncryption, keyEncryption, keyEncryptionDigest } from './vocabulary.ts';
import { onlyChild, shapeOf, type XmlElement } from './xml-tree.ts';

interface Envelope {
  readonly cipher: 'aes-128-cbc' | 'aes-256-cbc' | 'aes-128-gcm' | 'aes-256-gcm';
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

/** XML Encryption 3, only in the form in which no two readers can find another key, cipher or content. */
function envelopeOf(encrypted: XmlElement): Envelope {
  const data = child(encrypted, 'xenc:EncryptedData', /^xenc:EncryptedData$/);
  const cipherName = child(
    data,
    'xenc:EncryptionMethod',
    /^xenc:EncryptionMethod ds:KeyInfo xenc:CipherData$/,
  );
  const keyInfo = child(data, 'ds:KeyInfo');
  const key = child(keyInfo, 'xenc:EncryptedKey', /^xenc:EncryptedKey$/);
  checkKeyEncryption(
    child(key, 'xenc:EncryptionMethod', /^xenc:EncryptionMethod (?:ds:KeyInfo )?xenc:CipherData$/),
  );
  const recipient = onlyChild(key, 'ds:KeyInfo');
  if (recipient !== undefined && !isPlainKeyInfo(recipient)) throw refusal('saml.encryption_shape');
  const cipher = contentEncryption.get(cipherName.attributes.get('Algorithm') ?? '');
  if (cipher === undefined || cipherName.children.length > 0) throw refusal('saml.encryption_algorithm');
  return { cipher, wrappedKey: cipherValue(key), content: cipherValue(data) };
}

function checkKeyEncryption(method: XmlElement): void {
  if (method.attributes.get('Algorithm') !== keyEncryption) throw refusal('saml.encryption_algorithm');
  if (method.children.length === 0) return;
  const digest = child(method, 'ds:DigestMethod', /^ds:DigestMethod$/);
  if (digest.attributes.get('Algorithm') !== keyEncryptionDigest) throw refusal('saml.encryption_algorithm');
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
    const contentKey = privateDecrypt({ key, padding, oaepHash: 'sha1' }, envelope.wrappedKey);
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
