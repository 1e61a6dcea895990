import type { KoaContextWithOIDC } from 'oidc-provider';
import { languageIn, noteLanguageAskedFor } from '../http/language.ts';

const parameter = 'ui_locales';

/** The language of a page at the suppliers' side: what this request asks for, also where it could not be read as a whole. */
export function noteUiLocales(ctx: KoaContextWithOIDC): void {
  noteLanguageAskedFor(ctx.req, languageIn(uiLocalesOf(ctx)));
}

/** An address of ours at which the way of this request goes on, in the same language. */
export function withUiLocales(address: URL, ctx: KoaContextWithOIDC): URL {
  const uiLocales = languageIn(uiLocalesOf(ctx));
  const onwards = new URL(address);
  if (uiLocales !== undefined) onwards.searchParams.set(parameter, uiLocales);
  return onwards;
}

function uiLocalesOf({ oidc, query }: KoaContextWithOIDC): string | undefined {
  const sent = oidc.params?.[parameter] ?? oidc.body?.[parameter] ?? query[parameter];
  return typeof sent === 'string' ? sent : undefined;
}
