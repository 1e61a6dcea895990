import { Router, type RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** A part that the broker cannot do without. `check` throws, or does not answer in time, when it is away. */
export interface HealthCheck {
  readonly name: string;
  check(): Promise<void>;
}

export interface HealthOptions {
  readonly checks: readonly HealthCheck[];
  /** True from the moment the process was asked to stop: load balancers are to send nobody here any more. */
  readonly draining: () => boolean;
  readonly timeoutMs: number;
}

/**
 * `GET /health/live`: 200 as long as the process answers at all; a restart would not mend a store that is away.
 * `GET /health/ready`: 200 when everything answers, else 503 with the names of what does not, and nothing else.
 */
export function createHealthRouter({ checks, draining, timeoutMs }: HealthOptions): Router {
  const failingParts = shared(async () => {
    const failing = await Promise.all(
      checks.map(async (part) => ((await passes(part, timeoutMs)) ? [] : [part.name])),
    );
    return failing.flat();
  });
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/health/ready', async (_request, response) => {
    const failing = draining() ? ['draining'] : await failingParts();
    const ready = failing.length === 0;
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(ready ? { status: 'ready' } : { status: 'not_ready', failing });
  });
  return router;
}

/** Answers `/metrics` in Prometheus text format. Who may read it is for the network to say. */
export function createMetricsHandler(metrics: Metrics): RequestHandler {
  return async (_request, response) => {
    const { contentType, body } = await metrics.render();
    response.set({ 'Content-Type': contentType, 'Cache-Control': 'no-store' }).send(body);
  };
}

/** Any number of questions at the same time ask the stores once. */
function shared<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | undefined;
  return () => {
    running ??= ask().finally(() => (running = undefined));
    return running;
  };
}

async function passes(part: HealthCheck, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  try {
    return await Promise.race([part.check().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
