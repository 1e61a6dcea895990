import { oidcSchoolClient } from '../journeys/oidc-school.ts';
import { samlEntityId } from '../journeys/saml-school.ts';
import { service } from '../journeys/supplier.ts';

export const schools = { oidc: 'de-lat', saml: 'de-meetlat' } as const;
export const samlIdp = 'meetlat-saml';

const dayMillis = 24 * 60 * 60 * 1000;

/** Two schools, one of each kind, and a service that may know the first name. Names are invented. */
export function benchFederation(addresses: { samlCertificate: string; oidcIssuer: string }): object {
  return { ...parties(addresses), ...supply(), ...rules() };
}

function parties({ samlCertificate, oidcIssuer }: { samlCertificate: string; oidcIssuer: string }) {
  const school = { board: 'meten', town: 'Ergens', sector: 'po' };
  return {
    boards: [{ id: 'meten', name: 'Stichting Meten' }],
    schools: [
      { ...school, id: schools.saml, name: 'De Meetlat', brin: '01AA' },
      { ...school, id: schools.oidc, name: 'De Lat', brin: '01AB' },
    ],
    idps: [
      {
        id: samlIdp,
        name: 'Leeromgeving De Meetlat',
        schools: [schools.saml],
        protocol: {
          kind: 'saml',
          entityId: samlEntityId,
          singleSignOnUrl: 'https://saml.school.example/sso',
          certificates: [samlCertificate],
        },
        identifier: { namespace: 'meetlat', attributes: ['nameid'] },
        personKind: { attribute: 'eduPersonAffiliation', values: { student: 'pupil', employee: 'teacher' } },
      },
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
