import type { Request } from 'express';

/**
 * Names the route of a request by its pattern, never by its path: `/login/:transaction`, not what stood there.
 *
 * `mounted` are the patterns of handlers that are no Express routes (oidc-provider): `/authorize/:uid`.
 */
export function createRouteNaming(mounted: readonly string[]): (request: Request) => string {
  const patterns = mounted.map((pattern) => ({ pattern, segments: pattern.split('/') }));
  return (request) => {
    const own = ownPattern(request);
    if (own !== undefined) return own;
    const path = request.originalUrl.split('?', 1)[0] ?? '';
    const segments = path.split('/');
    return patterns.find((candidate) => matches(candidate.segments, segments))?.pattern ?? 'unmatched';
  };
}

/** The pattern of the Express route that answered. A mount path with values in it is not one that may be shown. */
function ownPattern(request: Request): string | undefined {
  const route: unknown = request.route;
  if (typeof route !== 'object' || route === null || !('path' in route)) return undefined;
  if (typeof route.path !== 'string') return undefined;
  return `${withoutValues(request.baseUrl)}${route.path}`;
}

function withoutValues(mountPath: string): string {
  return mountPath
    .split('/')
    .map((segment) => (/^[a-z]{0,20}$/.test(segment) ? segment : ':value'))
    .join('/');
}

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((segment, index) => segment.startsWith(':') || segment === path[index])
  );
}
