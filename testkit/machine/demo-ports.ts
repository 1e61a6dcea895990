import { randomInt } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { parties } from '../../demo/parties.ts';

export interface Listening {
  readonly origin: string;
  /** The application may be set after its origin is known. */
  use(listener: RequestListener): void;
  close(): Promise<void>;
}

/** An HTTP server on a free port. */
export async function listening(host = '127.0.0.1'): Promise<Listening> {
  let listener: RequestListener = (_request, response) => void response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    origin: `http://${host}:${address.port}`,
    use: (next) => void (listener = next),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * A base for `SLUIS_DEMO_PORT` with as many free ports above it as the demo has parties, and itself free too.
 * Below the range from which systems take ports for outgoing connections: another test could be given one of
 * those between our look and the start of the demo.
 */
export async function freeDemoPort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = randomInt(20_000, 32_000);
    const ports = [base, ...parties.map((_party, index) => base + 1 + index)];
    if ((await Promise.all(ports.map(isFree))).every(Boolean)) return base;
  }
  throw new Error('no free ports in a row');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createTcpServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
