import type { LoginAnswer } from '../school-idp.ts';
import { refusal } from './refusals.ts';

/** Of the parameter, still in base64. A school with every attribute and 150 groups sends some 30 kB. */
const maximumLength = 256 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The XML of the answer (SAML bindings 3.5.4), nothing about it believed yet. */
export function responseText(answer: LoginAnswer): string {
  const parameter = answer.body['SAMLResponse'];
  if (typeof parameter !== 'string' || parameter === '') throw refusal('saml.parameter');
  if (parameter.length > maximumLength) throw refusal('saml.too_large');
  // RFC 2045, which the binding names, allows line breaks in base64; nothing else is dropped
  const base64 = parameter.replace(/\r?\n/g, '');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.toString('base64') !== base64) throw refusal('saml.base64');
  try {
    return utf8.decode(bytes);
  } catch {
    throw refusal('saml.utf8');
  }
}
