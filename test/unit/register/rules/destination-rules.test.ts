import { describe, expect, it } from 'vitest';
import { destinationRules } from '../../../../src/register/rules/destination-rules.ts';
import { exampleFederation } from '../../../../testkit/federation/example-federation.ts';

/** Paths of what the broker would not connect to, when the issuer of the example's OpenID Connect school is not public. */
function refused(protocol: string): readonly string[] {
  const issuer = `https://10.0.0.2/tenant/v2.0\n      ${protocol}`;
  const records = exampleFederation().parsed('https://kade.login.example/tenant/v2.0', issuer);
  const faults = destinationRules({ ...records, service: [], 'api-client': [] }, []);
  return [...faults].map(({ path }) => path.join('.'));
}

const document = (host: string) =>
  `discovery: { url: https://${host}/.well-known/openid-configuration, endpointHosts: [login.example] }`;

describe('an address that the broker calls', () => {
  it('is the document of a school, where the record has it, and then not the issuer', () => {
    expect(refused('scopes: [openid]')).toEqual(['protocol.issuer']);
    expect(refused(document('login.example'))).toEqual([]);
    expect(refused(document('login.example:8443'))).toEqual(['protocol.discovery.url']);
    expect(refused(document('10.0.0.1'))).toEqual(['protocol.discovery.url']);
  });
});
