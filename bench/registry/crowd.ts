import type { WrittenRecord } from '../../src/storage/stores/records.ts';
import type { RecordKind } from '../../src/domain/record-kinds.ts';
import { brin, schoolName, townName } from '../../testkit/federation/invented-names.ts';

/** How many records of each kind; what the measured schools need comes on top. */
export interface CrowdSize {
  readonly boards: number;
  readonly schools: number;
  readonly idps: number;
  readonly suppliers: number;
  readonly services: number;
  readonly agreements: number;
  readonly policies: number;
  readonly accessRules: number;
}

const fullSize: CrowdSize = {
  boards: 2_000,
  schools: 10_000,
  idps: 8_000,
  suppliers: 300,
  services: 1_000,
  agreements: 40_000,
  policies: 500_000,
  accessRules: 20_000,
};

/** A federation of ten schools: each school and each board with as much around it as in a country. */
export const smallSize: CrowdSize = {
  boards: 2,
  schools: 10,
  idps: 8,
  suppliers: 30,
  services: 100,
  agreements: 40,
  policies: 500,
  accessRules: 20,
};

const claims = ['given_name', 'family_name', 'email', 'group', 'school_year', 'eckid'];
const certificate = `MIID${'A'.repeat(1_200)}`;

/** This part of the full size; ten schools and what belongs to them at least. */
export function sizeOf(share: number): CrowdSize {
  const part = (whole: number, least: number): number => Math.max(least, Math.round(whole * share));
  return {
    boards: part(fullSize.boards, smallSize.boards),
    schools: part(fullSize.schools, smallSize.schools),
    idps: part(fullSize.idps, smallSize.idps),
    suppliers: part(fullSize.suppliers, smallSize.suppliers),
    services: part(fullSize.services, smallSize.services),
    agreements: part(fullSize.agreements, smallSize.agreements),
    policies: part(fullSize.policies, smallSize.policies),
    accessRules: part(fullSize.accessRules, smallSize.accessRules),
  };
}

/** All records of an invented federation of this size, the same each time. Every id begins with `x`. */
export function* crowd(size: CrowdSize): Generator<WrittenRecord> {
  yield* records(size.boards, (number) => board(number));
  yield* records(size.schools, (number) => school(number, size));
  yield* records(size.idps, (number) => idp(number, size));
  yield* records(size.suppliers, (number) => supplier(number));
  yield* records(size.suppliers, (number) => sector(number));
  yield* records(size.services, (number) => service(number, size));
  yield* records(size.agreements, (number) => agreement(number, size));
  yield* records(size.policies, (number) => policy(number, size));
  yield* records(size.accessRules, (number) => accessRule(number, size));
}

function* records(count: number, make: (number: number) => WrittenRecord): Generator<WrittenRecord> {
  for (let number = 0; number < count; number += 1) yield make(number);
}

function written(kind: RecordKind, id: string, body: object): WrittenRecord {
  return { kind, id, body: { ...body, id } };
}

/** A rule has no id of its own. */
function rule(
  kind: 'policy' | 'access',
  names: { school: string; service: string },
  body: object,
): WrittenRecord {
  return { kind, id: `${names.school}/${names.service}`, body: { ...names, ...body } };
}

function board(number: number): WrittenRecord {
  return written('board', `xb${number}`, {
    name: `Stichting ${townName(number)} ${number}`,
    operatorAgreement: {
      hash: String(number).padStart(64, '0'),
      validFrom: '2025-08-01',
      covers: ['login', 'pseudonyms', 'ledger'],
      subProcessors: [{ name: 'Rekencentrum De Dijk BV', purpose: 'hosting', country: 'NL' }],
      destroyedAfterDays: 90,
    },
  });
}

function school(number: number, { boards }: CrowdSize): WrittenRecord {
  return written('school', `xs${number}`, {
    board: `xb${number % boards}`,
    name: schoolName(number),
    town: townName(number),
    brin: brin(number),
    sector: number % 6 === 0 ? 'vo' : 'po',
  });
}

/** Every tenth serves two schools. */
function idp(number: number, { schools }: CrowdSize): WrittenRecord {
  const served = number % 10 === 0 ? [number, (number + 1) % schools] : [number];
  return written('idp', `xi${number}`, {
    name: `Leeromgeving ${schoolName(number)}`,
    schools: served.map((one) => `xs${one}`),
    protocol: {
      kind: 'saml',
      entityId: `https://idp-${number}.school.example/metadata`,
      singleSignOnUrl: `https://idp-${number}.school.example/sso`,
      requestBinding: 'redirect',
      certificates: [certificate],
      requireEncryptedAssertions: false,
      signRequests: true,
    },
    identifier: { namespace: `xi${number}`, attributes: ['nameid'] },
    affiliation: { attribute: 'eduPersonAffiliation', values: { student: 'pupil', employee: 'teacher' } },
    attributeMap: {},
  });
}

