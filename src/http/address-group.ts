import type { IncomingMessage } from 'node:http';
import { isIPv4, isIPv6 } from 'node:net';

/**
 * Who counts as one in a limit by address. An IPv4 address is one; of IPv6 everybody has a /64 of 2^64 addresses to
 * choose from (RFC 6177), so its first half counts. An IPv4 address in IPv6 spelling (`::ffff:192.0.2.1`) is that one.
 *
 * `undefined` for what is no address: nobody is limited by it.
 */
export function addressGroup(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const [plain = ''] = address.split('%', 1);
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return undefined;
  const words = wordsOf(plain);
  if (words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff) {
    return words
      .slice(6)
      .flatMap((word) => [word >> 8, word & 0xff])
      .join('.');
  }
  return `${words
    .slice(0, 4)
    .map((word) => word.toString(16))
    .join(':')}::/64`;
}

/** Of a request that came through Express, which knows whose forwarding headers count. */
export function addressGroupOf(request: IncomingMessage): string | undefined {
  const known = groups.get(request);
  if (known !== undefined) return known;
  const group = 'ip' in request && typeof request.ip === 'string' ? addressGroup(request.ip) : undefined;
  if (group !== undefined) groups.set(request, group);
  return group;
}

/** Several limits ask for one request, and Express reads the forwarding headers each time. */
const groups = new WeakMap<IncomingMessage, string>();

/** The eight words of an address that `isIPv6` knows: with `::` for words of zero, and IPv4 in the last two. */
function wordsOf(address: string): readonly number[] {
  const [left = '', right] = address.split('::', 2);
  const [before, after] = [wordsIn(left), wordsIn(right ?? '')];
  const zeros = right === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => 0), ...after];
}

function wordsIn(text: string): readonly number[] {
  return text
    .split(':')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [a, b, c, d] = part.split('.').map(Number);
      if (a === undefined || b === undefined || c === undefined || d === undefined) {
        return [parseInt(part, 16)];
      }
      return [a * 256 + b, c * 256 + d];
    });
}
