import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readableRecords } from '../../../../src/register/model/records.ts';
import { redirectUriRules } from '../../../../src/register/rules/redirect-uri-rules.ts';
import { leesboomReader } from '../../../../testkit/federation/parties.ts';

type Lists = Readonly<Record<'redirectUris' | 'postLogoutRedirectUris', readonly string[]>>;
const nativeApp = { authentication: { method: 'none' } };
/** Faults of a service with these lists; `undefined`: its schema refuses them already. */
function faultsOf(lists: Partial<Lists>, client: object = leesboomReader.client) {
  const body = { ...leesboomReader, client: { ...leesboomReader.client, ...client, ...lists } };
  const records = readableRecords([{ kind: 'service', body }]);
  return records.service.length === 0 ? undefined : [...redirectUriRules(records)];
}
const fine = 'https://app.leesboom.example/callback';

describe('a redirect URI', () => {
  it.each([
    fine,
    'https://app.leesboom.example/',
    'https://app.leesboom.example:8443/a/b?tenant=1&x=%2A',
    'http://127.0.0.4:3104/callback',
    'http://[::1]:3104/callback',
    'https://xn--een-jna.example/%C3%A9%C3%A9n',
  ])('that is sent as it is written is fine: %s', (uri) => {
    expect(faultsOf({ redirectUris: [uri] })).toEqual([]);
  });

  it.each(['com.example.app:/callback', 'com.example.app://callback/done'])(
    'of a native app that is sent as it is written is fine: %s',
    (uri) => {
      expect(faultsOf({ redirectUris: [uri] }, nativeApp)).toEqual([]);
    },
  );

  it.each([
    'https://*.leesboom.example/callback',
    'https://app.leesboom.example/*',
    'https://app.leesboom.example/callback?next=*',
    'https://*/callback',
  ])('with a wildcard never matches: %s', (uri) => {
    expect(faultsOf({ redirectUris: [uri] })).toMatchObject([
      { problem: expect.stringContaining('wildcard'), remedy: 'name each address in full' },
    ]);
  });

  it.each([
    ['the port of https', 'https://app.leesboom.example:443/callback', fine],
    ['capitals in the host', 'https://App.Leesboom.example/callback', fine],
    ['capitals in the scheme', 'HTTPS://app.leesboom.example/callback', fine],
    ['dot segments', 'https://app.leesboom.example/a/../callback', fine],
    ['a segment of one dot', 'https://app.leesboom.example/./callback', fine],
    ['encoded dot segments', 'https://app.leesboom.example/a/%2e%2E/callback', fine],
    ['backslashes', 'https:\\\\app.leesboom.example\\callback', fine],
    ['no port after the colon', 'https://app.leesboom.example:/callback', fine],
    ['no path at all', 'https://app.leesboom.example', 'https://app.leesboom.example/'],
    ['the port of http', 'http://127.0.0.1:80/callback', 'http://127.0.0.1/callback'],
    ['an address of this machine in another spelling', 'http://127.1/callback', 'http://127.0.0.1/callback'],
    ['an international name', 'https://één.example/', 'https://xn--n-9faa.example/'],
    [
      'a letter that is sent encoded',
      'https://app.leesboom.example/één',
      'https://app.leesboom.example/%C3%A9%C3%A9n',
    ],
  ])('with %s is sent otherwise, and the fault says how: %s', (_what, uri, sent) => {
    expect(faultsOf({ redirectUris: [uri] })).toMatchObject([{ remedy: `write it as they do: ${sent}` }]);
  });

  it.each([
    ['COM.example.app:/callback', 'com.example.app:/callback'],
    ['com.example.app:/a/../callback', 'com.example.app:/callback'],
  ])('of a native app is written as it is sent: %s', (uri, sent) => {
    expect(faultsOf({ redirectUris: [uri] }, nativeApp)).toMatchObject([
      { remedy: `write it as they do: ${sent}` },
    ]);
  });

  it('is found where it stands, after a sign-out too', () => {
    const port = 'https://app.leesboom.example:443/bye';
    expect(faultsOf({ redirectUris: [fine, port], postLogoutRedirectUris: [port] })).toMatchObject([
      { kind: 'service', id: 'leesboom-reader', path: ['client', 'redirectUris', 1] },
      { kind: 'service', id: 'leesboom-reader', path: ['client', 'postLogoutRedirectUris', 0] },
    ]);
  });

  it('without a fault is what a browser makes of it, and what is advised is without fault', () => {
    const part = fc.string({
      unit: fc.constantFrom('a', 'Z', '.', '/', '%2e', '*', ':', '443', '?', '\\', 'é'),
    });
    fc.assert(
      fc.property(part, part, (host, path) => {
        const uri = `https://a${host}.example/${path}`;
        const faults = faultsOf({ redirectUris: [uri] });
        if (faults === undefined) return;
        if (faults.length === 0) expect(new URL(uri).href).toBe(uri);
        const advised = /^write it as they do: (.*)$/.exec(faults[0]?.remedy ?? '')?.[1];
        if (advised !== undefined) expect(faultsOf({ redirectUris: [advised] }) ?? []).toEqual([]);
      }),
    );
  });
});
