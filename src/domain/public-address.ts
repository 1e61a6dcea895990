import { BlockList, isIP } from 'node:net';

/** IPv4 networks that are no place of the public internet (IANA Special-Purpose Address Registry, RFC 6890). */
const notPublicV4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  // Azure's own services answer here, inside every machine's network
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/**
 * Within 2000::/3, the only part of IPv6 that is given out (RFC 4291 section 2.4): what is kept for protocols, Teredo
 * (2001::/32) and 6to4 (2002::/16) with an IPv4 address inside, documentation.
 */
const notPublicV6: readonly (readonly [network: string, bits: number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const notPublic = new BlockList();
for (const [network, bits] of notPublicV4) notPublic.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of notPublicV6) notPublic.addSubnet(network, bits, 'ipv6');

const givenOut = new BlockList();
givenOut.addSubnet('2000::', 3, 'ipv6');

const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');

/**
 * True for an IP address of the public internet. False for everything else: private, shared, loopback, link-local,
 * multicast, reserved, and every IPv6 address that carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo), since
 * a translator on the way would turn it into that one. False for what is no IP address as `node:net` reads it.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !notPublic.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && givenOut.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
    default:
      return false;
  }
}

/** A network in CIDR form, or one address. */
export interface AddressRange {
  readonly address: string;
  readonly bits: number;
}

/** Of the operator's list and of constants: making one costs some 5 µs, a look into it less than one. */
const lists = new WeakMap<AddressRange, BlockList>();

function listOf(range: AddressRange): BlockList {
  const known = lists.get(range);
  if (known !== undefined) return known;
  const list = new BlockList();
  list.addSubnet(range.address, range.bits, isIP(range.address) === 6 ? 'ipv6' : 'ipv4');
  lists.set(range, list);
  return list;
}

/** An IPv4-mapped address counts as the IPv4 address that it is (RFC 4291 section 2.5.5.2), and as nothing else. */
export function isInNetwork(address: string, range: AddressRange): boolean {
  const list = listOf(range);
  const isV4Network = isIP(range.address) === 4;
  if (isIP(address) === 4) return isV4Network && list.check(address, 'ipv4');
  if (isIP(address) !== 6 || address.includes('%')) return false;
  return mapped.check(address, 'ipv6') === isV4Network && list.check(address, 'ipv6');
}
