import type { NextFunction, Request, Response } from 'express';
import { isIP } from 'node:net';

/** Names of this machine that lead to no other, as browsers write them. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || isLoopbackAddress(hostname);
}

export function isLoopbackAddress(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  return address === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}

/**
 * Answers whoever is at this machine and came by its own address, and nobody else: not a browser that a name of somebody else's
 * led here, and not a form of another site.
 */
export function fromThisMachine(origin: string) {
  const { host } = new URL(origin);
  return (request: Request, response: Response, next: NextFunction): void => {
    const isNear = isLoopbackAddress(request.socket.remoteAddress ?? '');
    const isOwn = request.headers.origin === undefined || request.headers.origin === origin;
    if (isNear && isOwn && request.headers.host === host) next();
    else response.sendStatus(403);
  };
}
