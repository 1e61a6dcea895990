import { SluisError } from '../../domain/errors.ts';

const defaultPort = '5432';

/** Adds which database it was to what went wrong with it: host and port, never user, password or parameters. */
export function databaseFault(error: unknown, url: string): unknown {
  if (!(error instanceof SluisError)) return error;
  const hint = hintOf(error.cause);
  const message = `database at ${placeOf(url)}: ${error.message}${hint === undefined ? '' : `: ${hint}`}`;
  return new SluisError(error.code, message, { cause: error.cause });
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return 'an address that cannot be read';
  const { hostname, port, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? hostname}:${searchParams.get('port') ?? (port || defaultPort)}`;
}

/** Codes of the system and of PostgreSQL that an operator can act on. What comes with them may hold anything. */
const hints: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'nothing listens there'],
  ['ENOTFOUND', 'there is no such host'],
  ['EAI_AGAIN', 'the name of the host cannot be looked up'],
  ['EHOSTUNREACH', 'the host cannot be reached'],
  ['ENETUNREACH', 'the network cannot be reached'],
  ['ETIMEDOUT', 'no answer in time'],
  ['ECONNRESET', 'the connection was cut'],
  ['28P01', 'user or password are not accepted'],
  ['28000', 'this user may not connect'],
  ['3D000', 'there is no such database'],
  ['42501', 'this user may not do that'],
  ['53300', 'it has no connection left'],
]);

function hintOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error)) return undefined;
  if ('code' in cause && typeof cause.code === 'string') return hints.get(cause.code);
  // a host with several addresses fails with one error for each
  return cause instanceof AggregateError
    ? cause.errors.map(hintOf).find((hint) => hint !== undefined)
    : undefined;
}
