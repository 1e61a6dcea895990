import { instantOf } from './instant.ts';
import { refusal } from './refusals.ts';
import { parseXml } from './scan-xml.ts';
import { bindings, namespaces } from './vocabulary.ts';
import { childrenOf, everyElement, onlyChild, type XmlElement } from './xml-tree.ts';

/** What an operator copies from a school's metadata into the register. */
export interface IdpMetadata {
  readonly entityId: string;
  /** At least one of them. */
  readonly singleSignOnUrl: { readonly redirect?: string; readonly post?: string };
  /** Bare base64, at least one. Whether they are usable today is judged where they are used. */
  readonly certificates: readonly string[];
}

const maximumLength = 1024 * 1024;
const limits = { depth: 64, elements: 20_000, attributes: 60_000, attributesPerElement: 64 } as const;

/**
 * Reads the metadata of exactly one IdP (SAML metadata 2.4.3), strictly. It is only as trustworthy as the way it
 * came: a signature in it is not verified here, so an operator confirms the certificates' fingerprints.
 */
export function parseIdpMetadata(xml: string, now: number): IdpMetadata {
  if (xml.length > maximumLength) throw refusal('saml.too_large');
  const root = parseXml(xml.replace(/^\u{FEFF}/u, ''), limits);
  const entityId = root.attributes.get('entityID') ?? '';
  const descriptors = childrenOf(root, 'md:IDPSSODescriptor').filter(speaksSaml2);
  const [descriptor] = descriptors;
  if (root.tag !== 'md:EntityDescriptor' || descriptor === undefined || descriptors.length > 1) {
    throw refusal('saml.metadata');
  }
  checkValidity(root, now);
  checkValidity(descriptor, now);
  const singleSignOnUrl = signOnAddresses(descriptor);
  const certificates = signingCertificates(descriptor);
  if (!/^[\x21-\x7e]{1,1024}$/.test(entityId) || certificates.length === 0) throw refusal('saml.metadata');
  return { entityId, singleSignOnUrl, certificates };
}

function speaksSaml2(descriptor: XmlElement): boolean {
  const protocols = descriptor.attributes.get('protocolSupportEnumeration') ?? '';
  return protocols.split(/\s+/).includes(namespaces.samlp);
}

function checkValidity(element: XmlElement, now: number): void {
  const validUntil = element.attributes.get('validUntil');
  if (validUntil !== undefined && instantOf(validUntil) <= now) throw refusal('saml.metadata_expired');
}

function signOnAddresses(descriptor: XmlElement): IdpMetadata['singleSignOnUrl'] {
  const redirect = addressFor(descriptor, bindings.redirect);
  const post = addressFor(descriptor, bindings.post);
  if (redirect === undefined && post === undefined) throw refusal('saml.metadata');
  return { ...(redirect === undefined ? {} : { redirect }), ...(post === undefined ? {} : { post }) };
}

function addressFor(descriptor: XmlElement, binding: string): string | undefined {
  const services = childrenOf(descriptor, 'md:SingleSignOnService');
  const location = services
    .find((one) => one.attributes.get('Binding') === binding)
    ?.attributes.get('Location');
  if (location === undefined) return undefined;
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (url === undefined || !isSafe(url)) throw refusal('saml.metadata_address');
  return location;
}

/** Plain http only to this very machine, where a demo and tests run. */
function isSafe(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  return url.protocol === 'http:' && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}

/** A KeyDescriptor without `use` serves both purposes (metadata 2.4.1.1). */
function signingCertificates(descriptor: XmlElement): readonly string[] {
  const keys = childrenOf(descriptor, 'md:KeyDescriptor').filter(
    (key) => (key.attributes.get('use') ?? 'signing') === 'signing',
  );
  const found = keys.flatMap(certificatesIn).map((certificate) => certificate.replace(/\s/g, ''));
  if (!found.every((certificate) => /^[A-Za-z0-9+/]+={0,2}$/.test(certificate))) {
    throw refusal('saml.metadata');
  }
  return [...new Set(found)];
}

function certificatesIn(key: XmlElement): readonly string[] {
  const info = onlyChild(key, 'ds:KeyInfo');
  if (info === undefined) throw refusal('saml.metadata');
  return [...everyElement(info)].filter((one) => one.tag === 'ds:X509Certificate').map((one) => one.text);
}
