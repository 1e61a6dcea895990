import { makeCertifiedKey, bareCertificate } from '../../../../testkit/values/saml-certificate.ts';
import { weakCertificate } from '../../../../testkit/federation/certificates.ts';

/** Name, what is replaced in the example, by what, where the fault is found, and what it says. */
export type FaultCase = readonly [
  name: string,
  from: string | RegExp,
  to: string,
  where: string,
  problem: RegExp,
];

const threeKeys = await Promise.all([makeCertifiedKey(), makeCertifiedKey(), makeCertifiedKey()]);

/** No standard way to sign XML: Ed25519, and ECDSA on secp256k1. */
const edwardsCertificate =
  'MIIBSDCB+6ADAgECAhQ4B+gUSomjf31XJqpi11CsN2XPnjAFBgMrZXAwGTEXMBUGA1UEAwwObWFkZS11cCBzY2hvb2wwIBcNMjYxMTI3MDgzOTE3WhgPMjEyNjExMDMwODM5MTdaMBkxFzAVBgNVBAMMDm1hZGUtdXAgc2Nob29sMCowBQYDK2VwAyEAEViJtITTRq5wNwgre3hhDIQaF5bOiP759RJceyoDStujUzBRMB0GA1UdDgQWBBRQ7so6XSyxqc7V+6Q6jTT9EN2itjAfBgNVHSMEGDAWgBRQ7so6XSyxqc7V+6Q6jTT9EN2itjAPBgNVHRMBAf8EBTADAQH/MAUGAytlcANBAIzt9qMf9pGb5+aJS6YBoyM8fM+IVvRsAVwq3MNq4c8XO2GultQrlmMCcqyQNb/cInlJfB1Ai7DrfgGf9m7IUQU=';
const blockchainCertificate =
  'MIIBhzCCASygAwIBAgIUXuNBm1PKQrJOxRMYQ60EOlP60FMwCgYIKoZIzj0EAwIwGTEXMBUGA1UEAwwObWFkZS11cCBzY2hvb2wwIBcNMjYxMTI3MDgzOTE4WhgPMjEyNjExMDMwODM5MThaMBkxFzAVBgNVBAMMDm1hZGUtdXAgc2Nob29sMFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAE9PiD3r4iAWHYTYf2/Hpd7HhdGdGqDqYQnNjBl85kutVI1jbBTdkO16hCBVxEpuN4OfGdkgZZh4UETf0F+KnmdaNTMFEwHQYDVR0OBBYEFHh84yjzI1ObaRHd52qYWynpzJYDMB8GA1UdIwQYMBaAFHh84yjzI1ObaRHd52qYWynpzJYDMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAIXC7i/MeiVx976yTwPcgfykPcrypy7qVWxIm/aDNqiRAiEAmD682FdUWVfabWEHo0wnO3P/8OxC4xZ2gB8Zn1xgMzA=';

