import type { IdpId } from '../../domain/ids.ts';
import type { CertifiedKeyPair } from '../../keyring/certified-key-pair.ts';
import type { SamlKeys } from '../../keyring/saml-keys.ts';
import { ourAddresses } from './addresses.ts';
import { bindings, contentEncryption, keyEncryption, nameIdFormats, namespaces } from './vocabulary.ts';

/**
 * Our metadata for one IdP (SAML metadata 2.4.4): what the school's administrator loads into it. All keys are in
 * it, also the next and the last ones, so that a rollover needs no appointment. Written here rather than by
 * node-saml, which publishes one encryption key only.
 */
export function samlServiceProviderMetadata(options: {
  readonly idpId: IdpId;
  readonly issuer: string;
  readonly keys: SamlKeys;
  /** What the IdP's record says of our requests: the two never contradict each other. */
  readonly signRequests: boolean;
}): string {
  const us = ourAddresses(options.issuer, options.idpId);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor xmlns:md="${namespaces.md}" xmlns:ds="${namespaces.ds}" entityID="${escape(us.entityId)}">`,
    `  <md:SPSSODescriptor protocolSupportEnumeration="${namespaces.samlp}" AuthnRequestsSigned="${String(options.signRequests)}" WantAssertionsSigned="true">`,
    ...options.keys.signing.map((pair) => keyDescriptor('signing', pair, [])),
    ...options.keys.decryption.map((pair) => keyDescriptor('encryption', pair, acceptedEncryption)),
    `    <md:NameIDFormat>${nameIdFormats.persistent}</md:NameIDFormat>`,
    `    <md:AssertionConsumerService index="0" isDefault="true" Binding="${bindings.post}" Location="${escape(us.assertionConsumer)}"/>`,
    '  </md:SPSSODescriptor>',
    '</md:EntityDescriptor>',
    '',
  ].join('\n');
}

/** Authenticated encryption first: some IdPs take the first that they know. */
const acceptedEncryption = [...[...contentEncryption.keys()].toReversed(), keyEncryption.oaepMgf1p];

function keyDescriptor(
  use: 'signing' | 'encryption',
  pair: CertifiedKeyPair,
  algorithms: readonly string[],
): string {
  const certificate = pair.certificatePem.replace(/-----[A-Z ]+-----|\s/g, '');
  const keyInfo = `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  const methods = algorithms.map((algorithm) => `<md:EncryptionMethod Algorithm="${algorithm}"/>`);
  return `    <md:KeyDescriptor use="${use}">${keyInfo}${methods.join('')}</md:KeyDescriptor>`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');
}
