import { service } from '../journeys/supplier.ts';
import { oidcIdp, samlIdps } from '../measured/federation.ts';
import type { StrangersLaboratory } from './laboratory.ts';
import { anyAddress, authorization, authorize, getOf, noise, postTo, type Request } from './requests.ts';
import { toTheSchool } from './visits.ts';

const basic = `Basic ${Buffer.from(`${service.id}:${service.secret}`).toString('base64')}`;
const html = { accept: 'text/html' };

interface Kind {
  readonly name: string;
  readonly request: Request;
}

const withHeaders =
  (request: Request, headers: Readonly<Record<string, string>>): Request =>
  (laboratory, own) =>
    request(laboratory, { ...own, ...headers });

/** What can be asked for without an account at a school. */
const kinds: readonly Kind[] = [
  { name: 'authorization, usual', request: authorize() },
  {
    name: 'authorization, state 4 kB, nonce 512 B',
    request: authorize(() => ({ state: noise(4096), nonce: noise(512) })),
  },
  { name: 'authorization, state 12 kB', request: authorize(() => ({ state: noise(12_000) })) },
  { name: 'authorization, login_hint 12 kB', request: authorize(() => ({ login_hint: noise(12_000) })) },
  {
    name: 'pushed request, usual',
    request: withHeaders(
      postTo('/par', () => authorization()),
      { authorization: basic },
    ),
  },
  {
    name: 'pushed request, state 40 kB',
    request: withHeaders(
      postTo('/par', () => authorization({ state: noise(40_000) })),
      { authorization: basic },
    ),
  },
  { name: 'login, up to the redirect to the school', request: toTheSchool },
  {
    name: 'sign-out page',
    request: withHeaders(
      getOf(() => '/logout'),
      html,
    ),
  },
  {
    name: 'answer without a visit (SAML)',
    request: withHeaders(
      postTo(`/saml/${samlIdps.unsigned}/acs`, () => ({ SAMLResponse: noise(2000), RelayState: noise(43) })),
      html,
    ),
  },
  {
    name: 'answer without a visit (OpenID Connect)',
    request: withHeaders(
      getOf(() => `/oidc/${oidcIdp}/callback?code=x&state=${noise(43)}`),
      html,
    ),
  },
  {
    name: 'unknown client',
    request: withHeaders(
      getOf(() => '/authorize?client_id=nobody'),
      html,
    ),
  },
  {
    name: 'wrong secret',
    request: postTo('/token', () => ({
      grant_type: 'authorization_code',
      client_id: service.id,
      client_secret: noise(40),
      code: noise(43),
    })),
  },
];

export interface Kept {
  readonly name: string;
  readonly statuses: string;
  /** Per request. */
  readonly redisRecords: number;
  readonly redisBytes: number;
  readonly auditRows: number;
  readonly databaseBytes: number;
}

const atATime = 16;

/** What each kind of request leaves in the stores, as the difference over `requests` of them. */
export async function measureKept(
  laboratory: StrangersLaboratory,
  requests: number,
): Promise<readonly Kept[]> {
  const results: Kept[] = [];
  for (const { name, request } of kinds) {
    // the first ones bring what is there once
    await repeat(20, () => request(laboratory, anyAddress()));
    const before = await look(laboratory);
    const statuses = new Map<number, number>();
    await repeat(requests, async () => {
      const { status } = await request(laboratory, anyAddress());
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
    const after = await look(laboratory);
    results.push({
      name,
      statuses: [...statuses].map(([status, count]) => `${count} × ${status}`).join(', '),
      redisRecords: (after.redis.records - before.redis.records) / requests,
      redisBytes: (after.redis.bytes - before.redis.bytes) / requests,
      auditRows: (after.audit.rows - before.audit.rows) / requests,
      databaseBytes: (after.audit.bytes - before.audit.bytes) / requests,
    });
  }
  return results;
}

async function look(laboratory: StrangersLaboratory) {
  return { redis: await laboratory.redis(), audit: await laboratory.table('audit_event') };
}

async function repeat(times: number, act: () => Promise<unknown>): Promise<void> {
  let left = times;
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

export function keptTable(results: readonly Kept[]): string {
  const rows = results.map(
    ({ name, statuses, redisRecords, redisBytes, auditRows, databaseBytes }) =>
      `| ${[name, statuses, redisRecords.toFixed(2), redisBytes.toFixed(0), auditRows.toFixed(2), databaseBytes.toFixed(0)].join(' | ')} |`,
  );
  return [
    '| Request | Answers | Redis records each | bytes each | audit rows each | bytes each |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