export const schoolFaultCases: readonly FaultCase[] = [
  ['a BRIN of another shape', 'brin: 99AA', 'brin: 12E4', 'schools[0].brin', /must be a BRIN/],
  [
    'a BRIN used twice',
    'brin: 99AB',
    'brin: 99AA',
    'schools[1].brin',
    /already belongs to school de-regenboog/,
  ],
  [
    'words about an attribute that identifies nobody',
    'identifier: { namespace: entra-kade, attributes: [tid, oid] }',
    'identifier: { namespace: entra-kade, attributes: [tid, oid] }\n    whereToFind: { upn: Entra → Users }',
    'idps[1].whereToFind.upn',
    /not an attribute by which this IdP tells people apart/,
  ],
  ['an id with capitals', 'id: de-kade,', 'id: De-Kade,', 'schools[1].id', /lower-case identifier/],
  ['an unknown key', 'town: Edam', 'city: Edam, town: Edam', 'schools[1].city', /not known here/],
  ['a missing key', 'town: Edam, ', '', 'schools[1].town', /is missing/],
  ['a key without value', 'town: Edam', 'town: ', 'schools[1].town', /has no value/],
  ['an unknown list', 'sectors:\n', 'sektors:\n', 'sektors', /not known here/],
  ['an unknown education sector', 'sector: vo', 'sector: wo', 'schools[1].sector', /one of po, vo, mbo, ho/],
  [
    'an unknown board',
    'board: waterland, name: College De Kade',
    'board: edam, name: College De Kade',
    'schools[1].board',
    /board edam does not exist/,
  ],
  [
    'an IdP of an unknown school',
    'schools: [de-kade]',
    'schools: [de-kaai]',
    'idps[1].schools[0]',
    /school de-kaai does not exist/,
  ],
  ['an unknown protocol', 'kind: oidc', 'kind: cas', 'idps[1].protocol.kind', /one of saml, oidc/],
  [
    'a sign-on address without TLS',
    'http://127.0.0.1:3101/sso',
    'http://school.example/sso',
    'idps[0].protocol.singleSignOnUrl',
    /https address/,
  ],
  [
    'a certificate that is none',
    /certificates: \[\S+\]/,
    'certificates: [MIIC]',
    'idps[0].protocol.certificates[0]',
    /cannot be read/,
  ],
  [
    'a weak certificate',
    /certificates: \[\S+\]/,
    `certificates: [${weakCertificate}]`,
    'idps[0].protocol.certificates[0]',
    /shorter than 2048/,
  ],
  [
    'a certificate with an Ed25519 key',
    /certificates: \[\S+\]/,
    `certificates: [${edwardsCertificate}]`,
    'idps[0].protocol.certificates[0]',
    /cannot sign with \(ed25519\)/,
  ],
  [
    'a certificate with an EC key on another curve',
    /certificates: \[\S+\]/,
    `certificates: [${blockchainCertificate}]`,
    'idps[0].protocol.certificates[0]',
    /another curve/,
  ],
  [
    'a third certificate of one kind',
    /certificates: \[\S+\]/,
    `certificates: [${threeKeys.map(bareCertificate).join(', ')}]`,
    'idps[0].protocol.certificates[2]',
    /third RSA key/,
  ],
  [
    'no certificate',
    /certificates: \[\S+\]/,
    'certificates: []',
    'idps[0].protocol.certificates',
    /at least one/,
  ],
  [
    'scopes without openid',
    'clientId: sluis',
    'clientId: sluis\n      scopes: [profile]',
    'idps[1].protocol.scopes',
    /must include openid/,
  ],
  [
    'a discovery document that is none',
    'clientId: sluis',
    'clientId: sluis\n      discovery: { url: https://login.example/?x=/.well-known/, endpointHosts: [login.example] }',
    'idps[1].protocol.discovery.url',
    /well-known/,
  ],
  [
    'a discovery document without the hosts that it may name',
    'clientId: sluis',
    'clientId: sluis\n      discovery: { url: https://login.example/.well-known/openid-configuration }',
    'idps[1].protocol.discovery.endpointHosts',
    /is missing/,
  ],
  [
    'an address where a host is asked for',
    'clientId: sluis',
    'clientId: sluis\n      discovery: { url: https://login.example/.well-known/openid-configuration, endpointHosts: [https://login.example] }',
    'idps[1].protocol.discovery.endpointHosts[0]',
    /must be the host of an address/,
  ],
  [
    'a secret in the file',
    'clientSecret: { file: kade-entra.secret }',
    'clientSecret: hunter2',
    'idps[1].protocol.clientSecret',
    /allowed forms|mapping/,
  ],
  [
    'a namespace of another IdP',
    'namespace: entra-kade',
    'namespace: regenboog',
    'idps[1].identifier.namespace',
    /already belongs to IdP regenboog-saml/,
  ],
  [
    'an unknown affiliation',
    'some-guid: pupil',
    'some-guid: parent',
    'idps[1].affiliation.values.some-guid',
    /one of pupil, teacher, staff/,
  ],
  [
    'two affiliations that differ in capitals alone',
    'some-guid: pupil',
    'Leerling: pupil, LEERLING: teacher',
    'idps[1].affiliation.values.Leerling',
    /Leerling means pupil, and LEERLING means teacher, but capitals do not count/,
  ],
  [
    'an order of a name that means something else',
    'name: Microsoft 365 De Kade',
    'name: Microsoft 365 De Kade\n    incomingOrder: { given_name: [roepnaam, displayName] }',
    'idps[1].incomingOrder.given_name[1]',
    /displayName does not mean given_name at this IdP/,
  ],
  [
    'an order of an unknown attribute',
    'name: Microsoft 365 De Kade',
    'name: Microsoft 365 De Kade\n    incomingOrder: { roepnaam: [givenName] }',
    'idps[1].incomingOrder.roepnaam',
    /roepnaam is not in the catalogue/,
  ],
  [
    'a clock that is right to an hour',
    'name: Microsoft 365 De Kade',
    'name: Microsoft 365 De Kade\n    clockToleranceSeconds: 181',
    'idps[1].clockToleranceSeconds',
    /from 0 to 180/,
  ],
  [
    'a school that an IdP may not assert',
    '{ kade: de-kade }',
    '{ kade: de-regenboog }',
    'idps[1].schoolFrom.values.kade',
    /not among the schools/,
  ],
  [
    'an IdP that ends before it begins',
    'name: Microsoft 365 De Kade',
    'name: Microsoft 365 De Kade\n    validUntil: 2026-08-01\n    validFrom: 2026-08-02',
    'idps[1].validUntil',
    /ends on 2026-08-01, before it begins on 2026-08-02/,
  ],
  [
    'an unknown attribute in a map',
    'urn:custom:group: group',
    '"urn:custom:group": grup',
    'idps[0].attributeMap.urn:custom:group',
    /not in the catalogue/,
  ],
  ...['groups', 'school_id'].map((made): FaultCase => [
    `a name for ${made}, which is made here`,
    'urn:custom:group: group',
    `"urn:custom:group": ${made}`,
    'idps[0].attributeMap.urn:custom:group',
    /is made by the broker, so no IdP says it/,
  ]),
  [
    'a longer name that ends in a forbidden one',
    'urn:custom:group: group',
    'extension_0a1b_bsn: pupil_number',
    'idps[0].attributeMap.extension_0a1b_bsn',
    /carries national numbers/,
  ],
  [
    'an organisation that is called a group',
    'urn:custom:group: group',
    'nlEduPersonHomeOrganization: group',
    'idps[0].attributeMap.nlEduPersonHomeOrganization',
    /says of which organisation/,
  ],
  ...['school', '*.nl', '*', 'sch%6Fol.example', 'a@school.example', '.school.example', '192.0.2.1'].map(
    (domain): FaultCase => [
      `${domain} as a domain of e-mail addresses`,
      'name: Microsoft 365 De Kade',
      `name: Microsoft 365 De Kade\n    emailDomains: [school.example, "${domain}"]`,
      'idps[1].emailDomains[1]',
      /must be a whole domain/,
    ],
  ),
  [
    'no domain at all',
    'name: Microsoft 365 De Kade',
    'name: Microsoft 365 De Kade\n    emailDomains: []',
    'idps[1].emailDomains',
    /at least one/,
  ],
  [
    'a school twice in a list',
    'schools: [de-kade]',
    'schools: [de-kade, de-kade]',
    'idps[1].schools',
    /must not name anything twice/,
  ],
];
