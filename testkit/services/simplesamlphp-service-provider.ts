import { DOMParser, type Element } from '@xmldom/xmldom';

/** What an IdP has to know of a service provider. Certificates as bare base64. */
export interface SamlServiceProvider {
  readonly entityId: string;
  readonly assertionConsumer: string;
  readonly signingCertificates: readonly string[];
  readonly encryptionCertificates: readonly string[];
}

const md = 'urn:oasis:names:tc:SAML:2.0:metadata';
const ds = 'http://www.w3.org/2000/09/xmldsig#';

/** Reads a service provider from the metadata that it publishes, as a school's administrator does. */
export async function fetchServiceProvider(metadataUrl: string): Promise<SamlServiceProvider> {
  const response = await fetch(metadataUrl, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${metadataUrl} answers ${String(response.status)}`);
  const document = new DOMParser().parseFromString(await response.text(), 'text/xml');
  const entity = document.documentElement;
  const consumer = [...document.getElementsByTagNameNS(md, 'AssertionConsumerService')][0];
  const certificates = (use: string): readonly string[] =>
    [...document.getElementsByTagNameNS(md, 'KeyDescriptor')]
      .filter((descriptor) => descriptor.getAttribute('use') === use)
      .map(certificateIn);
  return {
    entityId: entity?.getAttribute('entityID') ?? '',
    assertionConsumer: consumer?.getAttribute('Location') ?? '',
    signingCertificates: certificates('signing'),
    encryptionCertificates: certificates('encryption'),
  };
}

function certificateIn(descriptor: Element): string {
  return [...descriptor.getElementsByTagNameNS(ds, 'X509Certificate')][0]?.textContent?.trim() ?? '';
}
