import { createServer, Socket, type Server } from 'node:net';

/**
 * `forward`: as if it were not there. `blackhole`: connections stay open and are taken, and nothing moves any more.
 * `stall`: present connections fall silent and stay open, new ones work, as after a firewall forgot them.
 * `reset`: present and new connections are reset. `refuse`: nobody listens.
 */
export type ProxyMode = 'forward' | 'blackhole' | 'stall' | 'reset' | 'refuse';

export interface TcpProxy {
  readonly port: number;
  set(mode: ProxyMode): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Drops what arrives instead of passing it on. */
function silence({ near, far }: Pair): void {
  near.unpipe(far).resume();
  far.unpipe(near).resume();
}

function connectPair(near: Socket, targetPort: number, mode: ProxyMode): Pair {
  const far = new Socket();
  const pair = { near, far };
  for (const [socket, other] of [
    [near, far],
    [far, near],
  ] as const) {
    socket.on('error', () => undefined);
    socket.on('close', () => other.destroy());
  }
  if (mode === 'blackhole') {
    near.resume();
    return pair;
  }
  far.connect(targetPort, '127.0.0.1');
  near.pipe(far);
  far.pipe(near);
  return pair;
}

/** A TCP proxy in front of a server on loopback, which misbehaves on demand. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let mode: ProxyMode = 'forward';
  const server = createServer((near) => {
    if (mode === 'reset') {
      near.resetAndDestroy();
      return;
    }
    const pair = connectPair(near, targetPort, mode);
    pairs.add(pair);
    near.once('close', () => pairs.delete(pair));
  });
  await listen(server, 0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port');
  const { port } = address;

  function cut(): void {
    for (const { near } of pairs) near.resetAndDestroy();
  }
  async function stopListening(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => {
      server.close(resolve);
    });
    cut();
    await closed;
  }
  return {
    port,
    set: async (next) => {
      mode = next;
      if (next === 'refuse') return stopListening();
      if (!server.listening) await listen(server, port);
      if (next === 'blackhole' || next === 'stall') pairs.forEach(silence);
      if (next === 'reset') cut();
      // What a black hole swallowed leaves both ends out of step: those connections can only be cut.
      if (next === 'forward') cut();
    },
    close: stopListening,
  };
}
