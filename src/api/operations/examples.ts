import type { RecordKind } from '../../storage/stores/records.ts';

const examples: Readonly<Record<RecordKind, unknown>> = {
  board: { id: 'waterland', name: 'Stichting Waterland Onderwijs' },
  school: {
    id: 'de-regenboog',
    board: 'waterland',
    name: 'De Regenboog',
    town: 'Monnickendam',
    brin: '12EA',
    sector: 'po',
  },
  idp: {
    id: 'regenboog-saml',
    name: 'Leeromgeving De Regenboog',
    schools: ['de-regenboog'],
    protocol: {
      kind: 'saml',
      entityId: 'https://idp.regenboog.example/metadata',
      singleSignOnUrl: 'https://idp.regenboog.example/sso',
      certificates: ['MIIC…'],
    },
    identifier: { namespace: 'regenboog', attributes: ['nameid'] },
    personKind: { attribute: 'eduPersonAffiliation', values: { student: 'pupil', employee: 'teacher' } },
  },
  supplier: {
    id: 'leesboom',
    name: 'Uitgeverij Leesboom',
    privacyStatement: 'https://leesboom.example/privacy',
  },
  sector: { id: 'leesboom', supplier: 'leesboom' },
  service: {
    id: 'leesboom-reader',
    supplier: 'leesboom',
    sector: 'leesboom',
    name: 'Leesboom Lezen',
    description: { nl: 'Lezen op niveau', en: 'Reading at your level' },
    startUrl: 'https://reader.leesboom.example/login',
    audience: ['pupil', 'teacher'],
    claims: [{ name: 'given_name', purpose: 'access', required: false }],
    client: {
      authentication: { method: 'private_key_jwt', jwksUri: 'https://reader.leesboom.example/jwks' },
      redirectUris: ['https://reader.leesboom.example/callback'],
    },
  },
  agreement: {
    id: 'waterland-leesboom',
    board: 'waterland',
    supplier: 'leesboom',
    status: 'offered',
    validFrom: '2026-08-01',
    validUntil: '2027-07-31',
    services: [{ service: 'leesboom-reader', kinds: ['pupil', 'teacher'] }],
    annex: [{ service: 'leesboom-reader', claim: 'given_name', purposes: ['access'], kinds: ['pupil'] }],
  },
  policy: {
    school: 'de-regenboog',
    service: 'leesboom-reader',
    enabled: true,
    claims: [{ name: 'given_name' }],
  },
  access: { school: 'de-regenboog', service: 'leesboom-reader', years: ['5', '6'] },
  'api-client': {
    id: 'waterland-administration',
    name: 'Administration of Waterland',
    authentication: { method: 'client_secret_basic', secrets: [{ file: 'waterland-administration.secret' }] },
    scopes: ['register:read', 'policies:write'],
    board: 'waterland',
  },
  objection: {
    id: 'objection-2026-0042',
    school: 'de-regenboog',
    person: '4e1f6c0a-0000-4000-8000-0123456789ab',
    claim: 'given_name',
  },
};

/** An invented record of a kind, as somebody would write it. */
export function exampleOf(kind: RecordKind): unknown {
  return examples[kind];
}
