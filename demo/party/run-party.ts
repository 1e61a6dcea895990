import { createServer, type RequestListener, type Server } from 'node:http';
import { originOf, partyById, portOf } from '../parties.ts';
import { readPartySettings, type PartySettings } from './settings.ts';

/** The message by which a party tells the launcher that it answers requests. */
export interface ReadyMessage {
  readonly ready: string;
}

/**
 * Runs one party as this process: listens on its own address, tells the launcher, and ends when it is told to
 * (SIGTERM) or when the launcher is gone. A Ctrl-C in the terminal reaches every process of the demo at once;
 * the order in which they stop is the launcher's to say, so it is ignored here.
 */
export async function runParty(
  createParty: (settings: PartySettings) => Promise<RequestListener>,
): Promise<void> {
  const settings = readPartySettings(process.argv[2]);
  process.on('SIGINT', () => undefined);
  const server = createServer(await createParty(settings));
  const stop = () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  };
  process.on('SIGTERM', stop);
  process.on('disconnect', stop);
  await listen(server, partyById(settings.party).host, portOf(settings.party, settings.demoPort));
  const message: ReadyMessage = { ready: originOf(settings.party, settings.demoPort) };
  process.send?.(message);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
