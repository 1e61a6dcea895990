import type { OutgoingPurpose } from './src/domain/outgoing.ts';
import type { Channel } from './src/guard/guard.ts';

/**
 * The one place where a way out is registered: everything through which something about a person can leave the broker.
 * A route, a log, a call to somebody else that is not here fails `test/project/outgoing-channels.integration.test.ts`,
 * and one without its rule in the guard, its place in the canary search or its fields in the join test does not compile.
 * docs/TESTING-HARNESSES.md says how to add one.
 */
export interface OutgoingChannel {
  /** What of a person leaves here, or what must not. */
  readonly carries: string;
  /** As the broker mounts them, with the names of their parameters. Empty for what is no answer to a request. */
  readonly routes: readonly string[];
  /** How the guard knows it, or why the guard does not look at it. */
  readonly guard: { readonly inspects: Channel } | { readonly without: string };
  /** How the places begin in which the canary search finds what left here. */
  readonly canaryPlaces: readonly [string, ...string[]];
  /** How the fields begin in which the join test compares it, or why no supplier sees it. */
  readonly joinFields: readonly [string, ...string[]] | { readonly without: string };
}

/** How the places of these answers of the broker begin. */
function answers(first: string, ...others: readonly string[]): readonly [string, ...string[]] {
  return [`answer to ${first}`, ...others.map((each) => `answer to ${each}`)];
}

const notSuppliers = { without: 'no supplier sees it' };
const seenByThePerson = { without: 'the person sees it, and no supplier' };
const noClaims = { without: 'it has no claims: the canary search holds it to that' };

/** What the guard compares with the ledger. A channel that the guard learns gets an entry here. */
const guarded: Readonly<Record<Channel, OutgoingChannel>> = {
  id_token: {
    carries: 'sub, and the claims of services that want them in the id_token',
    routes: ['/token'],
    guard: { inspects: 'id_token' },
    canaryPlaces: ['inbox of '],
    joinFields: ['id_token', '/token '],
  },
  userinfo: {
    carries: 'sub, and the claims that are released',
    routes: ['/userinfo'],
    guard: { inspects: 'userinfo' },
    canaryPlaces: ['inbox of '],
    joinFields: ['/userinfo '],
  },
  callback: {
    carries:
      'a code, or an error in words that are the same for everybody: in an address, or in a form that the browser posts',
    routes: [
      '/authorize',
      '/authorize/posted/:handle',
      '/authorize/:uid',
      '/login/:transaction/back',
      '/login/:transaction/not-available',
      '/login/:transaction/unproven',
    ],
    guard: { inspects: 'callback' },
    canaryPlaces: answers('GET /authorize', 'POST /authorize', 'GET /authorize/posted/'),
    joinFields: ['callback '],
  },
};

/** What the broker asks others. A new purpose of `domain/outgoing.ts` gets an entry here. */
const calls: Readonly<Record<OutgoingPurpose, OutgoingChannel>> = {
  school_idp: {
    carries: 'a code and an access token of the school itself',
    routes: [],
    guard: { without: 'it goes to the school that the person comes from, and has no claims' },
    canaryPlaces: ['calls of the broker'],
    joinFields: notSuppliers,
  },
  supplier_keys: {
    carries: 'nothing: an address that is the same for everybody',
    routes: [],
    guard: noClaims,
    canaryPlaces: ['calls of the broker'],
    joinFields: { without: 'it is asked for a service, not for a person' },
  },
};

/** A record of the register with its versions, below an address of the management API. */
function record(address: string): readonly string[] {
  const versions = `${address}/versions`;
  const one = `${versions}/:version`;
  return [address, versions, one, `${one}/differences`, `${one}/restore`];
}
const records = (name: string): readonly string[] => [`/api/v1/${name}`, ...record(`/api/v1/${name}/:id`)];
const settings = (name: string): readonly string[] => [
  `/api/v1/${name}`,
  ...record(`/api/v1/${name}/:school/:service`),
];

/** Pages of the portal, several in a line. */
const portal = (...lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => line.split(' ').map((page) => `/portal${page}`));

