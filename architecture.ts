export interface SourceFolder {
  /** Folder of `src/`, or a file in it; or a folder of `testkit/`. */
  readonly name: string;
  readonly job: string;
  readonly mayImport: 'all' | readonly string[];
}

/**
 * The map of `src/`: each folder, its one job, and what it may import besides itself. dependency-cruiser enforces
 * it (`.dependency-cruiser.mjs`); ARCHITECTURE.md shows the same table, and a test holds the two together.
 *
 * A name with a slash is a part of another folder, and the only part that may be imported. What is not allowed here
 * is declared as an interface in `domain/` and wired in `main.ts`.
 */
export const folders: readonly SourceFolder[] = [
  {
    name: 'main.ts',
    job: 'composition root: settings → stores → parts → listen; alone knows the concrete stores',
    mayImport: 'all',
  },
  {
    name: 'broker',
    job: 'the parts of one node put together, given their stores: every route and every wire',
    mayImport: 'all',
  },
  { name: 'cli', job: '`sluis <command>`', mayImport: 'all' },
  { name: 'domain', job: 'the words and their types, errors, `Clock`, `Logger` interface', mayImport: [] },
  {
    name: 'config',
    job: 'settings and the attribute catalogue, parsed once, typed, all faults reported together',
    mayImport: ['domain', 'register/model'],
  },
  {
    name: 'keyring',
    job: 'signing, encryption and pseudonym keys, their versions and states',
    mayImport: ['domain'],
  },
  {
    name: 'storage',
    job: '`stores/` (interfaces that state atomicity and expiry), `memory/`, `redis/`, `postgres/`',
    mayImport: ['domain'],
  },
  {
    name: 'http',
    job: 'layout, languages, security headers, CSRF, cookies, rate limits, error pages',
    mayImport: ['domain'],
  },
  { name: 'telemetry', job: 'logs, metrics, health', mayImport: ['domain'] },
  {
    name: 'register/model',
    job: 'the kinds of records: schema, type, when a record is in force',
    mayImport: ['domain'],
  },
  {
    name: 'register/rules',
    job: 'what contradicts itself, and which steps a record may take; pure',
    mayImport: ['domain', 'register/model'],
  },
  {
    name: 'register/files',
    job: 'federation files: read with all faults together, joined, written',
    mayImport: ['domain', 'register/model', 'register/rules'],
  },
  {
    name: 'register/stored',
    job: 'records as the store has them, read in today’s form',
    mayImport: ['domain', 'register/model', 'storage/stores'],
  },
  {
    name: 'register/changes',
    job: 'every way of a change: planned, judged, applied, scheduled; upgrades; objections',
    mayImport: ['domain', 'register/model', 'register/rules', 'register/stored', 'storage/stores'],
  },
  {
    name: 'register/replica',
    job: 'the register in the memory of each node, compact, and how a change reaches it',
    mayImport: ['domain', 'register/model', 'register/stored', 'storage/stores'],
  },
  {
    name: 'pseudonym',
    job: 'person roots, pairwise subjects; whether the keys are those of the database',
    mayImport: ['domain', 'keyring', 'storage/stores', 'storage/identification'],
  },
  {
    name: 'people',
    job: 'a person whom somebody asks for by an identifier: found, whose objection it is, erased',
    mayImport: [
      'domain',
      'register/model',
      'register/changes',
      'pseudonym',
      'upstream/typed-identifier',
      'storage/stores',
    ],
  },
  { name: 'ledger', job: 'disclosures and the audit trail', mayImport: ['domain', 'storage/stores'] },
  {
    name: 'session',
    job: 'login transactions and browser sessions, attributes encrypted',
    mayImport: ['domain', 'keyring', 'storage/stores'],
  },
  { name: 'release', job: '`decide`; pure', mayImport: ['domain', 'register/model'] },
  {
    name: 'disclosure',
    job: 'session + service → decision, `sub`, durable entry, `ReleasedIdentity`',
    mayImport: ['domain', 'register/model', 'register/replica', 'session', 'release', 'pseudonym', 'ledger'],
  },
  {
    name: 'outgoing',
    job: 'the one door for calls to others: addresses judged as written and at connect, answers bounded',
    mayImport: ['domain'],
  },
  { name: 'guard', job: 'the independent outbound check', mayImport: ['domain', 'register/model', 'ledger'] },
  {
    name: 'upstream',
    job: 'school IdPs behind one interface: `saml/`, `oidc/`, attribute map, metadata; only here live OIDs and vendor claim names',
    mayImport: ['domain', 'register/model', 'keyring', 'http', 'storage/stores'],
  },
  {
    name: 'login',
    job: 'one dispatcher that decides the next step from stored state; choose school, go to the school, come back, continue',
    mayImport: [
      'domain',
      'register/model',
      'register/replica',
      'downstream/interaction',
      'upstream/school-idp',
      'session',
      'disclosure',
      'ledger',
      'http',
    ],
  },
  {
    name: 'downstream',
    job: "the suppliers' side: oidc-provider, its adapter, clients from the register, claims, interaction",
    mayImport: [
      'domain',
      'register/model',
      'register/replica',
      'disclosure',
      'guard',
      'ledger',
      'session',
      'keyring',
      'http',
      'storage/stores',
    ],
  },
  {
    name: 'api',
    job: 'the management API: one table of operations, its description (OpenAPI), who may do what; caller authentication is passed in',
    mayImport: [
      'domain',
      'register/model',
      'register/changes',
      'release',
      'pseudonym',
      'ledger',
      'http',
      'storage/stores',
    ],
  },
];

