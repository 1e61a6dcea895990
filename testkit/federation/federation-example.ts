import { readFileSync } from 'node:fs';
import { readAttributeCatalogue } from '../../src/config/attribute-catalogue.ts';

/** The catalogue that comes with Sluis. */
export const catalogue = readAttributeCatalogue(
  readFileSync('config/attributes.yaml', 'utf8'),
  'attributes.yaml',
);

/** Certificates of made-up schools; nobody kept the keys. */
const certificate =
  'MIIDFTCCAf2gAwIBAgIUUMxvHTwQ1Yk5VvloRsbjXftrJr0wDQYJKoZIhvcNAQELBQAwGTEXMBUGA1UEAwwObWFkZS11cCBzY2hvb2wwIBcNMjYxMTIxMjMzMDIxWhgPMjEyNjEwMjgyMzMwMjFaMBkxFzAVBgNVBAMMDm1hZGUtdXAgc2Nob29sMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlQYqwYND0SHyBqqeSJ9Z368SgKpWr5t/fb5Rvegzikiq4MIAyU3wfvIEDDeS+G8/PQKI+uPoI8t5LeowmbZucayDReiWm62nOoVoour5vGVuglUdsJLckt6bAL8kODDvG0jBVmyggCzPc9pGdI4zZ54erd7hktk06VUV8GcdE/ZI99jd1XBG5Nv9Uh7/7G9vINBr+hqIeE6v8DgmgiXQfkxAEdx9iAcdBzke5TWv9L04JtPZQoWJSW/xtP/IQ6ldoZJVvqmqWeW84HUJ0zWqYk55Aov+EbC9UOu49o6l/d3CzF4Op+vJfz0HDUI/uj+XhJdNw7jNP+1/Q5ccp0iBvQIDAQABo1MwUTAdBgNVHQ4EFgQUPfncC4qqsWVm+PBrUKSkUGoSZW8wHwYDVR0jBBgwFoAUPfncC4qqsWVm+PBrUKSkUGoSZW8wDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAJGKSSCaVOnGWQThYsT4EZEzt4w1jpN+Zd5Y87BtGxq7+cWxK2XWJz/iEgUBNBwNEmp9IYdDfIcuvZoliDP2gqvHleZTRZWE3KiUaVQ8QzJFpTmNrAoW+E+1tXizoH2+vcC278H59fk7eOt1r9EOjB2jXyoP1fO50NpEy6tQtYw6k5un8jRKD+EZjtj/wqT4cOEwjKcPEm/YdIe4ASdiZDSo2E+rLMb4puRDYgBKe+UZ5JK+gxTzNzpSj8uT6UiYHiFi08YilQeM2P+NFwi+X4acdIwgboxD4wbbXcJUnFO7LqnvzYj6pylJyWM7vPTkPQWS4rOVxHBSoyNbl/PUwEw==';
export const weakCertificate =
  'MIICGjCCAYOgAwIBAgIUe/F+oRSN51qB43EnOeKdxAbqTy0wDQYJKoZIhvcNAQELBQAwHjEcMBoGA1UEAwwTd2VhayBtYWRlLXVwIHNjaG9vbDAgFw0yNjExMjEyMzMwMjFaGA8yMTI2MTAyODIzMzAyMVowHjEcMBoGA1UEAwwTd2VhayBtYWRlLXVwIHNjaG9vbDCBnzANBgkqhkiG9w0BAQEFAAOBjQAwgYkCgYEA06q3rMAhebGnbVEQRNH9uGo/4uY74Gmmo05k+h1Nx7KXRnhfOfWDU2jcV2rPMfShlwAxCJC3Naro2x2pospIKdUmZbMRK6VTaIDvfUTCNabQNMHQKVlW+mr7n/JT3Z/JrDxLER2Z3J9uY6OAs6PeXw0BlEdGvP8sBAshT83ca4kCAwEAAaNTMFEwHQYDVR0OBBYEFFbU9PDnbct1dZjw7LJEzYYXhlKfMB8GA1UdIwQYMBaAFFbU9PDnbct1dZjw7LJEzYYXhlKfMA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADgYEAZi1KIzGAMzZWZv3T9ydePY3IFi1OuHGNp29Yp2STh4qTbepPFG4V00kAZfehPfkkp/4R526CM/ly9RcHOOsJpfEkYPyjvbC6GDFtOBM1Qfw06UICvS9rz5YTRpv/F49x4kmWsJwF3x6jFjqmaXnsyPSUc3yx08HTOCY/Ezudgl4=';

/** A small federation without faults; tests change a line of it and expect the fault on that line. */
export const example = `boards:
  - { id: waterland, name: Stichting Waterland Onderwijs }
schools:
  - { id: de-regenboog, board: waterland, name: De Regenboog, town: Monnickendam, brin: 12EA, sector: po }
  - { id: de-kade, board: waterland, name: De Kade, town: Edam, brin: 01AA01, sector: vo }
idps:
  - id: regenboog-saml
    name: Leeromgeving De Regenboog
    schools: [de-regenboog]
    protocol:
      kind: saml
      entityId: http://127.0.0.1:3101/metadata
      singleSignOnUrl: http://127.0.0.1:3101/sso
      certificates: [ CERTIFICATE ]
    identifier: { namespace: regenboog, attributes: [nameid] }
    personKind: { attribute: eduPersonAffiliation, values: { student: pupil, employee: teacher } }
    attributeMap: { "urn:custom:group": group }
  - id: kade-entra
    name: Microsoft 365 De Kade
    schools: [de-kade]
    protocol:
      kind: oidc
      issuer: https://kade.login.example/tenant/v2.0
      clientId: sluis
      clientSecret: { file: kade-entra.secret }
    identifier: { namespace: entra-kade, attributes: [tid, oid] }
    personKind: { attribute: groups, values: { some-guid: pupil } }
    schoolFrom: { attribute: school, values: { kade: de-kade } }
suppliers:
  - { id: leesboom, name: Uitgeverij Leesboom, privacyStatement: "https://leesboom.example/privacy" }
  - { id: rekenrijk, name: Rekenrijk, privacyStatement: "https://rekenrijk.example/privacy" }
sectors:
  - { id: leesboom, supplier: leesboom }
  - { id: rekenrijk, supplier: rekenrijk }
services:
  - id: leesboom-reader
    supplier: leesboom
    sector: leesboom
    name: Leesboom Lezen
    description: { nl: Lezen, en: Reading }
    startUrl: http://127.0.0.4:3104/login
    audience: [pupil, teacher]
    claims:
      - { name: given_name, purpose: access, required: false }
      - { name: group, purpose: teaching }
    client:
      authentication: { method: client_secret_basic, secrets: [ { file: reader.secret } ] }
      redirectUris: [http://127.0.0.4:3104/callback]
agreements:
  - id: waterland-leesboom
    board: waterland
    supplier: leesboom
    status: active
    validFrom: 2026-08-01
    validUntil: 2027-07-31
    services: [ { service: leesboom-reader, kinds: [pupil, teacher] } ]
    annex:
      - { service: leesboom-reader, claim: given_name, purposes: [access], kinds: [pupil], transforms: [initial] }
      - { service: leesboom-reader, claim: group, purposes: [teaching], kinds: [pupil] }
policies:
  - school: de-regenboog
    service: leesboom-reader
    enabled: true
    claims:
      - given_name
      - { name: group, transforms: [ { values: [groep-5, groep-6] } ] }
`.replace('CERTIFICATE', certificate);
