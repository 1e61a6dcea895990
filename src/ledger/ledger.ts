import { timingSafeEqual } from 'node:crypto';
import type { Clock } from '../domain/clock.ts';
import { ledgerEntryId } from '../domain/ids.ts';
import type { LedgerEntryId, Subject } from '../domain/ids.ts';
import type { AuditEvent, LedgerEntry, ShownError } from '../domain/ledger.ts';
import type { Logger } from '../domain/logger.ts';
import { timeOrderedUuid, type Randomness } from '../domain/randomness.ts';
import type { LedgerStore } from '../storage/stores/ledger-store.ts';
import { isCounted } from './counted-events.ts';
import { createShownErrors } from './shown-errors.ts';
import { createTrail } from './trail.ts';
import { createSubjectProof } from './subject-proof.ts';

/** What a new entry says; id, time and proof are added here. */
export type NewEntry = Omit<LedgerEntry, 'id' | 'at' | 'subjectProof'> & { readonly subject: Subject };

export interface Ledger {
  /** Durable when the promise resolves: only then may anything leave. */
  record(entry: NewEntry): Promise<LedgerEntry>;
  /** The same if `entry.person` is still somebody's at `entry.board`; `undefined`: not any more, and nothing was written. */
  recordIfCurrent(entry: NewEntry): Promise<LedgerEntry | undefined>;
  /**
   * As the database has it: what the insert gave back, as long as that is remembered, else what is read from the table.
   * Rows of the ledger never change, so both are the same.
   */
  find(id: LedgerEntryId): Promise<LedgerEntry | undefined>;
  /** True when the entry was written for exactly this `sub`. */
  proves(entry: LedgerEntry, subject: string): boolean;
  /**
   * Writes to the audit trail. A trail that cannot be written is logged and does not change the outcome: what is
   * audited here are refusals, which must stay refusals, and events that already happened. What strangers can cause is
   * counted by the minute; the error id of such an event is kept as by `shown`. Says whether the trail has this very event.
   */
  audit(event: Omit<AuditEvent, 'at'>): Promise<boolean>;
  /** Keeps for a day what an error id on a page was about, within bounds. */
  shown(error: Omit<ShownError, 'at'>): void;
  /** Writes what was counted and what waits. The ledger is not used after it. */
  close(): Promise<void>;
}

/** The newest entries of this node: their tokens are being made, or used at userinfo. One that is forgotten is read from the table. */
const mostRemembered = 1_000;

export function createLedger(options: {
  readonly store: LedgerStore;
  readonly proofKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly logger: Logger;
  /** Told of each entry that was written. */
  readonly onEntry?: (entry: LedgerEntry) => void;
  /** Told of each event, before it is written. */
  readonly onEvent?: (event: Omit<AuditEvent, 'at'>) => void;
}): Ledger {
  const { store, clock, randomness, onEntry, onEvent } = options;
  const proofOf = createSubjectProof(options.proofKey);
  const trail = createTrail(options);
  const errors = createShownErrors(options);

  const justCommitted = new Map<LedgerEntryId, LedgerEntry>();
  const noteWritten = (entry: LedgerEntry): void => {
    const [oldest] = justCommitted.size < mostRemembered ? [] : justCommitted.keys();
    if (oldest !== undefined) justCommitted.delete(oldest);
    justCommitted.set(entry.id, entry);
    onEntry?.(entry);
  };
  const completed = ({ subject, ...rest }: NewEntry): LedgerEntry => {
    const at = clock.now();
    const id = ledgerEntryId(timeOrderedUuid(at, randomness));
    if (id === undefined) throw new TypeError('the generator made no UUID');
    return { ...rest, id, at, subjectProof: proofOf(id, subject) };
  };

  return {
    async record(entry) {
      const committed = await store.append(completed(entry));
      noteWritten(committed);
      return committed;
    },
    async recordIfCurrent(entry) {
      const committed = await store.appendIfCurrent(completed(entry));
      if (committed !== undefined) noteWritten(committed);
      return committed;
    },
    find: async (id) => justCommitted.get(id) ?? store.find(id),
    proves(entry, subject) {
      const expected = Buffer.from(proofOf(entry.id, subject));
      const found = Buffer.from(entry.subjectProof);
      return expected.length === found.length && timingSafeEqual(expected, found);
    },
    async audit(event) {
      onEvent?.(event);
      const at = clock.now();
      const { errorId, idp, service, reason } = event;
      if (errorId !== undefined && isCounted(event)) {
        const about = { ...(idp && { idp }), ...(service && { service }) };
        errors.add({ id: errorId, at, code: reason ?? event.type, ...about });
      }
      return trail.write({ ...event, at });
    },
    shown(error) {
      errors.add({ ...error, at: clock.now() });
    },
    async close() {
      await Promise.all([trail.close(), errors.close()]);
    },
  };
}
