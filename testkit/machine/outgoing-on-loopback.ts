import type { Destination } from '../../src/domain/destinations.ts';
import type { Outgoing } from '../../src/domain/outgoing.ts';
import { createOutgoing } from '../../src/outgoing/outgoing.ts';
import { systemNetwork } from '../../src/outgoing/system-network.ts';
import { createRecordingLogger } from './recording-logger.ts';

/** What an operator says so that schools and suppliers on this machine can be reached, on any port. */
export const loopbackDestinations = '*:*=127.0.0.0/8,*:*=::1';

export const onLoopback: readonly Destination[] = [
  { host: '*', port: '*', network: { address: '127.0.0.0', bits: 8 } },
  { host: '*', port: '*', network: { address: '::1', bits: 128 } },
];

/** The broker's door, for schools and suppliers that a test starts on this machine. */
export function outgoingOnLoopback(seconds = 5): Outgoing {
  return createOutgoing({
    destinations: onLoopback,
    network: systemNetwork,
    logger: createRecordingLogger(),
    seconds,
  });
}
