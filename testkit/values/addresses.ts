/** Ways to write an address that is not of the public internet; each is one that `URL` accepts. */
export const notPublic: readonly string[] = [
  // this machine, in every spelling that a URL knows
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.0.0.1./',
  'https://%31%32%37.0.0.1/',
  'https://１２７.0.0.1/',
  'https://127。0。0。1/',
  'https://127.255.255.254/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://login.localhost/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://0.0.0.0/',
  'https://0/',
  'https://[::]/',
  // IPv4 inside IPv6: mapped, compatible, NAT64 (well-known and local), 6to4, Teredo
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:8.8.8.8]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b::10.0.0.1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2002:a00:1::1]/',
  'https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/',
  // private, shared, link-local, and where clouds answer
  'https://10.0.0.1/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://100.127.255.255/',
  'https://169.254.169.254/latest/meta-data/',
  'https://168.63.129.16/',
  'https://[fd00:ec2::254]/',
  'https://[fc00::1]/',
  'https://[fe80::1]/',
  'https://[fec0::1]/',
  // reserved, documentation, benchmarks, multicast, broadcast
  'https://0.1.2.3/',
  'https://192.0.0.192/',
  'https://192.0.2.1/',
  'https://192.88.99.1/',
  'https://198.18.0.1/',
  'https://198.19.255.255/',
  'https://198.51.100.7/',
  'https://203.0.113.7/',
  'https://224.0.0.1/',
  'https://240.0.0.1/',
  'https://255.255.255.255/',
  'https://[100::1]/',
  'https://[2001:db8::1]/',
  'https://[3fff::1]/',
  'https://[5f00::1]/',
  'https://[ff02::1]/',
  // names of one machine or one network
  'https://redis/',
  'https://metadata.google.internal/',
  'https://printer.local/',
  'https://router.home.arpa/',
  'https://nas.lan/',
];

/** What else is wrong with an address, whoever it belongs to. */
export const notCalled: readonly string[] = [
  'http://keys.leesboom.example/',
  'http://8.8.8.8/',
  'https://keys.leesboom.example:8443/',
  'https://keys.leesboom.example:80/',
  'https://8.8.8.8:6379/',
  'https://me:secret@keys.leesboom.example/',
  'ftp://keys.leesboom.example/',
  'file:///etc/passwd',
  'data:application/json,{}',
  'not an address',
  '',
];

export const called: readonly string[] = [
  'https://keys.leesboom.example/jwks',
  'https://keys.leesboom.example:443/jwks?set=1',
  'https://login.microsoftonline.com/tenant/v2.0',
  'https://8.8.8.8/',
  'https://[2001:4860:4860::8888]/',
  'https://172.15.0.1/',
  'https://172.32.0.1/',
  'https://100.63.255.255/',
  'https://100.128.0.1/',
  'https://internal.leesboom.example/',
];

/** The IP address that such an address holds, as `URL` understands it; absent where it is a name. */
export function literalIn(address: string): string | undefined {
  const { hostname } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  return /^[\d.]+$/.test(host) || host.includes(':') ? host : undefined;
}
