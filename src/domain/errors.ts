import { errorCodes, type ErrorCode } from './error-codes.ts';
import type { LogFields } from './logger.ts';
import type { WhoseTurn } from './release.ts';

/**
 * What the log says of an error beyond its code: words of a standard, names of attributes, addresses as `addressForLog` writes
 * them, and fingerprints of certificates. Never a value that is somebody's.
 */
export type ErrorDetails = Pick<
  LogFields,
  | 'detail'
  | 'attribute'
  | 'expected'
  | 'registeredAddress'
  | 'receivedAddress'
  | 'secondsFromNow'
  | 'registeredCertificates'
  | 'receivedCertificate'
>;

/**
 * The one error type of Sluis. `message` is for the log and must hold no attribute value, pseudonym or secret;
 * what people see, and whose turn it is, is looked up by `code`.
 */
export class SluisError extends Error {
  readonly code: ErrorCode;
  readonly whoseTurn: WhoseTurn;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly cause?: unknown; readonly details?: ErrorDetails } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SluisError';
    this.code = code;
    this.whoseTurn = errorCodes[code].whoseTurn;
    this.details = options.details ?? {};
  }
}
