import { ServiceProvider } from 'samlify';

/** The broker as its SAML metadata describes it to this school. */
export interface BrokerMetadata {
  readonly entityId: string;
  /** Where our answers are posted. */
  readonly assertionConsumerUrl: string;
  /** Bare base64 of DER. */
  readonly signingCertificates: readonly string[];
  /** The same metadata in the form that samlify's signature and encryption functions take. */
  readonly entity: ReturnType<typeof ServiceProvider>;
}

const timeLimitMillis = 5000;

/** Fetched anew for every login: this is a demo, and so a changed key of the broker needs no restart here. */
export async function fetchBrokerMetadata(url: string): Promise<BrokerMetadata> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeLimitMillis) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return readBrokerMetadata(await response.text());
}

function readBrokerMetadata(xml: string): BrokerMetadata {
  const entity = ServiceProvider({ metadata: xml });
  const [assertionConsumerUrl] = [entity.entityMeta.getAssertionConsumerService('post')].flat();
  if (assertionConsumerUrl === undefined) {
    throw new Error('the metadata names no assertion consumer for HTTP-POST');
  }
  return {
    entityId: entity.entityMeta.getEntityID(),
    assertionConsumerUrl,
    signingCertificates: [entity.entityMeta.getX509Certificate('signing')].flat(),
    entity,
  };
}
