import type { KoaContextWithOIDC } from 'oidc-provider';

/** The library's part of the context; not there when no route of it matched, whatever its types say. */
export function oidcContext(ctx: KoaContextWithOIDC): KoaContextWithOIDC['oidc'] | undefined {
  return ctx.oidc;
}
