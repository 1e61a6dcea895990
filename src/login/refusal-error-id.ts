import type { TransactionId } from '../domain/ids.ts';
import type { Refusal, WrittenRefusal } from '../domain/ledger.ts';
import type { LogFields } from '../domain/logger.ts';
import type { WaitingRequest } from '../downstream/interaction.ts';
import { newErrorId } from '../http/error-id.ts';
import { writeRefusal } from '../ledger/write-refusal.ts';
import type { LoginParts } from './parts.ts';

/** Writes down that this login was refused, and keeps the error id for the page that tells it. */
export async function refuseLogin(
  parts: LoginParts,
  transaction: TransactionId,
  refusal: Refusal,
  details?: LogFields,
): Promise<WrittenRefusal> {
  const written = await writeRefusal(parts, refusal, newErrorId(parts.randomness), details);
  await parts.transactions.rememberRefusal(transaction, written);
  return written;
}

/**
 * The error id for a page that tells a refusal: the one under which it was written down, however often the page is shown. A
 * page that tells another one, because the register changed or somebody went back, writes that down first.
 */
export async function errorIdFor(
  parts: LoginParts,
  waiting: WaitingRequest,
  refusal: Refusal,
): Promise<WrittenRefusal> {
  return (
    (await writtenRefusal(parts, waiting, refusal)) ??
    (await refuseLogin(parts, waiting.transaction, refusal))
  );
}

/** The newest refusal of this login, where it is this one as far as it is known here. */
export async function writtenRefusal(
  { transactions }: Pick<LoginParts, 'transactions'>,
  { transaction, refused }: WaitingRequest,
  { type, reason, idp, school }: Refusal,
): Promise<WrittenRefusal | undefined> {
  const known = Object.entries({ reason, idp, school }).filter(([, value]) => value !== undefined);
  return [refused, await transactions.newestRefusal(transaction)].find((written) => {
    if (written?.refusal.type !== type) return false;
    const told = new Map<string, unknown>(Object.entries(written.refusal));
    return known.every(([name, value]) => told.get(name) === value);
  });
}
