import { DatabaseError } from 'pg';
import { SluisError } from '../../domain/errors.ts';

/**
 * Classes of SQLSTATE that mean "not now", not "wrong": connection, authorisation, catalog, resources, operator
 * intervention (also a statement that ran out of time), system error, read-only (a standby), lock not available,
 * deadlock and serialisation.
 */
const awayClasses = new Set(['08', '28', '3D', '53', '57', '58', '25', '55', '40']);
const uniqueViolation = '23505';

/** Everything that pg throws, as one of our codes. The cause stays for the log, which leaves its message out. */
export function postgresFailure(error: unknown): SluisError {
  if (error instanceof SluisError) return error;
  if (!(error instanceof DatabaseError) || error.code === undefined) {
    return new SluisError('storage.unavailable', 'no answer from PostgreSQL', { cause: error });
  }
  const { code } = error;
  if (awayClasses.has(code.slice(0, 2))) {
    return new SluisError('storage.unavailable', `PostgreSQL is away (SQLSTATE ${code})`, { cause: error });
  }
  if (code === uniqueViolation) {
    return new SluisError('storage.conflict', `the record exists already (SQLSTATE ${code})`, {
      cause: error,
    });
  }
  return new SluisError('internal', `PostgreSQL refused a statement (SQLSTATE ${code})`, { cause: error });
}
