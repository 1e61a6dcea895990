import type { KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import { languages } from '../domain/language.ts';
import { responseModes } from './form-post.ts';
import { oidcContext } from './route.ts';

/**
 * Seconds for which anybody may keep discovery and the key set: far below the day for which a signing key is announced before it
 * signs (docs/OPERATIONS.md), and short where a key has to go at once.
 */
const keptSeconds = 300;

const document = z.looseObject({
  claims_supported: z.array(z.string()),
  token_endpoint_auth_methods_supported: z.unknown(),
  token_endpoint_auth_signing_alg_values_supported: z.unknown(),
});

/** Koa middleware: discovery (OpenID Connect Discovery 1.0, RFC 8414) says what is true, and may be kept, as may the keys. */
export async function honestDiscovery(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  await next();
  const route = oidcContext(ctx)?.route;
  if (ctx.status !== 200 || (route !== 'discovery' && route !== 'jwks')) return;
  if (route === 'discovery') ctx.body = whatIsTrue(document.parse(ctx.body));
  // a cookie is of one browser: the language, where somebody asks for one here
  if (!ctx.res.hasHeader('Set-Cookie')) ctx.set('Cache-Control', `public, max-age=${String(keptSeconds)}`);
}

/** The library lists response modes that no client of ours may use and a claim that nobody gets, and leaves out the rest of this. */
function whatIsTrue(body: z.output<typeof document>) {
  const methods = body.token_endpoint_auth_methods_supported;
  const algorithms = body.token_endpoint_auth_signing_alg_values_supported;
  return {
    ...body,
    claims_supported: body.claims_supported.filter((claim) => claim !== 'sid'),
    response_modes_supported: [...responseModes],
    prompt_values_supported: ['none', 'login', 'select_account', 'consent'],
    ui_locales_supported: languages,
    introspection_endpoint_auth_methods_supported: methods,
    introspection_endpoint_auth_signing_alg_values_supported: algorithms,
    revocation_endpoint_auth_methods_supported: methods,
    revocation_endpoint_auth_signing_alg_values_supported: algorithms,
  };
}
