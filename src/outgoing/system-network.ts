import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import type { Network } from '../domain/outgoing.ts';

/** Names as the system resolves them, its hosts file included. */
export const systemNetwork: Network = {
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
  ownAddresses: () =>
    Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address)),
};
