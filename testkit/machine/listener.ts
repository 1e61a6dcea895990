import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';

/** A server that knows who came. */
export interface Listener {
  readonly port: number;
  /** Connections that were opened, whether anything was asked over them or not. */
  connections(): number;
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function listenOn(address: string, handle: RequestListener, wantedPort = 0): Promise<Listener> {
  const requests: string[] = [];
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''} at ${request.headers.host ?? ''}`);
    handle(request, response);
  });
  server.on('connection', () => {
    connections += 1;
  });
  server.listen(wantedPort, address);
  await once(server, 'listening');
  const at = server.address();
  if (at === null || typeof at === 'string') throw new TypeError('a server without a port');
  return {
    port: at.port,
    connections: () => connections,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
