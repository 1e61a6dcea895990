import { exampleFederation } from '../../testkit/federation/example-federation.ts';
import { entreeKinds, kadeEntra, leesboomReader, regenboogSaml } from '../../testkit/federation/parties.ts';
import { boards, schools as example } from '../../testkit/federation/schools.ts';
import type { WrittenLists } from '../../testkit/federation/written-lists.ts';
import { oidcSchoolClient } from '../journeys/oidc-school.ts';
import { samlEntityId } from '../journeys/saml-school.ts';
import { service } from '../journeys/supplier.ts';

export const schools = {
  oidc: example.kade.id,
  saml: example.regenboog.id,
  samlSigned: example.vuurtoren.id,
} as const;
/** Of the same schools. */
export const brins = {
  oidc: example.kade.brin,
  saml: example.regenboog.brin,
  samlSigned: example.vuurtoren.brin,
} as const;
/** Of the OpenID Connect school, and of that which takes unsigned requests. */
export const board = boards.waterland.id;
/** One that takes unsigned AuthnRequests, as most do, and one that wants them signed. */
export const samlIdps = { unsigned: regenboogSaml.id, signed: 'vuurtoren-saml' } as const;

export const oidcIdp = kadeEntra.id;

const dayMillis = 24 * 60 * 60 * 1000;

export interface FederationAddresses {
  readonly samlCertificates: { readonly unsigned: string; readonly signed: string };
  readonly oidcIssuer: string;
}

/** Three schools of the example federation, one of each kind, and a service that may know the first name. */
export function benchFederation(addresses: FederationAddresses): WrittenLists {
  const { lists } = exampleFederation().with({
    boards: [boards.zeeland],
    schools: [example.vuurtoren],
    idps: idps(addresses),
    services: [measuredService],
    ...rules(),
  });
  return lists;
}

function idps({ samlCertificates, oidcIssuer }: FederationAddresses) {
  return [
    samlIdp(samlIdps.unsigned, schools.saml, samlCertificates.unsigned, false),
    samlIdp(samlIdps.signed, schools.samlSigned, samlCertificates.signed, true),
    {
      ...kadeEntra,
      protocol: {
        kind: 'oidc',
        issuer: oidcIssuer,
        clientId: oidcSchoolClient.id,
        clientSecret: { env: 'BENCH_SCHOOL_SECRET' },
        scopes: ['openid', 'profile'],
      },
      identifier: { namespace: kadeEntra.identifier.namespace, attributes: ['sub'] },
      affiliation: { attribute: 'groups', values: { pupils: 'pupil', staff: 'teacher' } },
    },
  ];
}

function samlIdp(id: string, school: string, certificate: string, signRequests: boolean) {
  return {
    id,
    name: `Leeromgeving ${school}`,
    schools: [school],
    protocol: {
      kind: 'saml',
      entityId: samlEntityId,
      singleSignOnUrl: 'https://saml.school.example/sso',
      certificates: [certificate],
      signRequests,
    },
    identifier: { namespace: id, attributes: ['nameid'] },
    affiliation: entreeKinds,
  };
}

const measuredService = {
  ...leesboomReader,
  startUrl: 'https://reader.supplier.example/login',
  audience: ['pupil'],
  claims: [
    { name: 'given_name', purpose: 'access' },
    { name: 'family_name', purpose: 'access' },
  ],
  client: {
    authentication: { method: 'client_secret_basic', secrets: [{ env: 'BENCH_SERVICE_SECRET' }] },
    redirectUris: [service.redirectUri],
    idTokenAlgorithm: 'ES256',
  },
};

/** The service may know the first name, and not the last name that it also asks for. */
function rules() {
  const day = (offset: number): string =>
    new Date(Date.now() + offset * dayMillis).toISOString().slice(0, 10);
  return {
    agreements: [boards.waterland.id, boards.zeeland.id].map((board) => ({
      id: `${board}-leesboom`,
      board,
      supplier: 'leesboom',
      status: 'active',
      validFrom: day(-10),
      validUntil: day(10),
      services: [{ service: leesboomReader.id, affiliations: ['pupil'] }],
      annex: [
        { service: leesboomReader.id, claim: 'given_name', purposes: ['access'], affiliations: ['pupil'] },
      ],
    })),
    policies: Object.values(schools).map((school) => ({
      school,
      service: leesboomReader.id,
      enabled: true,
      claims: ['given_name'],
    })),
  };
}
