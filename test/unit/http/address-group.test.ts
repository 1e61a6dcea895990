import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressGroup } from '../../../src/http/address-group.ts';

describe('who counts as one address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['::ffff:c000:207', '192.0.2.7'],
    ['::FFFF:C000:0207', '192.0.2.7'],
    ['0:0:0:0:0:ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
    // an IPv4 address behind another prefix is an address of its own network
    ['64:ff9b::192.0.2.7', '64:ff9b:0:0::/64'],
  ])('%s is %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });

  it.each([undefined, '', 'unknown', '192.0.2.256', '2001:db8::1::2', '1.2.3.4.5'])(
    '%s is not an address and belongs to no group',
    (address) => {
      expect(addressGroup(address)).toBeUndefined();
    },
  );

  const word = fc.integer({ min: 0, max: 0xffff });
  const words = (length: number) => fc.array(word, { minLength: length, maxLength: length });
  const spelled = (all: readonly number[]) => all.map((one) => one.toString(16)).join(':');

  it('is one for all addresses of a /64, and another for any other /64', () => {
    fc.assert(
      fc.property(words(4), words(4), words(4), words(4), (net, one, other, elsewhere) => {
        const group = addressGroup(spelled([...net, ...one]));
        expect(addressGroup(spelled([...net, ...other]))).toBe(group);
        const isSame = spelled(net) === spelled(elsewhere);
        expect(addressGroup(spelled([...elsewhere, ...one])) === group).toBe(isSame);
      }),
    );
  });

  it('is the same for every spelling of an address', () => {
    fc.assert(
      fc.property(words(8), (all) => {
        const short = new URL(`http://[${spelled(all)}]/`).hostname.slice(1, -1);
        expect(addressGroup(short)).toBe(addressGroup(spelled(all)));
      }),
    );
  });
});
