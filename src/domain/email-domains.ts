import { domainToASCII } from 'node:url';

/** The attribute whose domain is looked at. */
export const emailAttribute = 'email';

/** Letters, digits, hyphens and dots: what `domainToASCII` would strip or decode (`/`, `%73`) is no part of a domain. */
const domainCharacters = /^[\p{L}\p{M}\p{N}.-]+$/u;
const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** No blanks, quotes, commas and brackets: what two readers could take for two addresses is none. */
const localPart = /^[^\s\p{C}@()<>[\]:;,\\"]+$/u;

/**
 * One entry of `emailDomains`, in ASCII (IDNA) and lower case: `school.example`, or `*.school.example` for all
 * domains below it and not itself. `undefined` for anything else, such as `*.nl`, which is everybody.
 */
export function emailDomain(text: string): string | undefined {
  if (!text.startsWith('*.')) return asciiForm(text);
  const parent = asciiForm(text.slice(2));
  return parent === undefined ? undefined : `*.${parent}`;
}

/** Whether all that stands after the last `@` is one of these domains. What is no plain address is outside. */
export function isAddressWithin(address: string, domains: readonly string[]): boolean {
  const at = address.lastIndexOf('@');
  const domain = localPart.test(address.slice(0, Math.max(at, 0)))
    ? asciiForm(address.slice(at + 1))
    : undefined;
  return domain !== undefined && domains.some((allowed) => covers(emailDomain(allowed), domain));
}

function covers(allowed: string | undefined, domain: string): boolean {
  if (allowed === undefined) return false;
  return allowed.startsWith('*.') ? domain.endsWith(allowed.slice(1)) : domain === allowed;
}

function asciiForm(text: string): string | undefined {
  const ascii = domainCharacters.test(text) ? domainToASCII(text) : '';
  return ascii.length <= 253 && asciiDomain.test(ascii) ? ascii : undefined;
}
