import express from 'express';
import type { AssertionKey } from '../../../../src/keyring/oidc-keys.ts';
import { createOwnKeysRoute, ownKeysPath } from '../../../../src/upstream/oidc/own-keys-route.ts';

export interface PublishedKeys {
  readonly address: string;
  /** How often somebody read them. */
  reads(): number;
  stop(): Promise<void>;
}

/** The broker's keys as the broker publishes them, on a free port of this machine. */
export async function publishKeys(
  ...keys: readonly [AssertionKey, ...AssertionKey[]]
): Promise<PublishedKeys> {
  let reads = 0;
  const app = express();
  app.get(
    ownKeysPath,
    (_request, _response, next) => {
      reads += 1;
      next();
    },
    createOwnKeysRoute({ clientAssertion: keys }),
  );
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the keys have no port');
  return {
    address: `http://127.0.0.1:${String(address.port)}${ownKeysPath}`,
    reads: () => reads,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
