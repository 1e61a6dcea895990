import type { ServerOptions } from 'node:http';

/**
 * Milliseconds and bytes that one connection may take. A browser sends its headers at once and the largest form (an
 * IdP's answer, 400 kB) within seconds; whoever drips them byte by byte ("slow loris") keeps a socket, not for long.
 * Connections stay open between requests for longer than proxies commonly keep theirs, so that a proxy never
 * sends into one that is being closed. A head may be twice as large as an authorization request may, so that a supplier
 * that sends too much is told so in words.
 */
export const serverLimits = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 32_768,
} as const satisfies ServerOptions;
