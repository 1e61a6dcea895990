import { createServer } from 'node:net';
import { parties, portOf } from '../parties.ts';
import type { DemoSettings } from './settings.ts';
import { StartFault } from './start-fault.ts';

/** Throws `StartFault` that names the first port which cannot be used, and what to set. */
export async function checkPorts({ brokerPort, demoPort }: DemoSettings): Promise<void> {
  await checkPort({ host: '127.0.0.1', port: brokerPort, who: 'the broker', variable: 'SLUIS_PORT' });
  await checkPort({ host: '::', port: brokerPort, who: 'the broker', variable: 'SLUIS_PORT' });
  for (const party of parties) {
    const port = portOf(party.id, demoPort);
    await checkPort({ host: party.host, port, who: party.label, variable: 'SLUIS_DEMO_PORT' });
  }
}

interface Wanted {
  readonly host: string;
  readonly port: number;
  readonly who: string;
  readonly variable: 'SLUIS_PORT' | 'SLUIS_DEMO_PORT';
}

async function checkPort(wanted: Wanted): Promise<void> {
  const code = await errorOnListening(wanted.host, wanted.port);
  if (code === undefined) return;
  // A machine without IPv6 is fine.
  if (wanted.host === '::' && (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT')) return;
  throw new StartFault(1, explanation(code, wanted));
}

function explanation(code: string, { host, port, who, variable }: Wanted): string {
  switch (code) {
    case 'EADDRINUSE':
      return (
        `Port ${port} on ${host}, for ${who}, is in use by another program (perhaps this demo, started before). ` +
        `Stop that program, or set ${variable} to another port.`
      );
    case 'EACCES':
      return (
        `This user may not listen on port ${port} on ${host}, for ${who}. ` +
        `Set ${variable} to a port above 1023.`
      );
    case 'EADDRNOTAVAIL':
      return (
        `This machine does not answer on the address ${host}, which the demo needs for ${who}. ` +
        `Add it to the loopback interface (on macOS: sudo ifconfig lo0 alias ${host}).`
      );
    default:
      return `Port ${port} on ${host}, for ${who}, cannot be used (${code}). Set ${variable} to another port.`;
  }
}

function errorOnListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown error'));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}
