import { Agent } from 'node:http';
import { randomUUID } from 'node:crypto';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { problemsOf } from '../../../src/api/description/shared-problems.ts';
import type { Operation } from '../../../src/api/operation.ts';
import { apiOperations } from '../../../src/api/operations.ts';
import { problems, problemShape } from '../../../src/api/problem.ts';
import { type createRegistry } from '../../../src/register/changes/create-registry.ts';
import { openWorld, type World } from '../../../testkit/world/world.ts';
import { why } from '../../../testkit/world/api-calls.ts';
import { admitApiClients, tokenOf } from '../../../testkit/world/api-clients.ts';

// only the descriptions are used: what answers is the broker
const never = (): never => {
  throw new Error('only described');
};
const registry: ReturnType<typeof createRegistry> = {
  find: never,
  findAll: never,
  list: never,
  history: never,
  histories: never,
  everNaming: never,
  ask: never,
  submit: never,
  changesToRestore: never,
  scheduled: never,
  cancel: never,
};
const people = { find: never, countEntries: never, erase: never };
const activations = { list: never, changes: never, missingClaims: never };
const operations = apiOperations({
  registry,
  ledger: { list: never, pageOfAudit: never },
  people,
  successionsOf: never,
  activations,
  announcing: {
    announcements: { post: never, remove: never, list: never },
    clock: { now: never },
    changed: never,
  },
  documents: { withHash: never, read: never },
});

let world: World;
let token: string;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  token = await tokenOf(world.issuer, 'operator-client');
});
afterAll(() => world.close());

const values: Readonly<Record<string, readonly string[]>> = {
  id: [
    'waterland',
    'de-regenboog',
    'regenboog-saml',
    'leesboom',
    'leesboom-reader',
    'waterland-leesboom',
    'operator-client',
    'nothing',
    randomUUID(),
    'NO%20ID',
  ],
  school: ['de-regenboog', 'nothing'],
  service: ['leesboom-reader', 'nothing'],
  version: ['1', '77', 'x'],
  hash: ['0'.repeat(64), 'F'.repeat(64), 'nothing'],
};

/** Addresses of an operation, with every value that its parameters may get here. */
function addresses({ address }: Operation): readonly string[] {
  return [...address.matchAll(/\{(\w+)\}/g)].reduce<readonly string[]>(
    (made, [, name = '']) =>
      made.flatMap((one) => (values[name] ?? ['nothing']).map((value) => one.replace(`{${name}}`, value))),
    [address],
  );
}

const headerSets: readonly Readonly<Record<string, string>>[] = [
  {},
  { ...why },
  { ...why, 'If-Match': '"1"' },
  { ...why, 'If-Match': '"88"' },
  { ...why, 'If-None-Match': '*' },
];
/** An operation that answers with bytes has a test of its own: here it is asked for what is not there. */
const bytesAlone = z.never();
const bodies: readonly unknown[] = [{}, [], { changes: [] }];
const queries = ['', '?from=1', '?limit=1', '?unknown=1'];

function check(operation: Operation, { status, headers, body }: request.Response): void {
  const documented = new Map<number, z.ZodType>([
    ...problemsOf(operation).map((code): [number, z.ZodType] => [problems[code].status, problemShape]),
    ...operation.responses.map((response): [number, z.ZodType] => [
      response.status,
      'schema' in response ? response.schema : bytesAlone,
    ]),
  ]);
  const where = `${operation.id} ${String(status)} ${JSON.stringify(body).slice(0, 300)}`;
  const shape = documented.get(status);
  expect(shape, where).toBeDefined();
  expect(shape?.safeParse(body).error, where).toBeUndefined();
  expect(headers['content-type']).toBe(status >= 400 ? 'application/problem+json' : 'application/json');
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['set-cookie']).toBeUndefined();
  expect(headers['access-control-allow-origin']).toBeUndefined();
}

describe('every operation', () => {
  it.each(operations.map((operation) => [operation.id, operation] as const))(
    '%s answers as it is described',
    async (_id, operation) => {
      const call = (address: string) => request(world.issuer)[operation.method](`/api/v1${address}`);
      const [first = ''] = addresses(operation);
      check(operation, await call(first));
      for (const address of addresses(operation)) {
        for (const query of operation.changes ? [''] : queries) {
          for (const headers of operation.changes ? headerSets : [{}]) {
            for (const body of operation.body === undefined ? [undefined] : bodies) {
              const asked = call(`${address}${query}`)
                .auth(token, { type: 'bearer' })
                .set({ ...headers, Origin: 'https://elsewhere.example' });
              check(operation, await (body === undefined ? asked : asked.send(Object(body))));
            }
          }
        }
      }
    },
  );
});

describe('other addresses and methods', () => {
  // from an address of their own: the operations were tried without a token, and that too often for one address
  const agent = new Agent({ localAddress: '127.0.0.8', family: 4 });
  const elsewhere = () => `http://127.0.0.1:${new URL(world.issuer).port}`;

  it.each([
    '/api/v1/nothing',
    '/api/v2/schools',
    '/api',
    '/api/v1/schools/',
    '/api/v1/SCHOOLS',
    '/api/problems/nothing',
  ])('%s is 404 as a problem', async (path) => {
    const { body } = await request(elsewhere())
      .get(path)
      .agent(agent)
      .auth(token, { type: 'bearer' })
      .expect(404);
    expect(problemShape.safeParse(body).error).toBeUndefined();
  });

  it('say which methods they know', async () => {
    const patched = await request(elsewhere())
      .patch('/api/v1/schools/de-kade')
      .agent(agent)
      .send({})
      .expect(405);
    expect(patched.headers['allow']).toBe('GET, PUT, DELETE');
    await request(elsewhere())
      .options('/api/v1/schools')
      .agent(agent)
      .set('Origin', 'https://elsewhere.example')
      .expect(405);
  });

  it('describe themselves to everybody', async () => {
    const { body } = await request(world.issuer).get('/api/v1/openapi.json').expect(200);
    expect(body.openapi).toMatch(/^3\.1/);
    const problem = await request(world.issuer).get('/api/problems/version_mismatch').expect(200);
    expect(problem.body).toMatchObject({ status: 412 });
  });
});