function supplier(number: number): WrittenRecord {
  return written('supplier', `xl${number}`, {
    name: `Uitgeverij ${schoolName(number)}`,
    privacyStatement: `https://supplier-${number}.example/privacy`,
  });
}

function sector(number: number): WrittenRecord {
  return written('sector', `xl${number}`, { supplier: `xl${number}` });
}

function service(number: number, { suppliers }: CrowdSize): WrittenRecord {
  return written('service', `xv${number}`, {
    supplier: `xl${number % suppliers}`,
    sector: `xl${number % suppliers}`,
    name: `Leermiddel ${number}`,
    description: { nl: `Verzonnen leermiddel ${number}`, en: `Invented material ${number}` },
    startUrl: `https://service-${number}.example/login`,
    audience: ['pupil', 'teacher'],
    claims: claims.map((name) => ({ name, purpose: 'access', required: false })),
    client: {
      authentication: { method: 'client_secret_basic', secrets: [{ env: 'BENCH_SERVICE_SECRET' }] },
      redirectUris: [`https://service-${number}.example/callback`],
      postLogoutRedirectUris: [],
      idTokenAlgorithm: 'ES256',
      claimsInIdToken: false,
      signInTime: false,
      requirePar: false,
      requirePkce: true,
      corsOrigins: [],
    },
  });
}

/** Boards in turn, each with suppliers that follow each other; some no longer in force. All services of the supplier. */
function agreement(number: number, { boards, suppliers, services }: CrowdSize): WrittenRecord {
  const board = number % boards;
  const supplier = (board + Math.floor(number / boards)) % suppliers;
  const covered = range(supplier, services, suppliers).map((one) => `xv${one}`);
  const affiliations = ['pupil', 'teacher'];
  return written('agreement', `xa${number}`, {
    board: `xb${board}`,
    supplier: `xl${supplier}`,
    status: number % 20 === 0 ? 'suspended' : 'active',
    validFrom: '2025-08-01',
    validUntil: '2035-07-31',
    services: covered.map((one) => ({ service: one, affiliations })),
    annex: covered.flatMap((one) =>
      claims
        .slice(0, 3)
        .map((claim) => ({ service: one, claim, purposes: ['access'], affiliations, transforms: [] })),
    ),
    modelVersion: '4.0',
    documentHash: number.toString(16).padStart(64, '0'),
  });
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.ceil((to - from) / step)) },
    (_, index) => from + index * step,
  );
}

/** Schools in turn; of the services of their board's suppliers. Some hundred different things are said. */
function policy(number: number, size: CrowdSize): WrittenRecord {
  const shape = (number * 31) % 127;
  const enabled = shape % 8 !== 0;
  const released = claims.filter((_, index) => (shape >> index) % 2 === 1).slice(0, 3);
  return rule('policy', schoolAndService(number, size), {
    enabled,
    claims: released.map((name) => ({
      name,
      transforms: shape % 5 === 0 && name === 'given_name' ? ['initial'] : [],
    })),
  });
}

function accessRule(number: number, size: CrowdSize): WrittenRecord {
  const licence = { from: '2026-08-01', until: '2027-07-31' };
  return rule(
    'access',
    schoolAndService(number, size),
    number % 2 === 0 ? { years: [String(1 + (number % 8))] } : { licence },
  );
}

function schoolAndService(number: number, { schools, services }: CrowdSize) {
  const school = number % schools;
  const service = (school + Math.floor(number / schools) * 17) % services;
  return { school: `xs${school}`, service: `xv${service}` };
}

/** What stands around a measured school, as much as around every other: agreements of its board, its own policies. */
export function* neighbourhood(school: string, board: string, size: CrowdSize): Generator<WrittenRecord> {
  for (let number = 0; number < size.agreements / size.boards; number += 1) {
    const { body } = agreement(number * size.boards, size);
    const id = `xa-${board}-${number}`;
    yield { kind: 'agreement', id, body: { ...Object(body), id, board } };
  }
  for (let number = 0; number < size.policies / size.schools; number += 1) {
    const names = { school, service: `xv${number}` };
    yield rule('policy', names, { enabled: true, claims: [] });
  }
}

/** The measured service, switched on at every school: so many have to be searched. */
export function* everywhere(service: string, { schools }: CrowdSize): Generator<WrittenRecord> {
  for (let number = 0; number < schools; number += 1) {
    yield rule('policy', { school: `xs${number}`, service }, { enabled: true, claims: [] });
  }
}
