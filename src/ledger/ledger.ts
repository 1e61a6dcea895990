import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import { ledgerEntryId } from '../domain/ids.ts';
import type { LedgerEntryId, Subject } from '../domain/ids.ts';
import type { AuditEvent, LedgerEntry, ShownError } from '../domain/ledger.ts';
import { lengthPrefixed } from '../domain/length-prefixed.ts';
import type { Logger } from '../domain/logger.ts';
import type { Randomness } from '../domain/randomness.ts';
import type { LedgerStore } from '../storage/stores.ts';
import { isCounted } from './counted-events.ts';
import { createShownErrors } from './shown-errors.ts';
import { createTrail } from './trail.ts';

/** What a new entry says; id, time and proof are added here. */
export type NewEntry = Omit<LedgerEntry, 'id' | 'at' | 'subjectProof'> & { readonly subject: Subject };

export interface Ledger {
  /** Durable when the promise resolves: only then may anything leave. */
  record(entry: NewEntry): Promise<LedgerEntry>;
  find(id: LedgerEntryId): Promise<LedgerEntry | undefined>;
  /** True when the entry was written for exactly this `sub`. */
  proves(entry: LedgerEntry, subject: string): boolean;
  /**
   * Writes to the audit trail. A trail that cannot be written is logged and does not change the outcome: what is
   * audited here are refusals, which must stay refusals, and events that already happened. What strangers can cause is
   * counted by the minute; the error id of such an event is kept as by `shown`.
   */
  audit(event: Omit<AuditEvent, 'at'>): Promise<void>;
  /** Keeps for a day what an error id on a page was about, within bounds. */
  shown(error: Omit<ShownError, 'at'>): void;
  /** Writes what was counted and what waits. The ledger is not used after it. */
  close(): Promise<void>;
}

export function createLedger(options: {
  readonly store: LedgerStore;
  readonly proofKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
}): Ledger {
  const { store, clock, randomness } = options;
  // a key object, because Node 24 takes ten times as long for a key that comes as bytes
  const proofKey = createSecretKey(options.proofKey);
  const trail = createTrail(options);
  const errors = createShownErrors(options);
  const proofOf = (id: LedgerEntryId, subject: string): string =>
    createHmac('sha256', proofKey).update(lengthPrefixed(id, subject)).digest('base64url');

  return {
    async record({ subject, ...rest }) {
      const id = ledgerEntryId(randomness.uuid());
      if (id === undefined) throw new TypeError('the generator made no UUID');
      const entry: LedgerEntry = { ...rest, id, at: clock.now(), subjectProof: proofOf(id, subject) };
      await store.append(entry);
      return entry;
    },
    find: (id) => store.find(id),
    proves(entry, subject) {
      const expected = Buffer.from(proofOf(entry.id, subject));
      const found = Buffer.from(entry.subjectProof);
      return expected.length === found.length && timingSafeEqual(expected, found);
    },
    async audit(event) {
      const at = clock.now();
      const { errorId, idp, service, reason } = event;
      if (errorId !== undefined && isCounted(event)) {
        const about = { ...(idp && { idp }), ...(service && { service }) };
        errors.add({ id: errorId, at, code: reason ?? event.type, ...about });
      }
      await trail.write({ ...event, at });
    },
    shown(error) {
      errors.add({ ...error, at: clock.now() });
    },
    async close() {
      await Promise.all([trail.close(), errors.close()]);
    },
  };
}