export const outgoingChannels: Readonly<Record<string, OutgoingChannel>> = {
  ...guarded,
  ...calls,
  introspection: {
    carries: 'sub of the token, for the service that it was given to',
    routes: ['/introspect'],
    guard: { without: 'it repeats what the service has: no claims, and the sub of its own id_token' },
    canaryPlaces: ['inbox of '],
    joinFields: ['/introspect '],
  },
  supplier_requests: {
    carries: 'that a request was kept or a token revoked',
    routes: ['/par', '/revoke'],
    guard: noClaims,
    canaryPlaces: ['answer to POST /par', 'answer to POST /revoke'],
    joinFields: { without: 'it answers before anybody has signed in, or says nothing' },
  },
  sign_out: {
    carries: 'that this browser is signed out, and where it goes then',
    routes: ['/logout', '/logout/posted/:handle', '/logout/confirm', '/logout/success'],
    guard: noClaims,
    canaryPlaces: answers('GET /logout', 'GET /logout/posted/', 'POST /logout/confirm'),
    joinFields: seenByThePerson,
  },
  login_pages: {
    carries:
      'pages of the login: schools to choose from, refusals with whose turn it is, announcements of suppliers and the operator',
    routes: [
      '/',
      '/start-again',
      '/login/:transaction',
      '/login/:transaction/schools',
      '/login/:transaction/school/:school',
      '/login/:transaction/school/:school/idp/:idp',
      '/login/:transaction/school/:school/closed',
      '/login/:transaction/school/:school/not-taking-part',
      '/login/:transaction/idp/:idp/closed',
      '/login/:transaction/closed',
      '/login/:transaction/forget',
      '/login/:transaction/arrived',
      '/login/:transaction/went-on',
      '/login/:transaction/pick',
      '/login/:transaction/pick/:school',
      '/login/:transaction/school/:school/cancelled',
      '/login/:transaction/school/:school/idp/:idp/without-asking',
      '/login/:transaction/someone-else',
    ],
    guard: noClaims,
    canaryPlaces: ['answer to GET /login/'],
    joinFields: seenByThePerson,
  },
  portal_pages: {
    carries:
      'pages for staff: who has an account at their own party and may do what, their own details and factors, help of schools, what services get there and why a sign-in there ended; of one person who was asked for, with a reason, which claims went where on which days, and objections: names, never values; agreements of the own party and their documents',
    routes: portal(
      ' /account /agreements /agreements/:agreement /agreements/:agreement/acts/:act /agreements/:agreement/documents/:hash /agreements/:agreement/receipt /agreements/:agreement/services/:service /agreements/:agreement/sign /board-code /factor /factor/app /factor/passkey /factor/recovery-code /factors /factors/app /factors/call-off /factors/join-reset',
      '/factors/passkey /factors/recovery-codes /factors/remove /help-desk /invitation /invitation/:secret /invitation/taken /new-key /new-key/:secret /new-key/school /people /people/confirm',
      '/people/confirm-reset /people/invite /people/reset /people/review /people/stand-in /people/withdraw /people/withdraw-invitation /questions /questions/:lookUp /questions/:lookUp/object /questions/:lookUp/end-objection /questions/:lookUp/erase /schools /schools/:school /schools/:school/help-desk /schools/:school/questions /schools/:school/services /schools/:school/services/:service',
      '/schools/:school/services/:service/access /schools/:school/services/:service/change /schools/:school/services/:service/call-off /schools/:school/services/:service/drafts/:draft /schools/:school/services/:service/drafts/:draft/change /schools/:school/services/:service/failed/:change/change /schools/:school/council /schools/:school/council/:form /schools/:school/services/:service/letter /schools/:school/services/:service/letter/:form /schools/:school/services/:service/versions /schools/:school/services/:service/versions/:version',
      '/schools/:school/services/:service/versions/:version/change /services /sign-in /sign-in/passkey /sign-in/recovery-code /sign-in/school /sign-out /signed-in /**',
    ),
    guard: { without: 'it has no claims, and nothing of it goes to a supplier' },
    canaryPlaces: ['answer to GET /portal'],
    joinFields: notSuppliers,
  },
  school_answers: {
    carries: 'where the browser goes with what its school said',
    routes: ['/saml/:idp/acs', '/oidc/:idp/callback'],
    guard: noClaims,
    canaryPlaces: ['answer to POST /saml/', 'answer to GET /oidc/'],
    joinFields: seenByThePerson,
  },
  school_questions: {
    carries: 'that somebody is to sign in: not who, and not where for',
    routes: [],
    guard: noClaims,
    canaryPlaces: ['question to a school'],
    joinFields: notSuppliers,
  },
  api_releases: {
    carries: 'what the ledger says: handles and names of claims, never a value',
    routes: ['/api/v1/disclosures'],
    guard: {
      without: 'it repeats the ledger, which has no values; an API client sees its own board or supplier',
    },
    canaryPlaces: ['answer to GET /api/v1/disclosures'],
    joinFields: {
      without: 'handles are of one person at a board, and a supplier’s API client is not shown them',
    },
  },
  api_activations: {
    carries: 'which schools have a service switched on, and at how many of them a claim comes about nobody',
    routes: ['/api/v1/activations', '/api/v1/activations/changes', '/api/v1/activations/missing-claims'],
    guard: {
      without: 'it has names of claims and no values; people are counted, and no count below five is told',
    },
    canaryPlaces: [
      'answer to GET /api/v1/activations',
      'answer to GET /api/v1/activations/changes',
      'answer to GET /api/v1/activations/missing-claims',
    ],
    joinFields: { without: 'it names schools, and two suppliers of one school are told the same of nobody' },
  },
  api_announcements: {
    carries: 'what operator and suppliers announce on pages, in their own words',
    routes: [
      '/api/v1/announcements',
      '/api/v1/announcements/all-sign-ins',
      '/api/v1/services/:service/announcement',
    ],
    guard: { without: 'it repeats what stands on pages, for everybody the same' },
    canaryPlaces: ['answer to GET /api/v1/announcements'],
    joinFields: { without: 'it is the same before and after any login' },
  },
  api_audit: {
    carries:
      'what the audit trail says, without people and who looked: names of the register, codes and error ids',
    routes: ['/api/v1/audit-events'],
    guard: { without: 'it has no claims and no people, and is for API clients of the operator' },
    canaryPlaces: ['answer to GET /api/v1/audit-events'],
    joinFields: notSuppliers,
  },
  api_people: {
    carries: 'the handle of somebody whose identifier the school said, and what the ledger says of them',
    routes: ['/api/v1/people/find', '/api/v1/people/disclosures', '/api/v1/people/erase'],
    guard: { without: 'it repeats the ledger, which has no values, for the board of that person' },
    canaryPlaces: [
      'answer to POST /api/v1/people/find',
      'answer to POST /api/v1/people/disclosures',
      'answer to POST /api/v1/people/erase',
    ],
    joinFields: { without: 'it is for API clients of boards alone' },
  },
  api_successions: {
    carries: 'a former and a present sub of one person, to the supplier that has both',
    routes: ['/api/v1/successions'],
    guard: { without: 'it has no claims; the sub is derived for the sector of the supplier that asks' },
    canaryPlaces: ['answer to GET /api/v1/successions'],
    joinFields: {
      without:
        'days and an order of each sector are all that two suppliers could compare; test/unit/storage/successions has that',
    },
  },
  api_objections: {
    carries: 'the handle of a person and what they object to',
    routes: records('objections'),
    guard: { without: 'it repeats the register, for the board that wrote it' },
    canaryPlaces: ['answer to GET /api/v1/objections'],
    joinFields: { without: 'a supplier’s API client is not shown objections' },
  },
  api_register: {
    carries: 'what boards, schools and suppliers agreed on; nobody in person',
    routes: [
      ...['boards', 'schools', 'idps', 'suppliers', 'sectors', 'services', 'agreements'].flatMap(records),
      ...['policies', 'access-rules'].flatMap(settings),
      ...records('api-clients').filter((address) => !address.endsWith('/restore')),
      '/api/v1/changes',
      '/api/v1/scheduled-changes',
      '/api/v1/scheduled-changes/:id',
    ],
    guard: { without: 'it repeats the register, which knows nobody but by an objection’s handle' },
    canaryPlaces: ['answer to GET /api/v1/services'],
    joinFields: { without: 'it is the same before and after any login' },
  },
  api_documents: {
    carries: 'documents of boards as somebody added them, such as signed agreements',
    routes: ['/api/v1/documents/:hash'],
    guard: {
      without:
        'it has no claims; the operator put it there, it leaves to its board and to the supplier whose agreement names it, and each time is in the audit trail',
    },
    canaryPlaces: ['answer to GET /api/v1/documents/'],
    joinFields: { without: 'it is the same before and after any login, and no login writes one' },
  },
  mail: {
    carries:
      'an invitation, a code or a notice, to the mailbox of somebody who works with Sluis; nothing of a pupil',
    routes: [],
    guard: {
      without:
        'it has no claims: its words are those of `src/outbox/mail/`, which know no person but by the mailbox',
    },
    canaryPlaces: ['mail'],
    joinFields: notSuppliers,
  },
  documents: {
    carries: 'nothing: they are the same for everybody',
    routes: [
      '/.well-known/openid-configuration',
      '/.well-known/oauth-authorization-server',
      '/jwks',
      '/saml/:idp/metadata',
      '/oidc/jwks',
      '/api/v1/openapi.json',
      '/api/problems/:code',
      '/errors/:error',
      '/assets/:hash/:name',
      '/favicon.ico',
    ],
    guard: { without: 'they are made without a request of anybody' },
    canaryPlaces: ['answer to GET /.well-known/', 'answer to GET /saml/'],
    joinFields: { without: 'they are the same for everybody' },
  },
  health: {
    carries: 'nothing: which part of the broker works',
    routes: ['/health/live', '/health/ready'],
    guard: noClaims,
    canaryPlaces: ['health'],
    joinFields: notSuppliers,
  },
  metrics: {
    carries: 'counts, of everybody together',
    routes: ['/metrics'],
    guard: noClaims,
    canaryPlaces: ['metrics'],
    joinFields: notSuppliers,
  },
  log: {
    carries:
      'names, codes and counts, and of an address that a supplier sent its host, path and names of parameters',
    routes: [],
    guard: { without: '`LogFields` has no field for a value, and `telemetry/` checks again' },
    canaryPlaces: ['log', 'console'],
    joinFields: notSuppliers,
  },
};
