import { SluisError } from '../domain/errors.ts';

/** An error as the log holds it. `message` of our own errors only: a foreign one may quote what it choked on. */
export interface LoggedError {
  readonly name: string;
  readonly code?: string;
  readonly message?: string;
  readonly stack?: readonly string[];
  readonly cause?: LoggedError;
}

const deepestCause = 4;
const mostFrames = 12;
const longestMessage = 300;

/** `Error`, `TypeError`, `ERR_JWT_EXPIRED`, `ECONNREFUSED`, `23505`, `saml.signature`: words of programs, not of people. */
const wordShape = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/;
/** A line of a V8 stack that names a place in a file; nothing else of the text is kept. */
const frameShape =
  /^ {4}at (?:[\w.<>$#[\] ]{1,120} \()?((?:file:\/\/|node:|\/)[\w./@ %+-]{1,300}:\d+:\d+)\)?$/;

/** Name, code, places in the code and causes of whatever was thrown. */
export function describeError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const code = codeOf(thrown);
  const cause = depth < deepestCause ? causeOf(thrown) : undefined;
  const stack = framesOf(thrown);
  return {
    name: word(thrown.constructor.name) ?? 'Error',
    ...(code !== undefined && { code }),
    ...(thrown instanceof SluisError && { message: thrown.message.slice(0, longestMessage) }),
    ...(stack.length > 0 && { stack }),
    ...(cause !== undefined && { cause: describeError(cause, depth + 1) }),
  };
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? word(error.code) : undefined;
}

/** Of several errors at once (every address of a host refused) the first tells enough. */
function causeOf(error: Error): unknown {
  return error instanceof AggregateError ? error.errors[0] : error.cause;
}

function framesOf(error: Error): readonly string[] {
  const lines = withoutHeader(error).split('\n');
  return lines
    .map((line) => frameShape.exec(line)?.[1])
    .filter((place) => place !== undefined)
    .slice(0, mostFrames);
}

/** The stack begins with the message, which may have lines of its own that look like places. */
function withoutHeader(error: Error): string {
  const stack = error.stack ?? '';
  const at = stack.indexOf(error.message);
  return at === -1 ? stack : stack.slice(at + error.message.length);
}

function word(text: string): string | undefined {
  return wordShape.test(text) ? text : undefined;
}
