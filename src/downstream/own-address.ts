import type { IncomingMessage } from 'node:http';

/**
 * oidc-provider makes its addresses, and decides whether a cookie may be `Secure`, from the headers of the request. Whoever
 * sent those: from here on they are those of the issuer, so that a foreign `Host` or `X-Forwarded-Host` gets into no discovery
 * document and no redirect.
 */
export function createOwnAddress(issuer: string): (request: IncomingMessage) => void {
  const { host, protocol } = new URL(issuer);
  return ({ headers }) => {
    headers.host = host;
    headers['x-forwarded-host'] = host;
    headers['x-forwarded-proto'] = protocol.slice(0, -1);
  };
}
