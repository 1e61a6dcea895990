import { oidcSchoolClient } from '../journeys/oidc-school.ts';
import { samlEntityId } from '../journeys/saml-school.ts';
import { service } from '../journeys/supplier.ts';

export const schools = { oidc: 'de-lat', saml: 'de-meetlat', samlSigned: 'het-meetlint' } as const;
/** Of the same schools. */
export const brins = { oidc: '01AB', saml: '01AA', samlSigned: '01AC' } as const;
/** One that takes unsigned AuthnRequests, as most do, and one that wants them signed. */
export const samlIdps = { unsigned: 'meetlat-saml', signed: 'meetlint-saml' } as const;

const dayMillis = 24 * 60 * 60 * 1000;

export interface FederationAddresses {
  readonly samlCertificates: { readonly unsigned: string; readonly signed: string };
  readonly oidcIssuer: string;
}

/** Three schools, one of each kind, and a service that may know the first name. Names are invented. */
export function benchFederation(addresses: FederationAddresses): object {
  return { ...parties(addresses), ...supply(), ...rules() };
}

function parties({ samlCertificates, oidcIssuer }: FederationAddresses) {
  const school = { board: 'meten', town: 'Ergens', sector: 'po' };
  return {
    boards: [{ id: 'meten', name: 'Stichting Meten' }],
    schools: [
      { ...school, id: schools.saml, name: 'De Meetlat', brin: brins.saml },
      { ...school, id: schools.samlSigned, name: 'Het Meetlint', brin: brins.samlSigned },
      { ...school, id: schools.oidc, name: 'De Lat', brin: brins.oidc },
    ],
    idps: [
      samlIdp(samlIdps.unsigned, schools.saml, samlCertificates.unsigned, false),
      samlIdp(samlIdps.signed, schools.samlSigned, samlCertificates.signed, true),
      {
        id: 'lat-oidc',
        name: 'Leeromgeving De Lat',
        schools: [schools.oidc],
        protocol: {
          kind: 'oidc',
          issuer: oidcIssuer,
          clientId: oidcSchoolClient.id,
          clientSecret: { env: 'BENCH_SCHOOL_SECRET' },
          scopes: ['openid', 'profile'],
        },
        identifier: { namespace: 'lat', attributes: ['sub'] },
        personKind: { attribute: 'groups', values: { pupils: 'pupil', staff: 'teacher' } },
      },
    ],
  };
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
    personKind: { attribute: 'eduPersonAffiliation', values: { student: 'pupil', employee: 'teacher' } },
  };
}

function supply() {
  const supplier = 'leesboom';
  return {
    suppliers: [
      { id: supplier, name: 'Uitgeverij Leesboom', privacyStatement: 'https://supplier.example/privacy' },
    ],
    sectors: [{ id: supplier, supplier }],
    services: [
      {
        id: service.id,
        supplier,
        sector: supplier,
        name: 'Leesboom Lezen',
        description: { nl: 'Lezen', en: 'Reading' },
        startUrl: 'https://reader.supplier.example/login',
        audience: ['pupil'],
        claims: [
          { name: 'given_name', purpose: 'access' },
          { name: 'family_name', purpose: 'access' },
        ],
        client: {
          authentication: { method: 'client_secret_basic', secrets: [{ env: 'BENCH_SERVICE_SECRET' }] },
          redirectUris: [service.redirectUri],
        },
      },
    ],
  };
}

/** The service may know the first name, and not the last name that it also asks for. */
function rules() {
  const day = (offset: number): string =>
    new Date(Date.now() + offset * dayMillis).toISOString().slice(0, 10);
  return {
    agreements: [
      {
        id: 'meten-leesboom',
        board: 'meten',
        supplier: 'leesboom',
        status: 'active',
        validFrom: day(-10),
        validUntil: day(10),
        services: [{ service: service.id, kinds: ['pupil'] }],
        annex: [{ service: service.id, claim: 'given_name', purposes: ['access'], kinds: ['pupil'] }],
      },
    ],
    policies: Object.values(schools).map((school) => ({
      school,
      service: service.id,
      enabled: true,
      claims: ['given_name'],
    })),
  };
}
