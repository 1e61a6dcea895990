import { certificate } from './certificates.ts';

/** How a SAML school in the style of Entree Federatie says what somebody is. */
export const entreeKinds = {
  attribute: 'eduPersonAffiliation',
  values: { student: 'pupil', employee: 'teacher' },
} as const;

export const regenboogSaml = {
  id: 'regenboog-saml',
  name: 'Leeromgeving De Regenboog',
  schools: ['de-regenboog'],
  protocol: {
    kind: 'saml',
    entityId: 'http://127.0.0.1:3101/metadata',
    singleSignOnUrl: 'http://127.0.0.1:3101/sso',
    certificates: [certificate],
  },
  identifier: { namespace: 'regenboog', attributes: ['nameid'] },
  affiliation: entreeKinds,
} as const;

/** In the shape of Entra ID. */
export const kadeEntra = {
  id: 'kade-entra',
  name: 'Microsoft 365 De Kade',
  schools: ['de-kade'],
  protocol: {
    kind: 'oidc',
    issuer: 'https://kade.login.example/tenant/v2.0',
    clientId: 'sluis',
    clientSecret: { file: 'kade-entra.secret' },
  },
  identifier: { namespace: 'entra-kade', attributes: ['tid', 'oid'] },
  affiliation: { attribute: 'groups', values: { 'some-guid': 'pupil' } },
} as const;

export const leesboomReader = {
  id: 'leesboom-reader',
  supplier: 'leesboom',
  sector: 'leesboom',
  name: 'Leesboom Lezen',
  description: { nl: 'Lezen', en: 'Reading' },
  startUrl: 'http://127.0.0.4:3104/login',
  audience: ['pupil', 'teacher'],
  claims: [
    { name: 'given_name', purpose: 'access', required: false },
    { name: 'group', purpose: 'teaching' },
  ],
  client: {
    authentication: { method: 'client_secret_basic', secrets: [{ file: 'reader.secret' }] },
    redirectUris: ['http://127.0.0.4:3104/callback'],
  },
} as const;
