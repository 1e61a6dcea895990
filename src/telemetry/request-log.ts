import type { Request, RequestHandler } from 'express';
import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../domain/logger.ts';
import type { Metrics } from './metrics.ts';
import { createRouteNaming } from './route-pattern.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const quietRoutes = /^\/(?:health\/|metrics$)/;

/**
 * Logs and measures every answer: method, route pattern, status and time. Never the URL, the query, a header or an
 * address. To be used first, so that it also sees what other middleware answers.
 */
export function createRequestLog(options: {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Patterns of what is mounted and has no Express routes of its own, as `/authorize/:uid`. */
  readonly mountedRoutes?: readonly string[];
}): RequestHandler {
  const { logger, metrics, clock } = options;
  const routeOf = createRouteNaming(options.mountedRoutes ?? []);
  return (request, response, next) => {
    const startedAt = clock.now();
    response.once('close', () => {
      const durationMs = Math.max(0, clock.now() - startedAt);
      const route = routeOf(request);
      // A browser that left before the answer was written is no answer with the status that it would have got.
      const status = response.writableFinished ? response.statusCode : 499;
      const method = methodOf(request);
      metrics.requestEnded({ method, route, status, seconds: durationMs / 1000 });
      const severity = status >= 500 ? 'warn' : quietRoutes.test(route) ? 'debug' : 'info';
      logger[severity]('http.request', { method, route, status, durationMs });
    });
    next();
  };
}

function methodOf(request: Request): string {
  return methods.has(request.method) ? request.method : 'OTHER';
}
