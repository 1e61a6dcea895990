/*
 * The boards and schools of the example federation, with the towns and BRINs that they have everywhere: in tests,
 * benchmarks and the demo. All invented; no real school has a BRIN that begins with 99.
 */

/** In force whenever a test is run, and covering all that a sign-in takes. */
export const operatorAgreement = {
  hash: 'c0ffee'.padEnd(64, '0'),
  validFrom: '2020-01-01',
  covers: ['login', 'pseudonyms', 'ledger'],
} as const;

export const boards = {
  waterland: { id: 'waterland', name: 'Stichting Waterland Onderwijs', operatorAgreement },
  zeeland: { id: 'zeeland', name: 'Stichting Zee en Land', operatorAgreement },
} as const;

export const schools = {
  /** Takes part as an institution; signs in by SAML. */
  regenboog: {
    id: 'de-regenboog',
    board: 'waterland',
    name: 'De Regenboog',
    town: 'Monnickendam',
    brin: '99AA',
    sector: 'po',
  },
  /** Signs in by OpenID Connect. */
  kade: {
    id: 'de-kade',
    board: 'waterland',
    name: 'College De Kade',
    town: 'Edam',
    brin: '99AB',
    sector: 'vo',
  },
  /** This and the next are branches of one institution, `99AC`, with one SAML login. */
  vuurtoren: {
    id: 'de-vuurtoren',
    board: 'zeeland',
    name: 'De Vuurtoren',
    town: 'Veere',
    brin: '99AC01',
    sector: 'po',
  },
  kompas: {
    id: 'het-kompas',
    board: 'zeeland',
    name: 'Het Kompas',
    town: 'Goes',
    brin: '99AC02',
    sector: 'po',
  },
} as const;
