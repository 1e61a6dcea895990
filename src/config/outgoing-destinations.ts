import { isIP } from 'node:net';
import type { Destination } from '../domain/destinations.ts';
import type { AddressRange } from '../domain/public-address.ts';
import { isAddressOrNetwork, shaped } from './variable-shapes.ts';

/** `host`, `host:port`, `host=network` or `host:port=network`; host and port may be `*`, an IPv6 host stands in brackets. */
const entry =
  /^(?<host>\*|\[[\da-f:.]+\]|[^\s:=[\]/?#@\\%*]+)(?::(?<port>\*|\d{1,5}))?(?:=(?<network>\S+))?$/i;

/** Destinations separated by commas: where the broker may connect to besides public addresses on port 443. */
export const outgoingDestinations = shaped<readonly Destination[]>(
  {
    expected:
      'destinations separated by commas, each a host with a port, a network in which it is, or both (host:port=network)',
    example: 'keys.supplier.example:8443,login.school.example=10.20.0.0/16',
  },
  (text) => {
    const read = text.split(',').map((part) => destination(part.trim()));
    const destinations = read.filter((each) => each !== undefined);
    return destinations.length === read.length ? destinations : undefined;
  },
);

function destination(text: string): Destination | undefined {
  const { host, port, network } = entry.exec(text)?.groups ?? {};
  // port 443 of public addresses needs no permission: the entry would say nothing
  if (host === undefined || (port === undefined && network === undefined)) return undefined;
  const read = { host: canonical(host), port: portOf(port ?? '443') };
  if (read.host === undefined || read.port === undefined) return undefined;
  const place = { host: read.host, port: read.port };
  if (network === undefined) return place;
  const range = rangeOf(network);
  return range && { ...place, network: range };
}

function portOf(text: string): number | '*' | undefined {
  if (text === '*') return '*';
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** A host name as addresses have it: in small letters, in ASCII, without brackets. */
function canonical(host: string): string | undefined {
  if (host === '*') return host;
  return URL.parse(`https://${host}`)?.hostname.replace(/^\[|\]$/g, '');
}

function rangeOf(text: string): AddressRange | undefined {
  if (!isAddressOrNetwork(text)) return undefined;
  const [address = '', bits] = text.split('/');
  return { address, bits: bits === undefined ? (isIP(address) === 4 ? 32 : 128) : Number(bits) };
}
