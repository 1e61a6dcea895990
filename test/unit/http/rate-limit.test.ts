import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../src/domain/errors.ts';
import { systemRandomness } from '../../../src/domain/randomness.ts';
import { createErrorHandler } from '../../../src/http/error-handler.ts';
import { createRateLimit, type ExpiringCounter } from '../../../src/http/rate-limit.ts';
import { createMemoryEphemeralStore } from '../../../src/storage/memory/ephemeral-store.ts';
import { createRecordingLogger } from '../../../testkit/machine/recording-logger.ts';

const start = Date.UTC(2026, 0, 5, 8);

function appWith(store: ExpiringCounter, clock = { now: () => start }, most = 3) {
  const app = express();
  const limit = {
    store,
    clock,
    name: 'search',
    limit: most,
    windowSeconds: 60,
    sealer: { name: (key: string) => `#${key}` },
  };
  app.get(
    '/',
    createRateLimit({ ...limit, key: (incoming) => incoming.get('X-Device') }),
    (_request, response) => {
      response.send('page');
    },
  );
  app.use(createErrorHandler({ logger: createRecordingLogger(), randomness: systemRandomness }));
  return app;
}

const visit = (app: express.Express, device: string) => request(app).get('/').set('X-Device', device);

describe('a rate limit', () => {
  it('stops the one who is over it, with a page that says how long to wait, and nobody else', async () => {
    const app = appWith(createMemoryEphemeralStore({ clock: { now: () => start } }));
    for (let count = 1; count <= 3; count += 1) expect((await visit(app, 'a')).status).toBe(200);
    const refused = await visit(app, 'a');
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '60']);
    expect(refused.text).toContain('Even wachten');
    expect((await visit(app, 'b')).status).toBe(200);
    expect((await request(app).get('/')).status).toBe(200);
  });

  it('lets exactly the limit through when all come at once', async () => {
    const app = appWith(createMemoryEphemeralStore({ clock: { now: () => start } }));
    const answers = await Promise.all(Array.from({ length: 12 }, () => visit(app, 'a')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
  });

  it('ends with its window', async () => {
    let now = start;
    const clock = { now: () => now };
    const app = appWith(createMemoryEphemeralStore({ clock }), clock);
    for (let count = 1; count <= 4; count += 1) await visit(app, 'a');
    now += 61_000;
    expect((await visit(app, 'a')).status).toBe(200);
  });

  it('ends within its time also when the clock was set back', async () => {
    let now = start;
    let elapsed = start;
    const app = appWith(createMemoryEphemeralStore({ clock: { now: () => elapsed } }), { now: () => now });
    for (let count = 1; count <= 4; count += 1) await visit(app, 'a');
    now -= 3_600_000;
    expect((await visit(app, 'a')).status).toBe(429);
    [now, elapsed] = [now + 61_000, elapsed + 61_000];
    expect((await visit(app, 'a')).status).toBe(200);
  });

  it('with a high number asks the store now and then only, and stops a hundredth late at most', async () => {
    const store = createMemoryEphemeralStore({ clock: { now: () => start } });
    const told: number[] = [];
    const counter: ExpiringCounter = {
      increment: (key, ttl, by) => {
        told.push(by);
        return store.increment(key, ttl, by);
      },
    };
    const [one, other] = [appWith(counter, undefined, 400), appWith(counter, undefined, 400)];
    for (let count = 0; count < 3; count += 1) await visit(one, 'now and then');
    expect(told).toEqual([]);
    const through = { one: 0, other: 0 };
    for (let count = 0; count < 260; count += 1) {
      if ((await visit(one, 'a')).status === 200) through.one += 1;
      if ((await visit(other, 'a')).status === 200) through.other += 1;
    }
    expect(through.one + through.other).toBeGreaterThanOrEqual(400);
    expect(through.one + through.other).toBeLessThanOrEqual(400 + 2 * 4);
    expect(new Set(told)).toEqual(new Set([4]));
    expect(told.length).toBeLessThanOrEqual(102);
  });

  it('keeps no readable key', async () => {
    const keys: string[] = [];
    const app = appWith({
      increment: async (key) => {
        keys.push(key);
        return 1;
      },
    });
    await visit(app, 'a');
    expect(keys).toEqual(['#rate:search:a']);
  });

  it('fails closed when the store is away', async () => {
    const app = appWith({
      increment: () => Promise.reject(new SluisError('storage.unavailable', 'no answer')),
    });
    expect((await visit(app, 'a')).status).toBe(503);
  });
});
