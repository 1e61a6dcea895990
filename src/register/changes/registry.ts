import type { Fault, Finding } from '../../domain/fault.ts';
import type { IdpId } from '../../domain/ids.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { RecordName } from '../../domain/record-kinds.ts';
import type { Change, RecordQuery, RecordVersion, StoredRecord } from '../../storage/stores/records.ts';
import type { ScheduledChange } from '../../storage/stores/schedule-store.ts';
import type { BeforeAndAfter } from '../model/register-reader.ts';
import type { AskRegister } from './ask-register.ts';
import type { Difference } from '../model/differences.ts';
import type { ReadChanges } from './read-changes.ts';
import type { Step } from './step.ts';

/** A policy that was right once and now says more than its agreement: it is narrowed at once, and somebody should tidy it. */
export interface NarrowedPolicy extends RecordName {
  /** What no longer leaves, at least about one affiliation for which the policy switches it on. */
  readonly claims: readonly string[];
}

/** What would change, record by record. */
export interface Consequence extends RecordName {
  readonly effect: 'created' | 'updated' | 'ended';
  readonly differences: readonly Difference[];
}

/** What a change does. */
export interface Effect extends Warned {
  /** Of the register, after the change. */
  readonly revision: number;
  readonly consequences: readonly Consequence[];
  readonly narrowed: readonly NarrowedPolicy[];
}

/** In the shape of faults: what is wrong and does not refuse the change, because it is in use already, fails only later or cannot be known here. */
export interface Warned {
  readonly warnings: readonly Fault[];
}

/** What somebody may see and change, whatever the rules say. Pure: asked again and again (`AskRegister`). */
export interface Rights {
  /** What somebody may not see is not there for him, and would not be there if it were made. */
  sees(step: Step, register: BeforeAndAfter): boolean;
  /** Why the change is not for him to make; `undefined`: it is. */
  refusal(step: Step, register: BeforeAndAfter): Finding | undefined;
}

/** How changes are submitted. */
export interface Submission {
  /** Who wants them, and why: kept with every version. Neither is ever empty. */
  readonly author: string;
  readonly reason: string;
  /** Of a change for later that somebody else drafted: who, so that the rights of the author are asked as they are now. */
  readonly draftedBy?: string;
  /** The version of each record that the author looked at; 0: there is none. Records that are not named may be at any. */
  readonly expected?: readonly (RecordName & { readonly version: number })[];
  /** When they are to be made, in milliseconds since the epoch; absent: now. Checked now, and again when that moment is there. */
  readonly due?: number;
  /** Only show what would happen. */
  readonly dryRun?: boolean;
  /** Logins whose people may become strangers (see `strangerFaults`). Not kept for a change that waits. */
  readonly mayMakeStrangers?: readonly IdpId[];
  /** Absent: whoever submits may do everything. */
  readonly rights?: Rights;
  /** Asked with what would happen, before it does. When it says no, nothing happens. Not asked when nothing would change. */
  readonly confirm?: (effect: Effect) => Promise<boolean>;
  /** What the audit trail is told besides, in one transaction with the change and only with it. `revision`: after the change. */
  readonly events?: (revision: number) => readonly AuditEvent[];
  /** Told how many of the changes have been judged, and of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Why nothing was changed. */
export type Refused =
  | { readonly outcome: 'refused'; readonly faults: readonly Fault[] }
  /** Somebody changed a record after the author looked: it is now at `version`, 0 when it is not there. */
  | { readonly outcome: 'version_mismatch'; readonly record: RecordName; readonly version: number }
  /** One of the records is not there for whoever submits. */
  | { readonly outcome: 'hidden' }
  | { readonly outcome: 'forbidden'; readonly fault: Fault };

export type Outcome =
  | (Effect & { readonly outcome: 'applied' })
  /** What a dry run found out. */
  | (Effect & { readonly outcome: 'valid' })
  /** The register says so already; no new revision. */
  | (Warned & { readonly outcome: 'unchanged'; readonly revision: number })
  /** It waits for its moment. */
  | (Warned & { readonly outcome: 'scheduled'; readonly scheduled: ScheduledChange })
  /** Somebody was asked, and said no. */
  | { readonly outcome: 'declined' }
  | Refused;

/** What is wrong and refuses nothing; of what was refused nothing, since its faults come first. */
export function warningsOf(outcome: Outcome): readonly Fault[] {
  return 'warnings' in outcome ? outcome.warnings : [];
}

/** Everything that can be asked of the register and done to it, by commands and by the management API alike. */
export interface Registry {
  find(name: RecordName): Promise<StoredRecord | undefined>;
  /** Those of the named records that have not ended, in no promised order. */
  findAll(names: readonly RecordName[]): Promise<readonly StoredRecord[]>;
  /** A question about the register as it is. Pure: it runs again and again (see `AskRegister`). */
  readonly ask: AskRegister;
  /** In the order of ids. */
  list(query: RecordQuery): Promise<readonly StoredRecord[]>;
  /** Oldest first, in today's form, so that they can be compared and restored; empty for a record that never was. */
  history(name: RecordName): Promise<readonly RecordVersion[]>;
  /** The same of several records; the records in no promised order. */
  histories(names: readonly RecordName[]): Promise<readonly RecordVersion[]>;
  /** Ids of the records that any of their versions makes an answer to the query, ended records included; in their order. */
  everNaming(query: RecordQuery): Promise<readonly string[]>;
  /**
   * The one way in which the register changes: all of the changes are made, or none. When others change the register at the
   * same moment, everything is judged anew; throws `SluisError('storage.conflict')` when that does not end, or when it
   * happens after `confirm` said yes.
   */
  submit(changes: readonly Change[] | ReadChanges, submission: Submission): Promise<Outcome>;
  /** The changes that bring a record back to what one of its versions said; `undefined`: no such version. */
  changesToRestore(name: RecordName, version: number): Promise<readonly Change[] | undefined>;
  /** Changes that wait, and those that ended within the last 30 days; by due time. */
  scheduled(): Promise<readonly ScheduledChange[]>;
  /** `false`: there is none that waits. */
  cancel(id: string, author: string): Promise<boolean>;
}
