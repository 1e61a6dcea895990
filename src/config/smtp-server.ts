import { z } from 'zod';
import { isOnLoopback } from '../domain/destinations.ts';
import type { SmtpServer } from '../domain/mail-settings.ts';

const standardPorts = { 'smtp:': 587, 'smtps:': 465 } as const;

/** With a password in it: its fault does not repeat it. */
export const smtpServer = z.string().transform((text, { issues }): SmtpServer => {
  const server = readServer(text);
  if (server !== undefined) return server;
  const message =
    'must be a URL that begins with smtp:// (STARTTLS) or smtps:// (TLS from the start) and has a host, with a user and a password or neither, for example smtp://user:password@mail.example:587.';
  issues.push({ code: 'custom', input: undefined, message });
  return z.NEVER;
});

function readServer(text: string): SmtpServer | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const rest = url.pathname.replace(/^\/$/, '') + url.search + url.hash;
  if (!/^[a-z0-9.:-]+$/.test(host) || rest !== '') return undefined;
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === undefined || password === undefined || (user === '') !== (password === '')) return undefined;
  return {
    host,
    port: Number(url.port || standardPorts[url.protocol]),
    tls: tlsOf(url.protocol, host),
    ...(user === '' ? {} : { user, password }),
  };
}

function tlsOf(protocol: 'smtp:' | 'smtps:', host: string): SmtpServer['tls'] {
  if (protocol === 'smtps:') return 'from_start';
  return isOnLoopback(host) ? 'none' : 'starttls';
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
