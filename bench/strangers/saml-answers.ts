import { createPublicKey } from 'node:crypto';
import { makeCertifiedKey, type CertifiedKey } from '../../testkit/values/saml-certificate.ts';
import {
  createSamlSchool,
  ds,
  instant,
  saml,
  samlp,
  type AnswerWishes,
} from '../../testkit/actors/saml-school.ts';
import { samlEntityId } from '../journeys/saml-school.ts';
import { samlIdps } from '../measured/federation.ts';
import type { StrangersLaboratory } from './laboratory.ts';
import type { Visit } from './visits.ts';

/** Parts of a Response; those that are left out are as they have to be, but for a signature that anybody made. */
export interface AnswerParts {
  /** Before the document. */
  readonly prolog?: string;
  readonly responseAttributes?: string;
  readonly canonicalization?: string;
  readonly transforms?: string;
  readonly references?: number;
  /** Base64. */
  readonly digest?: string;
  readonly signatureValue?: string;
  readonly signedInfo?: string;
  readonly keyInfo?: string;
  /** In the assertion, after its signature. */
  readonly content?: string;
}

/** Writes the XML of answers to a visit. */
export interface AnswerWriter {
  unsigned(visit: Visit, parts?: AnswerParts): string;
  /** With a key that is not the school's. */
  signedByOther(visit: Visit, wishes: AnswerWishes): string;
  /** For which anybody can encrypt. */
  readonly brokerKey: CertifiedKey;
}

export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export async function createAnswerWriter({ issuer, http }: StrangersLaboratory): Promise<AnswerWriter> {
  const entityId = `${issuer}/saml/${samlIdps.unsigned}/metadata`;
  const assertionConsumer = `${issuer}/saml/${samlIdps.unsigned}/acs`;
  const key = await makeCertifiedKey();
  const school = createSamlSchool(key);
  const metadata = (await http.get(entityId, {})).body;
  const certificate = /use="encryption"[^]*?<(?:\w+:)?X509Certificate>([^<]+)/.exec(metadata)?.[1] ?? '';
  const certificatePem = `-----BEGIN CERTIFICATE-----\n${certificate.trim()}\n-----END CERTIFICATE-----\n`;
  createPublicKey(certificatePem);
  return {
    brokerKey: { ...key, certificatePem },
    signedByOther: ({ requestId }, wishes) =>
      school.respond(
        { entityId: samlEntityId, audience: entityId, assertionConsumer, requestId, now: Date.now() },
        wishes,
      ),
    unsigned: (visit, parts = {}) => unsignedXml(assertionConsumer, visit, parts),
  };
}

function unsignedXml(assertionConsumer: string, { requestId }: Visit, parts: AnswerParts): string {
  const at = instant(Date.now());
  const issuer = `<a:Issuer>${samlEntityId}</a:Issuer>`;
  return [
    `${parts.prolog ?? ''}<p:Response xmlns:p="${samlp}" xmlns:a="${saml}" xmlns:d="${ds}" ID="_r" Version="2.0"`,
    ` IssueInstant="${at}" Destination="${assertionConsumer}" InResponseTo="${requestId}"${parts.responseAttributes ?? ''}>`,
    `${issuer}<p:Status><p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></p:Status>`,
    `<a:Assertion ID="_a" Version="2.0" IssueInstant="${at}">${issuer}`,
    `<d:Signature><d:SignedInfo>${signedInfoXml(parts)}</d:SignedInfo>`,
    `<d:SignatureValue>${parts.signatureValue ?? 'AAAA'}</d:SignatureValue>`,
    parts.keyInfo === undefined ? '' : `<d:KeyInfo>${parts.keyInfo}</d:KeyInfo>`,
    `</d:Signature>${parts.content ?? ''}</a:Assertion></p:Response>`,
  ].join('');
}

function signedInfoXml(parts: AnswerParts): string {
  const transforms =
    parts.transforms ??
    `<d:Transform Algorithm="${ds}enveloped-signature"/><d:Transform Algorithm="${exclusive}"/>`;
  const reference = [
    `<d:Reference URI="#_a"><d:Transforms>${transforms}</d:Transforms>`,
    `<d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>`,
    `<d:DigestValue>${parts.digest ?? 'AAAA'}</d:DigestValue></d:Reference>`,
  ].join('');
  return [
    parts.signedInfo ?? '',
    `<d:CanonicalizationMethod Algorithm="${exclusive}">${parts.canonicalization ?? ''}</d:CanonicalizationMethod>`,
    '<d:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>',
    reference.repeat(parts.references ?? 1),
  ].join('');
}
