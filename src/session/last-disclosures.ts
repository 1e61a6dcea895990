import { ledgerEntryId } from '../domain/ids.ts';
import type { LedgerEntryId, ServiceId, SessionId } from '../domain/ids.ts';
import type { EphemeralStore } from '../storage/stores.ts';
import { readRecord, recordBytes, textOf, type RecordForm } from './sealed-records.ts';

const record: RecordForm<{ readonly outcome: string; readonly entry: string }> = {
  read: ({ outcome, entry }) => ({ outcome: textOf(outcome), entry: textOf(entry) }),
  write: (last) => last,
};

/**
 * The last outcome per session and service, so that a repeated userinfo with the same outcome needs no new ledger
 * entry. Losing it costs an entry more, never one less.
 */
export interface LastDisclosures {
  /** The entry that was written for this outcome, if it was the last one. */
  entryFor(session: SessionId, service: ServiceId, outcome: string): Promise<LedgerEntryId | undefined>;
  remember(session: SessionId, service: ServiceId, outcome: string, entry: LedgerEntryId): Promise<void>;
}

/** Longer than any access token lives. */
const rememberSeconds = 15 * 60;

export function createLastDisclosures(store: EphemeralStore): LastDisclosures {
  const keyOf = (session: SessionId, service: ServiceId): string => `disclosed:${session}:${service}`;
  return {
    async entryFor(session, service, outcome) {
      const last = readRecord(record, await store.get(keyOf(session, service)));
      return last?.outcome === outcome ? ledgerEntryId(last.entry) : undefined;
    },
    remember: (session, service, outcome, entry) =>
      store.put(keyOf(session, service), recordBytes(record, { outcome, entry }), rememberSeconds),
  };
}