/**
 * The map of `testkit/`, which tests and benchmarks share: enforced and shown as that of `src/` is. All of it may import
 * `src/`, none of it `test/` or `bench/`.
 */
export const testkitFolders: readonly SourceFolder[] = [
  { name: 'machine', job: 'processes, ports, connections, clocks, files, logs that are kept', mayImport: [] },
  {
    name: 'values',
    job: 'ids, keys and certificates made for one test; lists of hostile and of harmless values',
    mayImport: [],
  },
  { name: 'pages', job: 'every page in every state, for who looks at pages', mayImport: [] },
  {
    name: 'federation',
    job: 'the example federation and its builder; a crowd of invented names',
    mayImport: ['values'],
  },
  {
    name: 'services',
    job: 'programs that nobody here wrote: PostgreSQL, Redis, SimpleSAMLphp, mod_auth_openidc',
    mayImport: ['machine', 'values'],
  },
  {
    name: 'actors',
    job: 'who takes part in a login: SAML school, OIDC school, supplier, browser, Chromium',
    mayImport: ['machine', 'values', 'services', 'federation'],
  },
  {
    name: 'world',
    job: 'a broker with the example federation around it, and what one does there: sign in, sign out, change the register',
    mayImport: ['machine', 'values', 'federation', 'services', 'actors'],
  },
];

/**
 * Libraries that only some folders may touch, so that replacing one is a change in one place. One without a home is for
 * demo and tests alone.
 */
export const libraryHomes: readonly { readonly library: string; readonly homes: readonly string[] }[] = [
  { library: 'oidc-provider', homes: ['downstream'] },
  { library: '@node-saml/node-saml', homes: ['upstream'] },
  { library: 'openid-client', homes: ['upstream'] },
  { library: 'passport', homes: ['upstream'] },
  { library: '@xmldom/xmldom', homes: [] },
  { library: 'redis', homes: ['storage/redis'] },
  { library: 'pg', homes: ['storage/postgres'] },
  { library: 'pino', homes: ['telemetry'] },
  { library: 'prom-client', homes: ['telemetry'] },
  { library: 'hono', homes: ['http', 'login/pages'] },
  { library: 'yaml', homes: ['cli', 'config', 'register/files'] },
  { library: 'commander', homes: ['cli'] },
  { library: '@commander-js/extra-typings', homes: ['cli'] },
  { library: 'leven', homes: ['cli'] },
  {
    library: 'zod',
    homes: ['api', 'config', 'keyring', 'downstream', 'register', 'storage/postgres', 'upstream'],
  },
  { library: '@peculiar/x509', homes: ['keyring'] },
];
