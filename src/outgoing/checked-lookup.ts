import { isIP, type LookupFunction } from 'node:net';
import { mayConnectTo, type Destination } from '../domain/destinations.ts';
import { SluisError } from '../domain/errors.ts';
import type { Network } from '../domain/outgoing.ts';

/**
 * Resolves the host of one call. The answer is checked and handed to the socket as it is, so that no second look-up
 * can give another one (DNS rebinding). One address that may not be reached refuses all of them: a name that leads
 * outside and inside at once is no mistake.
 */
export function createCheckedLookup(
  url: URL,
  { network, destinations }: { readonly network: Network; readonly destinations: readonly Destination[] },
): LookupFunction {
  const checked = async (host: string): Promise<readonly string[]> => {
    const addresses = await network.resolve(host);
    // `node:net` would take an empty list for a crash of its own
    if (addresses.length === 0) throw new SluisError('outgoing.no_answer', 'the name does not resolve');
    checkAddresses(addresses, url, { network, destinations });
    return addresses;
  };
  return (host, options, answer) => {
    checked(host).then(
      (addresses) => {
        const found = addresses.map((address) => ({ address, family: isIP(address) }));
        const [first] = found;
        if (options.all === true || first === undefined) answer(null, found);
        else answer(null, first.address, first.family);
      },
      (error: unknown) => {
        answer(error instanceof Error ? error : new TypeError('not an error'), []);
      },
    );
  };
}

/** Throws `outgoing.address_refused` unless the call may go to each of these IP addresses. */
export function checkAddresses(
  addresses: readonly string[],
  url: URL,
  { network, destinations }: { readonly network: Network; readonly destinations: readonly Destination[] },
): void {
  let own: readonly string[] | undefined;
  // asked at most once, and only where it matters: the system takes longer to tell than all the rest
  const machine = { destinations, ownAddresses: () => (own ??= network.ownAddresses()) };
  if (!addresses.every((address) => mayConnectTo(address, url, machine))) throw addressRefused();
}

/** The same words whatever is wrong: whoever wrote the address is not told what is where in this network. */
export function addressRefused(): SluisError {
  return new SluisError('outgoing.address_refused', 'the broker does not connect to this address');
}
