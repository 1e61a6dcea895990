import type { KoaContextWithOIDC } from 'oidc-provider';
import type { RegisterView } from '../register/replica/register.ts';
import { oidcContext } from './route.ts';

/** What everybody may read: keys and metadata. */
const open: ReadonlySet<string> = new Set(['jwks', 'discovery', 'cors.jwks', 'cors.discovery']);

/**
 * Koa middleware: scripts of an origin that no service registered read nothing (Fetch standard, CORS protocol). Which
 * client asks is not known in a preflight, nor where authentication failed, and there the library lets every
 * origin in; whether the origin belongs to the client at hand it checks itself.
 */
export function createCrossOriginLimit(register: RegisterView) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    await next();
    const origin = ctx.get('Origin');
    if (origin === '' || open.has(oidcContext(ctx)?.route ?? '') || isRegistered(register, origin)) return;
    for (const header of Object.keys(ctx.response.headers)) {
      if (header.toLowerCase().startsWith('access-control-')) ctx.remove(header);
    }
  };
}

function isRegistered(register: RegisterView, origin: string): boolean {
  const services = register.current().services();
  return services.some(({ record }) => record.client.corsOrigins.includes(origin));
}
