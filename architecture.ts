export interface SourceFolder {
  /** Folder of `src/`, or a part of it after a slash; or a folder of `testkit/`. */
  readonly name: string;
  readonly job: string;
  readonly mayImport: 'all' | readonly string[];
}

/**
 * The map of `src/`: each folder, its one job, and what it may import besides itself. dependency-cruiser enforces
 * it (`.dependency-cruiser.mjs`); ARCHITECTURE.md shows the same table, and a test holds the two together.
 *
 * A name with a slash is a part of another folder, and the only part that may be imported. What is not allowed here
 * is declared as an interface in `domain/` and wired in `app/`.
 */
export const folders: readonly SourceFolder[] = [
  { name: 'app', job: 'composition root: settings → stores → parts → routes → listen', mayImport: 'all' },
  { name: 'cli', job: '`sluis <command>`', mayImport: 'all' },
  { name: 'domain', job: 'the words and their types, errors, `Clock`, `Logger` interface', mayImport: [] },
  {
    name: 'config',
    job: 'settings and the attribute catalogue, parsed once, typed, all faults reported together',
    mayImport: ['domain', 'register/model'],
  },
  {
    name: 'keyring',
    job: 'signing, encryption, lasting and pseudonym keys, their versions and states',
    mayImport: ['domain'],
  },
  {
    name: 'storage',
    job: '`stores/` (interfaces that state atomicity and expiry), `memory/`, `redis/`, `postgres/`',
    mayImport: ['domain'],
  },
  {
    name: 'embedded-postgres',
    job: 'our own PostgreSQL server in the data folder: made, started, taken over after a crash, stopped',
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
    job: 'the table of kinds: schema, type, references; when a record is in force, how two differ; how a register is read',
    mayImport: ['domain'],
  },
  {
    name: 'register/rules',
    job: 'which records contradict each other, and how a record may change; pure',
    mayImport: ['domain', 'register/model'],
  },
  {
    name: 'register/files',
    job: 'federation files: read (all faults reported together), joined, written, submitted',
    mayImport: ['domain', 'register/model', 'register/rules', 'register/changes', 'storage/stores'],
  },
  {
    name: 'register/stored',
    job: 'records from the store, read into today’s form',
    mayImport: ['domain', 'register/model', 'storage/stores'],
  },
  {
    name: 'register/changes',
    job: 'the only way to change the register: a change is read, checked, and made now or later; upgrades; objections',
    mayImport: ['domain', 'register/model', 'register/rules', 'register/stored', 'storage/stores'],
  },
  {
    name: 'register/replica',
    job: 'the register in the memory of each node, in a compact form, and how a change gets there',
    mayImport: ['domain', 'register/model', 'register/stored', 'storage/stores'],
  },
  {
    name: 'pseudonym',
    job: 'person roots and pairwise subjects; checks that the keys are those of the database',
    mayImport: ['domain', 'keyring', 'storage/stores', 'storage/identification'],
  },
  {
    name: 'people',
    job: 'finds a person by an identifier that somebody gives, says whose an objection is, erases a person',
    mayImport: [
      'domain',
      'register/model',
      'register/changes',
      'pseudonym',
      'upstream/typed-identifier',
      'storage/stores',
    ],
  },
  {
    name: 'announcements',
    job: 'what operator and suppliers announce about trouble that is known, as this node knows it',
    mayImport: ['domain', 'register/replica', 'register/stored', 'http', 'storage/stores'],
  },
  {
    name: 'observation',
    job: 'what a node sees of sign-ins at schools, of nobody in particular: whether many got in, or all failed alike',
    mayImport: ['domain', 'storage/stores'],
  },
  {
    name: 'documents',
    job: 'documents of boards: what is kept, sealed; read and erased, each time written down',
    mayImport: ['domain', 'storage/stores'],
  },
  {
    name: 'outbox',
    job: 'what goes out, such as mail: made for the transaction of what it tells, sent at least once; `mail/` has words and SMTP',
    mayImport: ['domain', 'register/stored/repeat', 'register/stored/single-flight', 'storage/stores'],
  },
  {
    name: 'factors',
    job: 'our own second factor of accounts of the portal: passkeys, codes of an app, recovery codes, resets',
    mayImport: ['domain', 'storage/stores'],
  },
  {
    name: 'accounts',
    job: 'accounts of those who work for boards, suppliers and the operator, and invitations; sealed, each change written down',
    mayImport: ['domain', 'outbox', 'storage/stores'],
  },
  {
    name: 'lasting',
    job: 'what is kept sealed for years: whether its keys are those of the database; sealing anew',
    mayImport: ['domain', 'keyring', 'storage/stores'],
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
    job: 'the only way to call others: addresses are checked as written and again when connecting, answers are bounded',
    mayImport: ['domain'],
  },
  { name: 'guard', job: 'the independent outbound check', mayImport: ['domain', 'register/model', 'ledger'] },
  {
    name: 'upstream',
    job: 'school IdPs behind one interface: `saml/`, `oidc/`, attribute map, metadata; the only place for OIDs and vendor claim names',
    mayImport: ['domain', 'register/model', 'keyring', 'http', 'storage/stores'],
  },
  {
    name: 'search',
    job: 'finds schools and services by what people type, among all schools of a country too',
    mayImport: ['domain', 'register/model'],
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
      'upstream/school-side',
      'session',
      'release/closed-gate',
      'release/taking-part',
      'disclosure',
      'ledger',
      'observation',
      'http',
      'search',
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
    name: 'rights',
    job: 'what whoever acts for the operator, a board or a supplier sees and may change, and what roles leave of it; pure',
    mayImport: ['domain', 'register/model', 'register/changes/registry', 'register/changes/step'],
  },
  {
    name: 'notices',
    job: 'who is told by mail what happens to the second factors of an account',
    mayImport: ['domain', 'accounts', 'factors', 'outbox', 'rights'],
  },
  {
    name: 'portal',
    job: 'the pages of schools, boards, suppliers and the operator: sign-in, accounts, and what an account may do there',
    mayImport: [
      'domain',
      'register/model',
      'register/changes/registry',
      'register/replica',
      'downstream/take-code',
      'session',
      'documents',
      'accounts',
      'factors',
      'rights',
      'release',
      'http',
      'storage/stores',
    ],
  },
  {
    name: 'api',
    job: 'the management API: one table of operations, its description (OpenAPI); caller authentication is passed in',
    mayImport: [
      'domain',
      'register/model',
      'register/changes',
      'rights',
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
  {
    name: 'federation',
    job: 'the example federation and its builder; a crowd of invented names',
    mayImport: ['values'],
  },
  {
    name: 'pages',
    job: 'every page in every state, for tests and for people who look at pages',
    mayImport: ['values', 'federation'],
  },
  {
    name: 'pictures',
    job: 'takes the pictures of pages that the documentation shows',
    mayImport: ['pages', 'actors'],
  },
  {
    name: 'services',
    job: 'programs written by others: PostgreSQL, Redis, SimpleSAMLphp, mod_auth_openidc, suppliers’ libraries',
    mayImport: ['machine', 'values'],
  },
  {
    name: 'actors',
    job: 'who takes part in a login: SAML school, OIDC school, supplier, browsers',
    mayImport: ['machine', 'values', 'services', 'federation'],
  },
  {
    name: 'world',
    job: 'a broker with the example federation around it, and what one does there: sign in, sign out, change the register',
    mayImport: ['machine', 'values', 'federation', 'services', 'actors'],
  },
];
