import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outgoingDestinations } from '../../../src/config/outgoing-destinations.ts';
import { mayConnectTo, refusalOf, type Destination } from '../../../src/domain/destinations.ts';
import { isPublicAddress } from '../../../src/domain/public-address.ts';
import { called, literalIn, notCalled, notPublic } from '../../../testkit/values/addresses.ts';

function listed(text: string): readonly Destination[] {
  return outgoingDestinations.parse(text);
}

const refuses = (address: string, destinations: readonly Destination[] = []): boolean => {
  const url = URL.parse(address);
  return url === null || refusalOf(url, destinations) !== undefined;
};
const connects = (ip: string, address: string, destinations: readonly Destination[] = []): boolean =>
  mayConnectTo(ip, new URL(address), { destinations, ownAddresses: () => [] });

describe('an address that somebody writes', () => {
  it.each([...notPublic, ...notCalled])('is refused at the door: %s', (address) => {
    expect(refuses(address)).toBe(true);
  });

  it.each(called)('is accepted: %s', (address) => {
    expect(refuses(address)).toBe(false);
  });
});

describe('an IP address that a name leads to', () => {
  const inside = [...new Set(notPublic.flatMap((address) => literalIn(address) ?? []))];

  it.each([...inside, '::ffff:10.0.0.1', 'fe80::1%eth0', 'nonsense', ''])('is not connected to: %s', (ip) => {
    expect(connects(ip, 'https://keys.leesboom.example/')).toBe(false);
  });

  it('is connected to when it is of the public internet and not our own', () => {
    const url = new URL('https://keys.leesboom.example/');
    expect(connects('8.8.8.8', url.href)).toBe(true);
    expect(connects('2001:4860:4860::8888', url.href)).toBe(true);
    expect(mayConnectTo('8.8.8.8', url, { destinations: [], ownAddresses: () => ['8.8.8.8'] })).toBe(false);
  });

  it('is never public when it carries an IPv4 address inside, whichever', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '::', '64:ff9b::', '64:ff9b:1::'), (ip, before) => {
        expect(isPublicAddress(before + ip)).toBe(false);
      }),
    );
  });

  it('is judged alike however it is written', () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffffffff }), (number) => {
        const spellings = [`https://${number}/`, `https://0x${number.toString(16)}/`];
        const ip = new URL(spellings[0] ?? '').hostname;
        for (const spelling of spellings) expect(refuses(spelling)).toBe(!isPublicAddress(ip));
        expect(refuses(`https://[::ffff:${ip}]/`)).toBe(true);
      }),
    );
  });
});

describe('the operator’s list', () => {
  it('lets a host be where it says, and nobody else be there', () => {
    const destinations = listed('login.school.example=10.20.0.0/16');
    expect(connects('10.20.3.4', 'https://login.school.example/', destinations)).toBe(true);
    expect(connects('10.21.3.4', 'https://login.school.example/', destinations)).toBe(false);
    expect(connects('10.20.3.4', 'https://keys.leesboom.example/', destinations)).toBe(false);
    expect(connects('10.20.3.4', 'https://login.school.example:8443/', destinations)).toBe(false);
    expect(connects('::ffff:10.20.3.4', 'https://login.school.example/', destinations)).toBe(true);
    expect(refuses('https://login.school.example:8443/', destinations)).toBe(true);
  });

  it('opens a port without opening the network behind a name', () => {
    const destinations = listed('Keys.Leesboom.example:8443');
    expect(refuses('https://keys.leesboom.example:8443/', destinations)).toBe(false);
    expect(connects('8.8.8.8', 'https://keys.leesboom.example:8443/', destinations)).toBe(true);
    expect(connects('10.0.0.1', 'https://keys.leesboom.example:8443/', destinations)).toBe(false);
    expect(refuses('https://other.example:8443/', destinations)).toBe(true);
  });

  it('opens a port inside a network without opening it outside', () => {
    const destinations = listed('login.school.example:8443=10.20.0.5');
    expect(connects('10.20.0.5', 'https://login.school.example:8443/', destinations)).toBe(true);
    expect(connects('10.20.0.6', 'https://login.school.example:8443/', destinations)).toBe(false);
    expect(connects('8.8.8.8', 'https://login.school.example:8443/', destinations)).toBe(false);
    expect(connects('8.8.8.8', 'https://login.school.example/', destinations)).toBe(true);
  });

  it('knows addresses without a name, and plain http on this machine only', () => {
    const destinations = listed('*:*=127.0.0.0/8, [fd00::5]:8443=fd00::/8, *=10.0.0.0/8');
    expect(refuses('http://127.0.0.4:3104/', destinations)).toBe(false);
    expect(refuses('http://localhost:3104/', destinations)).toBe(false);
    expect(refuses('https://[fd00::5]:8443/', destinations)).toBe(false);
    expect(refuses('https://[fd00::6]:8443/', destinations)).toBe(true);
    expect(refuses('http://10.0.0.1/', destinations)).toBe(true);
    expect(connects('10.0.0.1', 'http://localhost:3104/', destinations)).toBe(false);
    expect(connects('127.0.0.1', 'http://localhost:3104/', destinations)).toBe(true);
  });

  it.each([
    'keys.leesboom.example',
    'keys.leesboom.example:0',
    'keys.leesboom.example:65536',
    'keys.leesboom.example:443,',
    '*',
    '*.example:8443',
    'https://keys.leesboom.example:8443',
    'keys.leesboom.example:8443/jwks',
    'login.school.example=10.0.0.0/33',
    'login.school.example=0.0.0.0/0',
    'login.school.example=school.example',
    'me@login.school.example:8443',
    'fd00::5:8443',
  ])('refuses an entry that is empty or not in its form: %s', (text) => {
    expect(outgoingDestinations.safeParse(text).success).toBe(false);
  });
});
