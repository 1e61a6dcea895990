import { isIP } from 'node:net';

/** How one variable is read. `read` gives `undefined` for a text of another shape. */
export interface Setting<Value> {
  readonly name: string;
  readonly fallback: Value;
  /** Completes "must be …". */
  readonly expected: string;
  readonly example: string;
  readonly read: (text: string) => Value | undefined;
}

export type Shape<Value> = Pick<Setting<Value>, 'expected' | 'example' | 'read'>;

/** What to say about a variable whose text has another shape. Not for secrets: it repeats the text. */
export function settingFault(setting: Setting<unknown>, text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `${setting.name}: is "${shown}" and must be ${setting.expected}. Set it for example to ${setting.example}, or leave it out.`;
}

export function wholeNumber(least: number, most: number): Shape<number> {
  return {
    expected: `a whole number from ${String(least)} to ${String(most)}`,
    example: String(Math.min(most, Math.max(least, 60))),
    read: (text) => {
      if (!/^\d{1,6}$/.test(text)) return undefined;
      const value = Number(text);
      return value >= least && value <= most ? value : undefined;
    },
  };
}

export function oneOf<Choice extends string>(...choices: readonly [Choice, ...Choice[]]): Shape<Choice> {
  return {
    expected: `one of ${choices.join(', ')}`,
    example: choices[0],
    read: (text) => choices.find((choice) => choice === text),
  };
}

export const timeZone: Shape<string> = {
  expected: 'the name of a time zone',
  example: 'Europe/Amsterdam',
  read: (text) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone;
    } catch {
      return undefined;
    }
  },
};

/** Addresses and networks in CIDR form, separated by commas: whose `X-Forwarded-*` headers are believed. */
export const trustedProxies: Shape<readonly string[]> = {
  expected: 'IP addresses or networks, separated by commas',
  example: '10.0.0.0/8,192.0.2.10',
  read: (text) => {
    const parts = text.split(',').map((part) => part.trim());
    return parts.every(isAddressOrNetwork) ? parts : undefined;
  },
};

export function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  // A network of every address would believe anybody's headers.
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
}

/** A connection URL with one of these schemes. */
export function serviceUrl(...schemes: readonly [string, ...string[]]): Shape<string> {
  return {
    expected: `a URL that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    example: `${schemes[0]}://user:password@host`,
    read: (text) => {
      const url = URL.parse(text);
      return url !== null && schemes.includes(url.protocol.slice(0, -1)) ? text : undefined;
    },
  };
}
