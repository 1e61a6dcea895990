import { html as template } from 'hono/html';
import { isAppAddress } from '../domain/web-address.ts';

/** A piece of a page that is safe to put into another piece: every text in it has been escaped. */
export type Markup = Exclude<ReturnType<typeof template>, Promise<unknown>>;

/** What a template takes. Strings and numbers are escaped, `undefined` and `false` show nothing. */
export type MarkupPart = Markup | string | number | false | undefined | readonly MarkupPart[];

/** Template tag that escapes everything but other markup. The only way to make HTML here: there is no `raw`. */
export function html(strings: TemplateStringsArray, ...parts: readonly MarkupPart[]): Markup {
  const markup = template(strings, ...parts);
  if (markup instanceof Promise) throw new TypeError('a page part must not be a promise');
  return markup;
}

/**
 * Checks where a link or form leads before it is put into a page: a web address or a path of our own.
 * `undefined` for anything that is no navigation to a page, such as `javascript:` or `data:`.
 */
export function linkTarget(url: string): string | undefined {
  const parsed = URL.parse(url, 'https://sluis.invalid');
  return parsed?.protocol === 'https:' || parsed?.protocol === 'http:' ? url : undefined;
}

/** As `linkTarget`, and an app's own address too. */
export function linkOrAppTarget(url: string): string | undefined {
  return isAppAddress(url) ? url : linkTarget(url);
}
