import { createServer } from 'node:net';

/**
 * Below the ports that Linux gives to whoever asks for any (32768 and up, `ip_local_port_range`): there a server of
 * another test, or an outgoing connection, could take the port before the one it was meant for listens.
 */
const lowest = 10_240;
const processes = 32;
const perProcess = 700;

const first = lowest + (process.pid % processes) * perProcess;
let given = 0;

/** A TCP port on loopback that was free a moment ago, from a range that each process walks through by itself. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < perProcess; tries++) {
    const port = first + (given++ % perProcess);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port from ${String(first)} on is free: end what an earlier run left behind`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const listens = await new Promise<boolean>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(true);
    });
  });
  if (!listens) return false;
  await new Promise((resolve) => {
    server.close(resolve);
  });
  return true;
}
