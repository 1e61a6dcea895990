import type { LogFields } from '../domain/logger.ts';
import { describeError, type LoggedError } from './log-error.ts';

type Loggable = string | number | LoggedError;
type Reader = (value: unknown) => Loggable | undefined;

/** Stands for a value that has not the shape of a name or a code: it might be somebody's data. */
export const unprintable = '[unprintable]';

/** Names and codes: of our own vocabulary, of IdPs' attributes (URNs and URLs), of versions. No blanks, no `@`. */
const nameShape = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,119}$/;
const routeShape = /^[\w./:*{}+-]{1,200}$/;
const folderShape = /^[\w ./:@+-]{1,200}$/;
const originShape = /^https?:\/\/[A-Za-z0-9.[\]:-]{1,120}$/;

/** Values that may have the shape of a name and are still somebody's: national numbers, subjects, handles. */
const personal = [
  /(?<!\d)\d{8,9}(?!\d)/,
  /(?<![\w-])(?=[\w-]*[A-Z_])[\w-]{43}(?![\w-])/,
  /(?<![0-9a-f])[0-9a-f]{64,}(?![0-9a-f])/i,
];

function text(shape: RegExp): Reader {
  return (value) => {
    if (typeof value !== 'string') return undefined;
    return shape.test(value) && !personal.some((pattern) => pattern.test(value)) ? value : unprintable;
  };
}

const name = text(nameShape);

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** One reader for each field there is; a field that is not listed here does not reach the log. */
const readers: { readonly [Field in keyof Required<LogFields>]: Reader } = {
  errorId: name,
  code: name,
  reason: name,
  idp: name,
  school: name,
  service: name,
  attribute: name,
  recordKind: name,
  recordId: name,
  route: text(routeShape),
  method: name,
  status: number,
  durationMs: number,
  count: number,
  revision: number,
  port: number,
  origin: text(originShape),
  component: name,
  version: name,
  folder: text(folderShape),
  error: describeError,
};
const readerOf: ReadonlyMap<string, Reader> = new Map(Object.entries(readers));

/**
 * What of the given fields may be written: known names only, each with a value of its own shape. Types promise
 * that already; this holds also where somebody passed on an object with more in it.
 */
export function printableFields(fields: LogFields): Record<string, Loggable> {
  const printable: Record<string, Loggable> = {};
  for (const [field, value] of Object.entries(fields)) {
    const shown = value === undefined ? undefined : readerOf.get(field)?.(value);
    if (shown !== undefined) printable[field] = shown;
  }
  return printable;
}
