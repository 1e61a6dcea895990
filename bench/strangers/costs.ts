import { randomBytes } from 'node:crypto';
import { service } from '../journeys/supplier.ts';
import { oidcIdp } from '../measured/federation.ts';
import type { StrangersLaboratory } from './laboratory.ts';
import { anyAddress, authorization, noise, type Fields } from './requests.ts';

/** Nothing that strangers send may cost more, up to 64 kB. What does stands in bold. */
const mostMillis = 5;

interface Shape {
  readonly name: string;
  readonly path: string;
  /** In the address, or in the body as a form. */
  readonly method: 'GET' | 'POST';
  readonly text: () => string;
  readonly headers?: Fields;
}

const form = (fields: Fields): string => new URLSearchParams(fields).toString();
/** The largest head that the server reads is 32 kB, the largest body that oidc-provider reads 56 kB. */
const [address, body] = [30_000, 55_000];
const many = (bytes: number): string =>
  Array.from({ length: Math.floor(bytes / 6) }, (_, index) => `${(index % 46_656).toString(36)}=1`)
    .join('&')
    .slice(0, bytes);
const jwtOf = (bytes: number): string =>
  [`{"alg":"ES256"}`, `{"sub":"${service.id}","x":"${noise(Math.floor(bytes * 0.7))}"}`, 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const nested = (bytes: number): string =>
  `${Buffer.from('['.repeat(Math.floor(bytes * 0.35))).toString('base64url')}.${Buffer.from('{"a":'.repeat(Math.floor(bytes * 0.07))).toString('base64url')}.x`;
const basic = { authorization: `Basic ${Buffer.from(`${service.id}:guess`).toString('base64')}` };

function requestsAt(path: string, method: 'GET' | 'POST', bytes: number): readonly Shape[] {
  const usual = (more: () => Fields) => () => form(authorization(more()));
  const shape = (name: string, text: () => string): Shape => ({ name, path, method, text });
  return [
    shape('usual', () => form(authorization())),
    shape(
      'a large state',
      usual(() => ({ state: noise(bytes) })),
    ),
    shape(
      'a large scope of one word',
      usual(() => ({ scope: `openid ${noise(bytes)}` })),
    ),
    shape(
      'a scope of many words',
      usual(() => ({ scope: 'openid '.repeat(bytes / 8) })),
    ),
    shape(
      'prompts without end',
      usual(() => ({ prompt: 'login '.repeat(bytes / 8) })),
    ),
    shape(
      'languages without end',
      usual(() => ({ ui_locales: 'nl '.repeat(bytes / 4) })),
    ),
    shape(
      'a large redirect URI',
      usual(() => ({ redirect_uri: `https://x.example/${noise(bytes)}` })),
    ),
    shape(
      'a large login hint',
      usual(() => ({ login_hint: `school:${noise(bytes)}` })),
    ),
    shape(
      'a large id_token_hint',
      usual(() => ({ id_token_hint: jwtOf(bytes) })),
    ),
    shape(
      'an id_token_hint of brackets',
      usual(() => ({ id_token_hint: nested(bytes) })),
    ),
    shape(
      'a request object',
      usual(() => ({ request: jwtOf(bytes) })),
    ),
    shape(
      'a request URI',
      usual(() => ({ request_uri: `urn:ietf:params:oauth:request_uri:${noise(bytes)}` })),
    ),
    shape('thousands of parameters', () => `${form(authorization())}&${many(bytes - 600)}`),
    shape(
      'one parameter thousands of times',
      () => `${form(authorization())}${'&state=a'.repeat(bytes / 9)}`,
    ),
    shape('percent signs', () => `${form(authorization())}&x=${'%41'.repeat(bytes / 4)}`),
    shape('broken percent signs', () => `${form(authorization())}&x=${'%'.repeat(bytes / 2)}`),
    shape(
      'signs of four bytes',
      usual(() => ({ state: '😀'.repeat(bytes / 13) })),
    ),
  ];
}

function tokenShapes(): readonly Shape[] {
  const code = { grant_type: 'authorization_code', redirect_uri: service.redirectUri };
  const shape = (name: string, fields: () => Fields | string, headers: Fields = {}): Shape => ({
    name,
    path: '/token',
    method: 'POST',
    headers,
    text: () => {
      const given = fields();
      return typeof given === 'string' ? given : form({ ...code, ...given });
    },
  });
  const assertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return [
    shape('a wrong secret', () => ({ code: noise(43) }), basic),
    shape('a large secret', () => ({ client_id: service.id, client_secret: noise(body) })),
    shape('a large code', () => ({ client_id: service.id, client_secret: 'x', code: noise(body) })),
    shape('a large verifier', () => ({ client_id: service.id, code_verifier: noise(body) })),
    shape('a large client id', () => ({ client_id: noise(body), client_secret: 'x' })),
    shape('a large assertion', () => ({ client_assertion: jwtOf(body), client_assertion_type: assertion })),
    shape('an assertion of brackets', () => ({
      client_assertion: nested(body),
      client_assertion_type: assertion,
    })),
    shape('an assertion of dots', () => ({
      client_assertion: '.'.repeat(body),
      client_assertion_type: assertion,
    })),
    shape('thousands of parameters', () => many(body), basic),
    shape('one parameter thousands of times', () => 'code=a&'.repeat(body / 7), basic),
    shape('a large grant type', () => ({ grant_type: noise(body) }), basic),
    shape('a large head of credentials', () => ({}), { authorization: `Basic ${noise(address)}` }),
  ];
}

function callbackShapes(): readonly Shape[] {
  const path = `/oidc/${oidcIdp}/callback`;
  const shape = (name: string, text: () => string): Shape => ({ name, path, method: 'GET', text });
  const state = () => randomBytes(32).toString('base64url');
  return [
    shape('of no visit', () => form({ code: noise(40), state: state() })),
    shape('a large code', () => form({ code: noise(address), state: state() })),
    shape('a large state', () => form({ code: 'x', state: noise(address) })),
    shape('thousands of parameters', () => `state=${state()}&${many(address - 100)}`),
    shape('one state thousands of times', () => 'state=a&'.repeat(address / 8)),
    shape('broken percent signs', () => `state=${'%'.repeat(address)}`),
  ];
}

const endpoints: Readonly<Record<string, () => readonly Shape[]>> = {
  '/authorize': () => requestsAt('/authorize', 'GET', address),
  '/par': () => requestsAt('/par', 'POST', body),
  '/token': tokenShapes,
  '/oidc/*/callback': callbackShapes,
};

export interface Cost {
  readonly endpoint: string;
  readonly name: string;
  readonly kilobytes: number;
  readonly statuses: string;
  /** Of processor time, user and system, for one request: the middle one of five rounds. */
  readonly cpuMillis: number;
  /** The longest of a round, as the sender waits for it: the middle one of five rounds. */
  readonly slowestMillis: number;
}

/** One at a time, so that the slowest is the request itself and no queue. */
export async function measureCosts(
  laboratory: StrangersLaboratory,
  requests: number,
): Promise<readonly Cost[]> {
  // whatever is slow because it is new
  const [usual] = requestsAt('/authorize', 'GET', address);
  if (usual !== undefined) await repeat(laboratory, usual, 20 * requests);
  const costs: Cost[] = [];
  for (const [endpoint, shapes] of Object.entries(endpoints)) {
    for (const shape of shapes()) costs.push(await costOf(laboratory, endpoint, shape, requests));
  }
  return costs;
}

async function costOf(
  laboratory: StrangersLaboratory,
  endpoint: string,
  shape: Shape,
  requests: number,
): Promise<Cost> {
  const { statuses, bytes } = await repeat(laboratory, shape, Math.ceil(requests / 2));
  const rounds: { readonly cpuMillis: number; readonly slowestMillis: number }[] = [];
  while (rounds.length < 5) {
    const before = await laboratory.broker.ask();
    const { slowestMillis } = await repeat(laboratory, shape, requests);
    const after = await laboratory.broker.ask();
    rounds.push({ cpuMillis: (after.cpuMs - before.cpuMs) / requests, slowestMillis });
  }
  const middle = (of: (round: (typeof rounds)[number]) => number): number =>
    rounds.map(of).sort((one, other) => one - other)[2] ?? NaN;
  return {
    endpoint,
    name: shape.name,
    kilobytes: bytes / 1024,
    statuses: [...statuses].join(', '),
    cpuMillis: middle(({ cpuMillis }) => cpuMillis),
    slowestMillis: middle(({ slowestMillis }) => slowestMillis),
  };
}

async function repeat({ issuer, http }: StrangersLaboratory, shape: Shape, times: number) {
  const statuses = new Set<number>();
  let [bytes, slowestMillis] = [0, 0];
  for (let count = 0; count < times; count += 1) {
    const text = shape.text();
    const headers = { accept: 'text/html', ...anyAddress(), ...shape.headers };
    bytes = text.length;
    const begun = performance.now();
    const { status } =
      shape.method === 'GET'
        ? await http.get(`${issuer}${shape.path}?${text}`, headers)
        : await http.postText(`${issuer}${shape.path}`, text, headers);
    slowestMillis = Math.max(slowestMillis, performance.now() - begun);
    statuses.add(status);
  }
  return { statuses, bytes, slowestMillis };
}

function shown(cpuMillis: number): string {
  const text = cpuMillis.toFixed(2);
  return cpuMillis > mostMillis ? `**${text}**` : text;
}

export function costTable(costs: readonly Cost[]): string {
  const rows = costs.map(
    ({ endpoint, name, kilobytes, statuses, cpuMillis, slowestMillis }) =>
      `| \`${endpoint}\` | ${name} | ${kilobytes.toFixed(0)} | ${statuses} | ${shown(cpuMillis)} | ${slowestMillis.toFixed(1)} |`,
  );
  return [
    '| Sent to | Shape | kB | Answer | CPU ms | slowest, ms |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
