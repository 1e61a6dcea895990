import { errorId } from '../../src/domain/ids.ts';
import type { PrintedErrorId } from '../../src/http/printed-error-id.ts';

/** `vis boom 42`, where it would be found. */
export function printed(isFoundBySchool: boolean): PrintedErrorId {
  const id = errorId('K7M2PPKVEG');
  if (id === undefined) throw new Error('the example is no error id');
  return { errorId: id, isFoundBySchool };
}

/** The error ids that stand on a page. */
export function printedOn(page: string): {
  readonly long: string | undefined;
  readonly short: string | undefined;
} {
  return {
    long: /<code>([A-Z2-9]{10})<\/code>/.exec(page)?.[1],
    short: /class="short-error-id">[^<]*<strong>([^<]+)<\/strong>/.exec(page)?.[1],
  };
}

/** The page as it is whatever error id it has. */
export function withoutErrorIds(page: string): string {
  return page
    .replaceAll(/<code>[A-Z2-9]{10}<\/code>/g, '<code>…</code>')
    .replaceAll(/(class="short-error-id">[^<]*<strong>)[^<]+/g, '$1…');
}
