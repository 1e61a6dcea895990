import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import { ledgerEntryId } from '../domain/ids.ts';
import type { LedgerEntryId, Subject } from '../domain/ids.ts';
import type { AuditEvent, LedgerEntry, ShownError } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import { timeOrderedUuid, type Randomness } from '../domain/randomness.ts';
import type { LedgerStore } from '../storage/stores.ts';
import { isCounted } from './counted-events.ts';
import { createShownErrors } from './shown-errors.ts';
import { createTrail } from './trail.ts';
import { createSubjectProof } from './subject-proof.ts';

/** What a new entry says; id, time and proof are added here. */
export type NewEntry = Omit<LedgerEntry, 'id' | 'at' | 'subjectProof'> & { readonly subject: Subject };

export interface Ledger {
  /** Durable when the promise resolves: only then may anything leave. */
  record(entry: NewEntry): Promise<LedgerEntry>;
  /** As the database has it: for a new entry what its insert gave back, once; else what is read from the table. */
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

/** Entries whose token is still being made; one that is forgotten is read from the table. */
const mostRemembered = 1_000;

export function createLedger(options: {
  readonly store: LedgerStore;
  readonly proofKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
}): Ledger {
  const { store, clock, randomness } = options;
  const proofOf = createSubjectProof(options.proofKey);
  const trail = createTrail(options);
  const errors = createShownErrors(options);

  const justCommitted = new Map<LedgerEntryId, LedgerEntry>();
  const remember = (entry: LedgerEntry): void => {
    if (justCommitted.size >= mostRemembered) justCommitted.clear();
    justCommitted.set(entry.id, entry);
  };

  return {
    async record({ subject, ...rest }) {
      const at = clock.now();
      const id = ledgerEntryId(timeOrderedUuid(at, randomness));
      if (id === undefined) throw new TypeError('the generator made no UUID');
      const entry: LedgerEntry = { ...rest, id, at, subjectProof: proofOf(id, subject) };
      const committed = await store.append(entry);
      remember(committed);
      return committed;
    },
    async find(id) {
      const row = justCommitted.get(id);
      justCommitted.delete(id);
      return row ?? store.find(id);
    },
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
