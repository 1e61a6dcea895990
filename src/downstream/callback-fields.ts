import type { KoaContextWithOIDC } from 'oidc-provider';
import { FormPost } from './form-post.ts';

type Fields = Readonly<Record<string, string>>;

/**
 * What the browser is about to bring to a supplier, by a redirect or by a form; `undefined` where it stays with us. Of an
 * address without what its registered form has by itself.
 */
export function callbackFields(ctx: KoaContextWithOIDC): Fields | undefined {
  const body: unknown = ctx.body;
  if (body instanceof FormPost) return body.fields;
  const address = URL.parse(ctx.response.get('Location'));
  // our own addresses are written without an origin
  if (address === null) return undefined;
  const registered = new Set(fieldsOf(URL.parse(String(ctx.oidc.params?.['redirect_uri']))).map(String));
  return Object.fromEntries(fieldsOf(address).filter((field) => !registered.has(String(field))));
}

function fieldsOf(address: URL | null): readonly (readonly [string, string])[] {
  if (address === null) return [];
  return [...address.searchParams, ...new URLSearchParams(address.hash.slice(1))];
}
