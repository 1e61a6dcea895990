import type { SealedRows } from '../storage/stores/sealed-rows.ts';
import type { Stores } from './context.ts';

/** Every table that is sealed with a lasting key: such a key has to fit all of them, and a new one seals them all. */
export function sealedRowsOf({
  documents,
  outbox,
  factors,
  accounts,
}: Pick<Stores, 'documents' | 'outbox' | 'factors' | 'accounts'>): readonly SealedRows[] {
  return [documents, outbox, factors, accounts.accounts, accounts.invitations];
}
