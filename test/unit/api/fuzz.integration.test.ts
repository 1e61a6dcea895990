import fc from 'fast-check';
import request from 'supertest';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { kinds } from '../../../src/register/model/kinds.ts';
import { problemShape } from '../../../src/api/problem.ts';
import { kindRoutes } from '../../../src/api/kind-routes.ts';
import { openWorld, type World } from '../../../testkit/world/world.ts';
import { why } from '../../../testkit/world/api-calls.ts';
import { admitApiClients, tokenOf } from '../../../testkit/world/api-clients.ts';

let world: World;
let database: Client;
let operator: string;
let waterland: string;
beforeAll(async () => {
  world = await openWorld({ postgresUrl: inject('postgres15Url'), redisUrl: inject('redisUrl') });
  await admitApiClients(world);
  operator = await tokenOf(world.issuer, 'operator-client');
  waterland = await tokenOf(world.issuer, 'waterland-client');
  database = new Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

async function revision(): Promise<string> {
  const { rows } = await database.query<{ revision: string }>(
    'select max(revision) as revision from sluis.register_revision',
  );
  return rows[0]?.revision ?? '';
}

const hostile = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '\u0000',
    '\ud800',
    '../../x',
    "'; drop table x; --",
    1e308,
    -0,
    '9'.repeat(400),
  ),
);

/** A record with one of its members replaced, added or taken away. */
const bentRecord = fc.constantFrom(...kindRoutes).chain((route) => {
  const example: Record<string, unknown> = { ...Object(kinds[route.kind].api.example) };
  if ('id' in example) example['id'] = 'fuzzed';
  const member = fc.oneof(
    fc.constantFrom(...Object.keys(example)),
    fc.string(),
    fc.constantFrom('__proto__', 'toString'),
  );
  return fc.record({
    route: fc.constant(route),
    record: fc.oneof(
      fc
        .tuple(member, hostile)
        .map(([name, value]) => Object.fromEntries([...Object.entries(example), [name, value]])),
      member.map((name) => Object.fromEntries(Object.entries(example).filter(([key]) => key !== name))),
      hostile,
    ),
  });
});

const send = (token: string, path: string, method: 'put' | 'post', body: string) =>
  request(world.issuer)
    [method](`/api/v1${path}`)
    .auth(token, { type: 'bearer' })
    .set({ ...why, 'If-None-Match': '*', 'Content-Type': 'application/json' })
    .send(body);

/** Refused as a problem and nothing done; or done, which the register then says. */
async function isWhole(response: request.Response, before: string): Promise<void> {
  const { status, body, headers } = response;
  expect(status, JSON.stringify(body)).toBeLessThan(500);
  if (status < 300) return;
  expect(headers['content-type']).toBe('application/problem+json');
  expect(problemShape.safeParse(body).error).toBeUndefined();
  expect(await revision()).toBe(before);
}

describe('whatever is sent', () => {
  it('as a record is refused with a problem, or is a record', async () => {
    await fc.assert(
      fc.asyncProperty(bentRecord, fc.constantFrom('operator', 'board'), async ({ route, record }, who) => {
        const path = `/${route.path}/${route.idParts.map(() => 'fuzzed').join('/')}`;
        const before = await revision();
        await isWhole(
          await send(who === 'operator' ? operator : waterland, path, 'put', JSON.stringify(record)),
          before,
        );
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('as a set of changes is refused with a problem, and nothing of it is done', async () => {
    const good = { kind: 'board', id: 'whole', version: 0, record: { id: 'whole', name: 'Whole' } };
    const changes = fc.array(bentRecord, { minLength: 1, maxLength: 4 }).map((records) =>
      records.map(({ route, record }, index) => ({
        kind: route.kind,
        id: `bent-${String(index)}`,
        version: 0,
        record,
      })),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(changes, fc.array(hostile, { minLength: 1 })), async (bent) => {
        const before = await revision();
        await isWhole(
          await send(operator, '/changes', 'post', JSON.stringify({ changes: [good, ...bent] })),
          before,
        );
        await request(world.issuer)
          .get('/api/v1/boards/whole')
          .auth(operator, { type: 'bearer' })
          .expect(404);
      }),
      { numRuns: 100 },
    );
  }, 60_000);

  it('as text is refused with a problem', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          hostile.map((value) => JSON.stringify({ changes: value })),
        ),
        async (text) => {
          await isWhole(await send(operator, '/changes', 'post', text), await revision());
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it('as address and query is refused with a problem', async () => {
    const paths = fc.tuple(
      fc.constantFrom(...kindRoutes.map(({ path }) => path)),
      fc.string({ minLength: 1, maxLength: 80 }),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(paths, async ([path, id, query]) => {
        const address = `/api/v1/${path}/${encodeURIComponent(id)}?${encodeURIComponent(query)}`;
        const response = await request(world.issuer).get(address).auth(waterland, { type: 'bearer' });
        await isWhole(response, await revision());
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
