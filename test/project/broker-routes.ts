import { z } from 'zod';
import type { OutgoingChannel } from '../../outgoing-channels.ts';

/** What express keeps of a router: a route, a router below a path, or a handler for everything below one. */
interface Layer {
  readonly rawPath?: unknown;
  readonly route?: { readonly path: unknown } | undefined;
  readonly handle: unknown;
}

const layers = z.array(
  z.looseObject({
    rawPath: z.unknown(),
    route: z.looseObject({ path: z.unknown() }).optional(),
    handle: z.unknown(),
  }),
);
const withStack = z.custom<{ readonly stack: unknown }>(
  (value) => (typeof value === 'function' || typeof value === 'object') && value !== null && 'stack' in value,
);
const application = z.custom<{ readonly router: { readonly stack: unknown } }>(
  (value) => typeof value === 'function' && 'router' in value,
);

/**
 * Every address that an express application answers at, as it is mounted. A handler for all that is below a path, of
 * which nobody knows what it answers at, is named with `/**` behind it.
 */
export function routesOf(app: unknown): readonly string[] {
  return [...new Set(routesIn(application.parse(app).router.stack, ''))].sort();
}

function routesIn(stack: unknown, mount: string): readonly string[] {
  return layers.parse(stack).flatMap((layer) => routesOfLayer(layer, mount));
}

function routesOfLayer({ rawPath, route, handle }: Layer, mount: string): readonly string[] {
  if (route !== undefined) return paths(route.path).map((path) => mount + path);
  const below = paths(rawPath).map((path) => (path === '/' ? mount : mount + path));
  const router = withStack.safeParse(handle);
  if (router.success) return below.flatMap((path) => routesIn(router.data.stack, path));
  // what stands before everything looks at requests, and lets them go on
  return below.filter((path) => path !== mount).map((path) => `${path}/**`);
}

function paths(path: unknown): readonly string[] {
  return z.union([z.string().transform((one) => [one]), z.array(z.string())]).parse(path);
}

/** What differs between the addresses that there are and those that are registered; empty when nothing does. */
export function unregistered(
  routes: readonly string[],
  channels: Readonly<Record<string, OutgoingChannel>>,
): {
  readonly missing: readonly string[];
  readonly gone: readonly string[];
  readonly twice: readonly string[];
} {
  const registered = Object.values(channels).flatMap((channel) => channel.routes);
  return {
    missing: routes.filter((route) => !registered.includes(route)),
    gone: registered.filter((route) => !routes.includes(route)),
    twice: registered.filter((route, index) => registered.indexOf(route) !== index),
  };
}
