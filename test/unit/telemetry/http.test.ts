import express, { Router, type Express } from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import {
  createHealthRouter,
  createMetricsHandler,
  type HealthOptions,
} from '../../../src/telemetry/health.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { createMetrics } from '../../../src/telemetry/metrics.ts';
import { createRequestLog } from '../../../src/telemetry/request-log.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';

function health(options: Partial<HealthOptions>): Express {
  const app = express();
  app.use(createHealthRouter({ checks: [], draining: () => false, timeoutMs: 50, ...options }));
  return app;
}

const well = { name: 'redis', check: () => Promise.resolve() };
const broken = {
  name: 'postgres',
  check: () => Promise.reject(new Error('canary in the connection string')),
};
const hanging = { name: 'register', check: () => new Promise<void>(() => undefined) };

describe('GET /health/ready', () => {
  it('names the parts that fail, and says nothing else', async () => {
    const answer = await request(health({ checks: [well, broken] })).get('/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ status: 'not_ready', failing: ['postgres'] });
  });

  it('does not wait for a part that hangs', async () => {
    const answer = await request(health({ checks: [hanging, well] })).get('/health/ready');
    expect(answer.body).toEqual({ status: 'not_ready', failing: ['register'] });
  });

  it('takes a check that throws at once for one that fails', async () => {
    const throwing = {
      name: 'keys',
      check: () => {
        throw new Error('no keys');
      },
    };
    const answer = await request(health({ checks: [throwing] })).get('/health/ready');
    expect(answer.body).toEqual({ status: 'not_ready', failing: ['keys'] });
  });

  it('is not ready while the process drains, without asking the parts', async () => {
    const answer = await request(health({ checks: [hanging], draining: () => true })).get('/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.body).toEqual({ status: 'not_ready', failing: ['draining'] });
  });

  it('is ready when everything answers, and recovers by itself', async () => {
    let away = true;
    const flaky = {
      name: 'redis',
      check: () => (away ? Promise.reject(new Error('away')) : Promise.resolve()),
    };
    const app = health({ checks: [flaky] });
    expect((await request(app).get('/health/ready')).status).toBe(503);
    away = false;
    const answer = await request(app).get('/health/ready');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: 'ready' });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('asks the parts once for many questions at the same time', async () => {
    let asked = 0;
    let answerNow: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (answerNow = resolve));
    const counting = {
      name: 'redis',
      check: () => {
        asked += 1;
        return gate;
      },
    };
    const app = health({ checks: [counting], timeoutMs: 10_000 }).listen(0);
    let arrived = 0;
    app.on('request', () => {
      arrived += 1;
      if (arrived === 5) setImmediate(answerNow);
    });
    const answers = await Promise.all(Array.from({ length: 5 }, () => request(app).get('/health/ready')));
    app.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(asked).toBe(1);
  });
});

describe('GET /health/live', () => {
  it('stays 200 when a store is away or the process drains', async () => {
    const answer = await request(health({ checks: [broken], draining: () => true })).get('/health/live');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ status: 'alive' });
  });
});

function logged() {
  const lines: string[] = [];
  const metrics = createMetrics({
    protocolOf: () => undefined,
    unreadableSecrets: () => 0,
    certificateEnds: () => [],
    outbox: () => ({ waiting: 0, dead: 0, oldestMillis: 0 }),
    namedIdps: 20,
    clock: createManualClock(),
    registerState: () => ({ revision: 0, ageMillis: 0 }),
  });
  let time = 0;
  const app = express();
  app.use(
    createRequestLog({
      logger: createLogger({ level: 'debug', write: (line) => lines.push(line) }),
      metrics,
      clock: { now: () => (time += 20) },
      mountedRoutes: ['/token', '/authorize/:uid'],
    }),
  );
  app.get('/metrics', createMetricsHandler(metrics));
  app.get('/people/:name', (_request, response) => void response.send('hello'));
  app.use(
    '/of/:school',
    Router().get('/page', (_request, response) => void response.send('page')),
  );
  app.use('/authorize', (_request, response) => void response.status(303).end());
  app.get('/broken', () => Promise.reject(new Error('canary')));
  app.use((_error: unknown, _request: unknown, response: express.Response, _next: unknown) => {
    response.status(500).end();
  });
  return { app, lines, metrics, entry: (index = 0): unknown => JSON.parse(lines[index] ?? '{}') };
}

describe('the request log', () => {
  it('names the route by its pattern, without path values, query or headers', async () => {
    const { app, lines, entry } = logged();
    await request(app)
      .get('/people/kanarie-one?token=kanarie-two')
      .set('Referer', 'https://kanarie-three.example/');
    expect(lines.join('')).not.toContain('kanarie');
    expect(entry()).toMatchObject({
      level: 'info',
      event: 'http.request',
      method: 'GET',
      route: '/people/:name',
      status: 200,
      durationMs: 20,
    });
  });

  it('hides values in a mount path, in patterns of mounted handlers, and in paths that nobody knows', async () => {
    const { app, lines } = logged();
    await request(app).get('/of/Kanarie-1/page');
    await request(app).get('/authorize/kanarie-uid?code=kanarie');
    await request(app).get('/authorize/kanarie/uid/more');
    await request(app).get('/kanarie/123456782');
    const routes = lines.map((line) => /"route":"([^"]*)"/.exec(line)?.[1]);
    expect(routes).toEqual(['/of/:value/page', '/authorize/:uid', 'unmatched', 'unmatched']);
  });

  it('warns of failures of our own', async () => {
    const { app, entry } = logged();
    await request(app).get('/broken');
    expect(entry()).toMatchObject({ level: 'warn', status: 500, route: '/broken' });
  });

  it('measures by route and class of status, and serves that in Prometheus format', async () => {
    const { app, entry } = logged();
    await request(app).get('/people/a');
    await request(app).get('/people/b');
    const answer = await request(app).get('/metrics');
    expect(answer.headers['content-type']).toContain('text/plain');
    expect(answer.text).toContain(
      'sluis_http_request_duration_seconds_count{method="GET",route="/people/:name",status="2xx"} 2',
    );
    await request(app).get('/metrics');
    expect(entry(2)).toMatchObject({ level: 'debug', route: '/metrics' });
  });
});
