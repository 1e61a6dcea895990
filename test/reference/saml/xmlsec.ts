import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { saml, samlp } from '../../../testkit/actors/saml-school.ts';

export interface SecondOpinion {
  readonly certificatePem: string;
  /** Opens encrypted assertions. */
  readonly decryptionKeyPem: string;
}

/**
 * A second opinion on a Response: xmlsec1 on libxml2, which shares no line with what the broker verifies with. The
 * subject of the assertion, when xmlsec1 finds its own signature good; `undefined` when it does not, or finds none.
 */
export function subjectAccordingToXmlsec(response: string, opinion: SecondOpinion): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'xmlsec-'));
  try {
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const certificate = file('certificate.pem', opinion.certificatePem);
    const received = file('response.xml', response);
    const isEncrypted = response.includes('EncryptedAssertion');
    const readable = isEncrypted
      ? decrypted(received, file('key.pem', opinion.decryptionKeyPem), join(folder, 'decrypted.xml'))
      : received;
    if (readable === undefined) return undefined;
    const signed = onlyChild(onlyRoot(readFileSync(readable, 'utf8')), isEncrypted);
    const id = signed?.getAttribute('ID');
    if (signed === undefined || id === null || id === undefined) return undefined;
    const path = `/*/${isEncrypted ? '*/' : ''}*[@ID='${id}']/*[local-name()='Signature']`;
    return runs(['--verify', ...trust(certificate), '--node-xpath', path, readable])
      ? subjectOf(signed)
      : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Only the certificate that is named here, only references within the document, and which attribute is an ID. */
function trust(certificate: string): readonly string[] {
  return [
    ...['--pubkey-cert-pem', certificate, '--enabled-key-data', 'key-name,x509'],
    ...['--enabled-reference-uris', 'same-doc'],
    ...['--id-attr:ID', `${saml}:Assertion`, '--id-attr:ID', `${samlp}:Response`],
  ];
}

function decrypted(response: string, key: string, output: string): string | undefined {
  return runs(['--decrypt', '--privkey-pem', key, '--output', output, response]) ? output : undefined;
}

function runs(parameters: readonly string[]): boolean {
  return spawnSync('xmlsec1', parameters, { timeout: 10_000, stdio: 'ignore' }).status === 0;
}

/** `undefined` for what xmldom cannot read, or not without a complaint that ends it. */
function onlyRoot(xml: string): Element | undefined {
  try {
    const parser = new DOMParser({ onError: () => undefined });
    return parser.parseFromString(xml, 'text/xml').documentElement ?? undefined;
  } catch {
    return undefined;
  }
}

/** The one assertion that stands where SAML wants it. */
function onlyChild(root: Element | undefined, isEncrypted: boolean): Element | undefined {
  const found = [...(root?.getElementsByTagNameNS(saml, 'Assertion') ?? [])].filter(({ parentNode }) =>
    isEncrypted ? parentNode?.parentNode === root : parentNode === root,
  );
  return found.length === 1 ? found[0] : undefined;
}

function subjectOf(assertion: Element): string | undefined {
  const subject = [...assertion.childNodes].find(({ localName }) => localName === 'Subject');
  const nameId = [...(subject?.childNodes ?? [])].find(({ localName }) => localName === 'NameID');
  return nameId?.textContent ?? undefined;
}
