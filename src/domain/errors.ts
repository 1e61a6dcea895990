import { errorCodes, type ErrorCode } from './error-codes.ts';
import type { WhoseTurn } from './release.ts';

/**
 * The one error type of Sluis. `message` is for the log and must hold no attribute value, pseudonym or secret;
 * what people see, and whose turn it is, is looked up by `code`.
 */
export class SluisError extends Error {
  readonly code: ErrorCode;
  readonly whoseTurn: WhoseTurn;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SluisError';
    this.code = code;
    this.whoseTurn = errorCodes[code].whoseTurn;
  }
}
