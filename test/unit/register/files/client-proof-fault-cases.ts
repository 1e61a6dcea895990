import type { FaultCase } from './school-fault-cases.ts';

/** What is wrong with how the broker is to prove itself to a school's OpenID Connect IdP. */
export const clientProofFaultCases: readonly FaultCase[] = [
  [
    'neither a secret nor a key',
    /kind: oidc\s+issuer: \S+\s+clientId: sluis\s+clientSecret: .*/,
    'kind: oidc\n      issuer: https://kade.login.example/tenant/v2.0\n      clientId: sluis',
    'idps[1].protocol',
    /must have exactly one of clientSecret and authentication/,
  ],
  [
    'a secret and a key',
    'clientSecret: { file: kade-entra.secret }',
    'clientSecret: { file: kade-entra.secret }\n      authentication: { method: private_key_jwt }',
    'idps[1].protocol.authentication',
    /must have exactly one of clientSecret and authentication/,
  ],
  [
    'a secret by another name',
    'clientSecret: { file: kade-entra.secret }',
    'authentication: { method: client_secret_post, secrets: [{ file: kade-entra.secret }] }',
    'idps[1].protocol.authentication.method',
    /must be one of private_key_jwt/,
  ],
  [
    'an assertion for the issuer that somebody else gets',
    'clientSecret: { file: kade-entra.secret }',
    'discovery: { url: https://login.example/.well-known/openid-configuration, endpointHosts: [login.example] }\n      authentication: { method: private_key_jwt }',
    'idps[1].protocol.authentication.assertionAudience',
    /must be token_endpoint where discovery is elsewhere/,
  ],
];
