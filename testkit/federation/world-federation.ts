import { exampleFederation } from './example-federation.ts';
import { entreeKinds, kadeEntra, leesboomReader, regenboogSaml } from './parties.ts';
import { portalSupply } from './portal-supply.ts';
import { boards, schools } from './schools.ts';
import type { WrittenLists } from './written-lists.ts';

/** The addresses and keys of one world, to be put into its federation. */
export interface WorldAddresses {
  readonly samlCertificate: string;
  readonly seaCertificate: string;
  readonly entraIssuer: string;
  readonly entraTenant: string;
  readonly dashboardKey: Readonly<Record<string, unknown>>;
  /** The broker whose portal is one of the services; absent: none is. */
  readonly portalOf?: string | undefined;
  /** `YYYY-MM-DD`, so many days from today. */
  readonly day: (offset: number) => string;
}

export const pupilGroup = 'aaaaaaaa-0000-4000-8000-000000000001';
export const teacherGroup = 'aaaaaaaa-0000-4000-8000-000000000002';

/** The example federation with all four schools, and so much more that every gate can be seen to open and to close. */
export function worldFederation(world: WorldAddresses): WrittenLists {
  const { lists } = exampleFederation()
    .with({ ...parties(world), ...supply(world), ...rules(world) })
    .with(world.portalOf === undefined ? {} : portalSupply(world.portalOf));
  return lists;
}

/** In a world with a portal, which compares addresses in these domains alone. */
function addressesIn(portalOf: string | undefined, ...emailDomains: readonly string[]) {
  return portalOf === undefined ? {} : { emailDomains };
}

function parties({ samlCertificate, seaCertificate, entraIssuer, entraTenant, portalOf }: WorldAddresses) {
  return {
    boards: [boards.zeeland],
    schools: [schools.vuurtoren, schools.kompas],
    idps: [
      {
        ...regenboogSaml,
        ...addressesIn(portalOf, 'regenboog.example'),
        protocol: {
          kind: 'saml',
          entityId: 'https://regenboog.example/metadata',
          singleSignOnUrl: 'https://regenboog.example/sso',
          certificates: [samlCertificate],
        },
      },
      {
        ...kadeEntra,
        ...addressesIn(portalOf, 'kade.example', 'kanarie.example'),
        protocol: {
          kind: 'oidc',
          issuer: entraIssuer,
          clientId: 'sluis',
          clientSecret: { env: 'TEST_ENTRA_SECRET' },
          scopes: ['openid', 'profile'],
          tenant: entraTenant,
        },
        affiliation: { attribute: 'groups', values: { [pupilGroup]: 'pupil', [teacherGroup]: 'teacher' } },
      },
      {
        id: 'zee-saml',
        name: 'Leerlingpas Zeeland',
        schools: ['de-vuurtoren', 'het-kompas'],
        protocol: {
          kind: 'saml',
          entityId: 'https://zee.example/metadata',
          singleSignOnUrl: 'https://zee.example/sso',
          requestBinding: 'post',
          certificates: [seaCertificate],
        },
        identifier: { namespace: 'zee', attributes: ['nameid'] },
        affiliation: entreeKinds,
        schoolFrom: { attribute: 'nlEduPersonHomeOrganizationBranchId' },
      },
    ],
  };
}

function supply({ dashboardKey }: WorldAddresses) {
  const text = { nl: 'Een dienst', en: 'A service' };
  const secret = (name: string) => [{ env: `TEST_${name}_SECRET` }];
  return {
    services: [
      {
        ...leesboomReader,
        startUrl: 'https://reader.leesboom.example/login',
        claims: [{ name: 'given_name', purpose: 'access', required: false }],
        client: {
          authentication: { method: 'client_secret_basic', secrets: secret('READER') },
          redirectUris: ['https://reader.leesboom.example/callback'],
          postLogoutRedirectUris: ['https://reader.leesboom.example/bye'],
          idTokenAlgorithm: 'ES256',
        },
      },
      {
        id: 'leesboom-app',
        supplier: 'leesboom',
        sector: 'leesboom',
        name: 'Leesboom App',
        description: text,
        startUrl: 'https://reader.leesboom.example/app',
        audience: ['pupil'],
        claims: [],
        client: {
          authentication: { method: 'none' },
          redirectUris: ['example.leesboom.app:/callback'],
          postLogoutRedirectUris: ['example.leesboom.app:/bye'],
        },
      },
      {
        id: 'rekenrijk-practice',
        supplier: 'rekenrijk',
        sector: 'rekenrijk',
        name: 'Rekenrijk Oefenen',
        description: text,
        startUrl: 'https://practice.rekenrijk.example/login',
        audience: ['pupil', 'teacher'],
        claims: [
          { name: 'given_name', purpose: 'access', required: false },
          { name: 'family_name', purpose: 'access', required: false },
          { name: 'group', purpose: 'teaching', required: false },
          { name: 'birthdate', purpose: 'teaching', required: false },
        ],
        client: {
          authentication: { method: 'client_secret_post', secrets: secret('PRACTICE') },
          redirectUris: ['https://practice.rekenrijk.example/callback'],
          postLogoutRedirectUris: ['https://practice.rekenrijk.example/bye'],
          idTokenAlgorithm: 'RS256',
          claimsInIdToken: true,
        },
      },
      {
        id: 'rekenrijk-dashboard',
        supplier: 'rekenrijk',
        sector: 'rekenrijk',
        name: 'Rekenrijk Dashboard',
        description: text,
        startUrl: 'https://dashboard.rekenrijk.example/login',
        audience: ['teacher'],
        claims: [{ name: 'email', purpose: 'continuity', required: true }],
        client: {
          authentication: { method: 'private_key_jwt', jwks: { keys: [dashboardKey] } },
          redirectUris: ['https://dashboard.rekenrijk.example/callback'],
          idTokenAlgorithm: 'ES256',
          requirePar: true,
        },
      },
    ],
  };
}

