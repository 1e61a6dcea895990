import { createServer, Socket } from 'node:net';

/** A line to a server on loopback on which everything takes longer. */
export interface SlowLink {
  readonly port: number;
  /** From now on each way takes so many milliseconds more. */
  delay(milliseconds: number): void;
  close(): Promise<void>;
}

export async function startSlowLink(targetPort: number): Promise<SlowLink> {
  const open = new Set<Socket>();
  let wait = 0;
  /** Keeps the order: what comes later leaves later, also when the delay becomes shorter in between. */
  const carry = (from: Socket, to: Socket): void => {
    let leavesAt = 0;
    from.on('data', (chunk: Buffer) => {
      leavesAt = Math.max(leavesAt, performance.now() + wait);
      setTimeout(
        () => {
          if (!to.destroyed) to.write(chunk);
        },
        Math.max(0, leavesAt - performance.now()),
      );
    });
  };
  const server = createServer((near) => {
    const far = new Socket();
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
    }
    far.connect(targetPort, '127.0.0.1');
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port');
  return {
    port: address.port,
    delay: (milliseconds) => {
      wait = milliseconds;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
