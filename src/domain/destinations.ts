import { isIP } from 'node:net';
import { isInNetwork, isPublicAddress, type AddressRange } from './public-address.ts';

/**
 * One line of the operator's list: where the broker may connect to besides public addresses on port 443. Without a
 * network it opens a port of public addresses; with one, addresses of that network too, for this host and port alone.
 */
export interface Destination {
  /** Host name or IP address as `URL.hostname` writes it, without brackets; `*` for every host. */
  readonly host: string;
  readonly port: number | '*';
  readonly network?: AddressRange;
}

/** Why the broker does not connect somewhere. */
export type DestinationRefusal = 'protocol' | 'credentials' | 'port' | 'address';

/** An address that the broker was given, taken apart. */
interface Called {
  /** Without brackets and without the dot that ends a full name. */
  readonly host: string;
  readonly port: number;
}

/**
 * Judges an address by what it says, before anybody is asked for a name: its protocol, its port, and where it is an IP
 * address in whatever spelling, or a name that no public server has, whether that may be reached. `undefined`: nothing
 * is wrong with it yet; what the name leads to is judged by `mayConnectTo`.
 */
export function refusalOf(url: URL, destinations: readonly Destination[]): DestinationRefusal | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'protocol';
  if (url.username !== '' || url.password !== '') return 'credentials';
  const called = calledBy(url);
  const { host } = called;
  // what leaves without TLS leaves only to this very machine, and only where the operator says so
  if (url.protocol === 'http:' && !isOnLoopback(host)) return 'protocol';
  const listed = destinations.filter((destination) => isFor(destination, called));
  const ranges = listed.flatMap(({ network }) => network ?? []);
  if (isIP(host) === 0 ? ranges.length === 0 && isLocalName(host) : !isReachable(host, ranges)) {
    return 'address';
  }
  return isStandardPort(url, called) || listed.length > 0 ? undefined : 'port';
}

function isReachable(address: string, ranges: readonly AddressRange[]): boolean {
  return isPublicAddress(address) || ranges.some((range) => isInNetwork(address, range));
}

/**
 * Judges one of the IP addresses that the name of `url` leads to. `ownAddresses` tells those of this machine: a public
 * one of them is no place for the broker to go either, since what listens there may trust who comes from within.
 */
export function mayConnectTo(
  address: string,
  url: URL,
  {
    destinations,
    ownAddresses,
  }: { destinations: readonly Destination[]; ownAddresses: () => readonly string[] },
): boolean {
  const called = calledBy(url);
  const listed = destinations.filter((destination) => isFor(destination, called));
  if (url.protocol === 'http:' && !isOnLoopback(address)) return false;
  if (listed.some(({ network }) => network !== undefined && isInNetwork(address, network))) return true;
  if (!isPublicAddress(address) || ownAddresses().includes(address)) return false;
  return isStandardPort(url, called) || listed.some(({ network }) => network === undefined);
}

/** The IP address that stands in `url` in the place of a name: nobody resolves that. */
export function literalOf(url: URL): string | undefined {
  const { host } = calledBy(url);
  return isIP(host) === 0 ? undefined : host;
}

function calledBy(url: URL): Called {
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  return { host, port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)) };
}

function isStandardPort(url: URL, { port }: Called): boolean {
  return url.protocol === 'https:' && port === 443;
}

function isFor(destination: Destination, { host, port }: Called): boolean {
  const { host: wantedHost, port: wantedPort } = destination;
  return (wantedHost === '*' || wantedHost === host) && (wantedPort === '*' || wantedPort === port);
}

const loopback: readonly AddressRange[] = [
  { address: '127.0.0.0', bits: 8 },
  { address: '::1', bits: 128 },
];

/** True for an address or the name of this very machine. */
export function isOnLoopback(host: string): boolean {
  return host === 'localhost' || loopback.some((network) => isInNetwork(host, network));
}

/** Names of one machine or one local network (RFC 6761, 6762, 8375 and ICANN's `internal`), and names without a dot. */
function isLocalName(host: string): boolean {
  return !host.includes('.') || /\.(?:localhost|local|internal|home\.arpa|localdomain|lan)$/.test(host);
}
