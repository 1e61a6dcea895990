import type { Server } from 'node:http';
import { SluisError } from '../domain/errors.ts';

/** Milliseconds that requests under way at the end still have. */
const drainTimeoutMs = 10_000;

/** Throws `settings.invalid` where the port cannot be had. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${cause.code})`;
      reject(
        new SluisError('settings.invalid', `port ${port} ${why}. Set SLUIS_PORT to another one.`, { cause }),
      );
    });
    server.listen(port, () => {
      resolve();
    });
  });
}

/** No new requests; those under way may end, for a while. */
export function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const hurry = setTimeout(() => {
      server.closeAllConnections();
    }, drainTimeoutMs);
    server.close(() => {
      clearTimeout(hurry);
      resolve();
    });
    server.closeIdleConnections();
  });
}