function rules({ day }: WorldAddresses) {
  const both = ['pupil', 'teacher'];
  const reader = {
    service: 'leesboom-reader',
    claim: 'given_name',
    purposes: ['access'],
    affiliations: both,
  };
  const practice = (claim: string, purpose: string, transforms: readonly string[] = []) => ({
    service: 'rekenrijk-practice',
    claim,
    purposes: [purpose],
    affiliations: both,
    transforms,
  });
  return {
    agreements: [
      {
        id: 'waterland-leesboom',
        board: 'waterland',
        supplier: 'leesboom',
        status: 'active',
        validFrom: day(-100),
        validUntil: day(200),
        services: [
          { service: 'leesboom-reader', affiliations: both },
          { service: 'leesboom-app', affiliations: ['pupil'] },
        ],
        annex: [reader],
      },
      {
        id: 'waterland-rekenrijk',
        board: 'waterland',
        supplier: 'rekenrijk',
        status: 'active',
        validFrom: day(-100),
        validUntil: day(200),
        services: [
          { service: 'rekenrijk-practice', affiliations: both },
          { service: 'rekenrijk-dashboard', affiliations: ['teacher'] },
        ],
        annex: [
          practice('given_name', 'access', ['initial']),
          practice('family_name', 'access'),
          practice('group', 'teaching'),
          practice('birthdate', 'teaching', ['year']),
          {
            service: 'rekenrijk-dashboard',
            claim: 'email',
            purposes: ['continuity'],
            affiliations: ['teacher'],
          },
        ],
      },
      {
        id: 'zeeland-leesboom',
        board: 'zeeland',
        supplier: 'leesboom',
        status: 'active',
        validFrom: day(-400),
        validUntil: day(-1),
        services: [{ service: 'leesboom-reader', affiliations: both }],
        annex: [reader],
      },
      {
        id: 'zeeland-rekenrijk',
        board: 'zeeland',
        supplier: 'rekenrijk',
        status: 'active',
        validFrom: day(-100),
        validUntil: day(200),
        services: [{ service: 'rekenrijk-practice', affiliations: both }],
        annex: [practice('group', 'teaching')],
      },
    ],
    policies: [
      { school: 'de-regenboog', service: 'leesboom-reader', enabled: true, claims: ['given_name'] },
      {
        school: 'de-regenboog',
        service: 'rekenrijk-practice',
        enabled: true,
        claims: [
          'given_name',
          { name: 'group', transforms: [{ values: ['groep-5', 'groep-6'] }] },
          'birthdate',
        ],
      },
      { school: 'de-kade', service: 'leesboom-reader', enabled: true, claims: ['given_name'] },
      { school: 'de-kade', service: 'leesboom-app', enabled: true, claims: [] },
      { school: 'de-kade', service: 'rekenrijk-practice', enabled: false, claims: [] },
      { school: 'de-kade', service: 'rekenrijk-dashboard', enabled: true, claims: ['email'] },
      { school: 'de-vuurtoren', service: 'leesboom-reader', enabled: true, claims: ['given_name'] },
      { school: 'de-vuurtoren', service: 'rekenrijk-practice', enabled: true, claims: ['group'] },
      { school: 'het-kompas', service: 'rekenrijk-practice', enabled: true, claims: [] },
    ],
  };
}
