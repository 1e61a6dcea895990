import type { LogFields } from '../domain/logger.ts';
import { looksPersonal, unprintable } from '../domain/personal-shapes.ts';
import { describeError, type LoggedError } from './log-error.ts';

type Loggable = string | number | LoggedError;
type Reader = (value: unknown) => Loggable | undefined;

/** Names and codes: of our own vocabulary, of IdPs' attributes (URNs and URLs), of versions. No blanks, no `@`. */
const nameShape = /^[A-Za-z0-9][A-Za-z0-9_.:/+-]{0,119}$/;
const routeShape = /^[\w./:*{}+-]{1,200}$/;
const folderShape = /^[\w ./:@+-]{1,200}$/;
/** As `domain/address-for-log.ts` writes it. Without `=`, so that no parameter has a value. */
const addressShape = /^(?:[\w.~!$'()*+,;:/?&#[\]%-]|\[unprintable\]@){1,200}$/;
/** SHA-256, one or more of them: `AB:CD:…`. */
const fingerprintsShape = /^(?:[0-9A-F]{2}(?::[0-9A-F]{2}){31}(?: (?!$)|$)){1,10}$/;
const originShape = /^https?:\/\/[A-Za-z0-9.[\]:-]{1,120}$/;

function text(shape: RegExp): Reader {
  return (value) => {
    if (typeof value !== 'string') return undefined;
    return shape.test(value) && !looksPersonal(value) ? value : unprintable;
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
  detail: name,
  expected: name,
  registeredAddress: text(addressShape),
  receivedAddress: text(addressShape),
  secondsFromNow: number,
  registeredCertificates: text(fingerprintsShape),
  receivedCertificate: text(fingerprintsShape),
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
