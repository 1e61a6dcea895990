import type { ErrorId } from '../domain/ids.ts';
import type { Refusal, WrittenRefusal } from '../domain/ledger.ts';
import type { LogFields, Logger } from '../domain/logger.ts';
import type { Ledger } from './ledger.ts';

/** Writes a refusal that a page will tell of to the log and to the audit trail, under one error id. */
export async function writeRefusal(
  { ledger, logger }: { readonly ledger: Pick<Ledger, 'audit'>; readonly logger: Pick<Logger, 'warn'> },
  refusal: Refusal,
  errorId: ErrorId,
  details: LogFields = {},
): Promise<WrittenRefusal> {
  const { type, ...what } = refusal;
  logger.warn(type, { ...what, errorId, ...details });
  const isInTrail = await ledger.audit({ ...refusal, errorId });
  return { errorId, isFoundBySchool: isInTrail && refusal.school !== undefined, refusal };
}
