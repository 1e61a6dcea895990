import { verify, X509Certificate } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { DOMParser } from '@xmldom/xmldom';
import { SamlLib } from 'samlify';
import type { BrokerMetadata } from './service-provider.ts';

/** What the broker asks of the school; its signature was checked. */
export interface AuthnRequest {
  readonly id: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly relayState: string | undefined;
}

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const protocolNamespace = 'urn:oasis:names:tc:SAML:2.0:protocol';
const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion';
const maximumXmlBytes = 100_000;

/** HTTP-Redirect binding: the signature covers the query exactly as it was sent (SAML Bindings 3.4.4.1). */
export function readRedirectRequest(rawQuery: string, broker: BrokerMetadata): AuthnRequest {
  const raw = new Map(rawQuery.split('&').map((part): [string, string] => splitAtFirst(part, '=')));
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg']
    .filter((name) => raw.has(name))
    .map((name) => `${name}=${raw.get(name) ?? ''}`)
    .join('&');
  const query = new URLSearchParams(rawQuery);
  const signature = Buffer.from(query.get('Signature') ?? '', 'base64');
  const trusted = broker.signingCertificates.some((certificate) =>
    verify('RSA-SHA256', Buffer.from(signed), publicKeyOf(certificate), signature),
  );
  if (query.get('SigAlg') !== rsaSha256 || !trusted) {
    throw new Error('the AuthnRequest is not signed by the broker');
  }
  const deflated = Buffer.from(query.get('SAMLRequest') ?? '', 'base64');
  const xml = inflateRawSync(deflated, { maxOutputLength: maximumXmlBytes }).toString('utf8');
  return readRequestXml(xml, query.get('RelayState') ?? undefined, broker);
}

/** HTTP-POST binding: the signature is inside the XML. */
export function readPostedRequest(
  body: Readonly<Record<string, string>>,
  broker: BrokerMetadata,
): AuthnRequest {
  const xml = Buffer.from(body['SAMLRequest'] ?? '', 'base64').toString('utf8');
  const [trusted] = SamlLib.verifySignature(xml, {
    metadata: broker.entity.entityMeta,
    signatureAlgorithm: rsaSha256,
  });
  if (!trusted) throw new Error('the AuthnRequest is not signed by the broker');
  return readRequestXml(xml, body['RelayState'], broker);
}

function readRequestXml(xml: string, relayState: string | undefined, broker: BrokerMetadata): AuthnRequest {
  const root = new DOMParser().parseFromString(xml, 'text/xml').documentElement;
  if (root?.localName !== 'AuthnRequest' || root.namespaceURI !== protocolNamespace) {
    throw new Error('that is no AuthnRequest');
  }
  const issuer = root.getElementsByTagNameNS(assertionNamespace, 'Issuer').item(0)?.textContent?.trim();
  if (issuer !== broker.entityId) throw new Error('the AuthnRequest is from somebody else');
  const answerTo = root.getAttribute('AssertionConsumerServiceURL');
  if (answerTo !== null && answerTo !== broker.assertionConsumerUrl) {
    throw new Error('the AuthnRequest wants its answer at an address that the metadata does not name');
  }
  return {
    id: root.getAttribute('ID') ?? '',
    forceAuthn: isTrue(root.getAttribute('ForceAuthn')),
    isPassive: isTrue(root.getAttribute('IsPassive')),
    relayState,
  };
}

/** Both spellings of xs:boolean. */
function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1';
}

function publicKeyOf(certificate: string) {
  return new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
}

function splitAtFirst(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}
