import { isIP } from 'node:net';
import { z } from 'zod';
import { webOrigin } from '../domain/web-address.ts';

/** How a fault says what a variable must be. */
interface Wanted {
  /** Completes "must be …". */
  readonly expected: string;
  readonly example: string;
}

/** A text that `read` understands, as what it reads. The fault repeats the text: not for secrets. */
export function shaped<Value>({ expected, example }: Wanted, read: (text: string) => Value | undefined) {
  return z.string().transform((text, { issues }) => {
    const value = read(text);
    if (value !== undefined) return value;
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
    const message = `is "${shown}" and must be ${expected}. Set it for example to ${example}, or leave it out.`;
    issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  });
}

export function wholeNumber(least: number, most: number) {
  const wanted = {
    expected: `a whole number from ${String(least)} to ${String(most)}`,
    example: String(Math.min(most, Math.max(least, 60))),
  };
  return shaped(wanted, (text) => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most ? value : undefined;
  });
}

export function oneOf<Choice extends string>(...choices: readonly [Choice, ...Choice[]]) {
  const wanted = { expected: `one of ${choices.join(', ')}`, example: choices[0] };
  return shaped(wanted, (text) => choices.find((choice) => choice === text));
}

export const origin = shaped(
  {
    expected: 'an https origin (http on loopback only) without path, query or trailing slash',
    example: 'https://sluis.example',
  },
  webOrigin,
);

export const hostName = shaped(
  { expected: 'the name of a host, in lower case and without a port', example: 'sluis.example' },
  (text) => (/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(text) && isIP(text) === 0 ? text : undefined),
);

export const timeZone = shaped(
  { expected: 'the name of a time zone', example: 'Europe/Amsterdam' },
  (text) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    } catch {
      return undefined;
    }
  },
);

/** Addresses and networks in CIDR form, separated by commas: whose `X-Forwarded-*` headers are believed. */
export const trustedProxies = shaped<readonly string[]>(
  { expected: 'IP addresses or networks, separated by commas', example: '10.0.0.0/8,192.0.2.10' },
  (text) => {
    const parts = text.split(',').map((part) => part.trim());
    return parts.every(isAddressOrNetwork) ? parts : undefined;
  },
);

export function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  // A network of every address would believe anybody's headers.
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

/** A connection URL with one of these schemes, and a password in it: its fault does not repeat it. */
export function serviceUrl(...schemes: readonly [string, ...string[]]) {
  const expected = `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return z.url({
    protocol: new RegExp(`^(?:${schemes.join('|')})$`),
    error: `must be ${expected}, for example ${schemes[0]}://user:password@host.`,
  });
}
