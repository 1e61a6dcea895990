import { apiScopes } from '../../../src/register/model/api-scopes.ts';
import express from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { createIdempotency } from '../../../src/api/idempotency.ts';
import { createLimits } from '../../../src/api/limits.ts';
import type { Operation } from '../../../src/api/operation.ts';
import { createReadBody } from '../../../src/api/read-body.ts';
import { createApiRouter } from '../../../src/api/router.ts';
import { SluisError } from '../../../src/domain/errors.ts';
import { apiClientId } from '../../../src/domain/ids.ts';
import type { AuditEvent } from '../../../src/domain/ledger.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import { required } from '../../../testkit/values/ids.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';
import { createTestSealer } from '../../../testkit/values/test-sealer.ts';

let outcome: () => Promise<void>;
let isConfirmed: boolean;
let done: number;
let events: Omit<AuditEvent, 'at'>[];
let app: express.Express;
let clock: ReturnType<typeof createManualClock>;
let logger: ReturnType<typeof createRecordingLogger>;

const counting: Operation = {
  id: 'counts.make',
  group: 'counts',
  method: 'post',
  address: '/counts',
  summary: 'Counts',
  pathParameters: {},
  query: {},
  changes: true,
  responses: [],
  problems: [],
  async handle() {
    await outcome();
    done += 1;
    return { status: 200, body: { done } };
  },
};

beforeEach(() => {
  outcome = () => Promise.resolve();
  [isConfirmed, done, events] = [true, 0, []];
  clock = createManualClock();
  logger = createRecordingLogger();
  const store = createMemoryEphemeralStore({ clock });
  const limits = {
    callsPerMinute: 5,
    callsAboutPeoplePerMinute: 2,
    documentsPerMinute: 2,
    failuresPerMinute: 3,
  };
  const authentication = { method: 'client_secret_basic', secrets: [] } as const;
  app = express().use(
    '/api',
    createApiRouter({
      issuer: 'https://sluis.example',
      operations: [counting],
      document: {},
      readToken: async (token) =>
        token.startsWith('token-')
          ? {
              client: { id: required(apiClientId(token)), name: token, authentication, scopes: apiScopes },
              scopes: new Set(apiScopes),
            }
          : undefined,
      isConfirmed: () => isConfirmed,
      limits: createLimits({ store, sealer: createTestSealer(), clock }, limits),
      idempotency: createIdempotency(store, createTestSealer()),
      readBody: createReadBody(),
      ledger: { audit: async (event) => events.push(event) > 0 },
      logger,
      randomness: systemRandomness,
    }),
  );
});

const call = (token = 'token-een', headers: Readonly<Record<string, string>> = {}) =>
  request(app)
    .post('/api/v1/counts')
    .auth(token, { type: 'bearer' })
    .set({ 'Sluis-Reason': 'a test', ...headers });

describe('limits', () => {
  it('let nobody fill the audit trail: of calls over a limit one a second is written down', async () => {
    for (let index = 0; index < 20; index += 1) await call('wrong');
    expect(events.map(({ reason }) => reason)).toEqual([
      'unauthorized',
      'unauthorized',
      'unauthorized',
      'too_many_requests',
    ]);
    clock.advance(1000);
    for (let index = 0; index < 20; index += 1) await call('wrong');
    expect(events).toHaveLength(5);
  });

  it('stop an API client that calls too often, and no other one, until the minute is over', async () => {
    for (let index = 0; index < 5; index += 1) await call().expect(200);
    const { headers, body } = await call().expect(429);
    expect(headers['retry-after']).toBe('60');
    expect(body.type).toBe('https://sluis.example/api/problems/too_many_requests');
    await call('token-twee').expect(200);
    clock.advance(61_000);
    await call().expect(200);
  });

  it('stop an address that has no token too often, and not an API client at that address', async () => {
    for (let index = 0; index < 3; index += 1) await call('wrong').expect(401);
    await call('wrong').expect(429);
    await call().expect(200);
  });
});

describe('a failure', () => {
  it.each([
    ['storage.unavailable', 503, 'unavailable'],
    ['register.unconfirmed', 503, 'unavailable'],
    ['storage.conflict', 409, 'conflict'],
    ['keyring.invalid', 500, 'internal'],
  ] as const)('%s is %i %s, and lets the same key try again', async (code, status, problem) => {
    outcome = () => Promise.reject(new SluisError(code, 'secret detail'));
    const key = { 'Idempotency-Key': 'once' };
    const { body, headers } = await call('token-een', key).expect(status);
    expect(body.type).toBe(`https://sluis.example/api/problems/${problem}`);
    expect(JSON.stringify(body)).not.toContain('secret detail');
    if (status === 503) expect(headers['retry-after']).toBe('30');
    expect(events.at(-1)).toMatchObject({ type: 'api.refused', reason: problem, errorId: body.errorId });
    outcome = () => Promise.resolve();
    await call('token-een', key).expect(200);
    expect(done).toBe(1);
  });

  it('that nobody foresaw is 500, and says nothing about itself', async () => {
    outcome = () => Promise.reject(new TypeError('secret detail'));
    const { body, text } = await call().expect(500);
    expect(text).not.toContain('secret detail');
    expect(body.errorId).toMatch(/^[A-Z2-9]{10}$/);
  });

  it('of the register to be confirmed answers 503 to everything', async () => {
    isConfirmed = false;
    await call().expect(503);
    expect(done).toBe(0);
  });
});

describe('an idempotency key', () => {
  it('lets the first call go on, and tells the second that it has to wait', async () => {
    let release = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    let begun = (): void => undefined;
    const started = new Promise<void>((resolve) => {
      begun = resolve;
    });
    outcome = () => {
      begun();
      return waiting;
    };
    const key = { 'Idempotency-Key': 'at-once' };
    const first = call('token-een', key).then((answer) => answer);
    await started;
    const second = await call('token-een', key).expect(409);
    expect(second.body.type).toMatch(/in_progress$/);
    await call('token-een', { ...key, 'Sluis-Reason': '' }).expect(400);
    release();
    expect((await first).body).toEqual({ done: 1 });
    expect((await call('token-een', key).expect(200)).body).toEqual({ done: 1 });
    expect(done).toBe(1);
  });

  it('is forgotten after a day, and is each API client’s own', async () => {
    outcome = () => Promise.resolve();
    const key = { 'Idempotency-Key': 'daily' };
    await call('token-een', key).expect(200);
    await call('token-twee', key).expect(200);
    expect(done).toBe(2);
    clock.advance(25 * 3_600_000);
    await call('token-een', key).expect(200);
    expect(done).toBe(3);
  });
});
