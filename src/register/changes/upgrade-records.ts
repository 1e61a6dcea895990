import { type RecordKind, recordKinds } from '../../domain/record-kinds.ts';
import type { Clock } from '../../domain/clock.ts';
import type { AuditEvent } from '../../domain/ledger.ts';
import type { LogFields, Logger } from '../../domain/logger.ts';
import { asInForce } from '../model/defaults-when-new.ts';
import { earlierForms } from '../model/earlier-forms.ts';
import { readForm } from '../model/read-form.ts';
import type { RevisionMeta, StoredRecord } from '../../storage/stores/records.ts';
import { type RegisterStore } from '../../storage/stores/register-store.ts';
import { eventsOf } from './events.ts';
import { unreadable } from '../stored/read-record.ts';
import { newVersionOf } from './step.ts';
import { busy, mostAttempts } from './submit.ts';

/** What becomes of one record; `undefined`: it has today's form. */
export type Upgraded =
  /** `attention`: why an operator should look at it, as a stable code. */
  | { readonly body: unknown; readonly attention?: string | undefined }
  /** It cannot be brought to today's form and stays as it is, for this reason: a stable code. Said at every start. */
  | { readonly left: string }
  | undefined;

/** Brings the records of one kind from an earlier form to today's. */
export interface RecordUpgrade {
  readonly kind: RecordKind;
  /** What is otherwise now: kept with every version that this writes. */
  readonly reason: string;
  /** May ask stores and keys. It has to give the same again: of nodes that start together each asks. */
  upgrade(record: StoredRecord): Upgraded | Promise<Upgraded>;
}

export interface UpgradeParts {
  readonly store: Pick<RegisterStore, 'revision' | 'list' | 'apply'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly upgrades: readonly RecordUpgrade[];
}

/** The upgrades that a body alone is enough for. */
export function upgradesOfForms(): readonly RecordUpgrade[] {
  return recordKinds.flatMap((kind) => {
    const form = earlierForms.get(kind);
    if (form === undefined) return [];
    const upgrade = ({ body: before }: StoredRecord): Upgraded => {
      const body = form.upgraded(before);
      return body === before ? undefined : { body, attention: form.attention?.(body) };
    };
    return [{ kind, reason: form.reason, upgrade }];
  });
}

/**
 * Writes today's form of every record that has an earlier one: all of them in one revision, or nothing. Once it is done it
 * finds nothing to do. Of several nodes that start together one writes, and the others find it done.
 *
 * Throws `register.invalid` when something would be written that nobody can read, and `storage.conflict` when the register
 * never comes to rest.
 */
export async function upgradeRecords(parts: UpgradeParts): Promise<void> {
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const revision = await parts.store.revision();
    const found = await findUpgrades(parts);
    if (found.changes.length === 0) {
      say(parts.logger, found, revision);
      return;
    }
    const changes = found.changes.map(newVersionOf);
    const written = await parts.store.apply(revision, changes, metaOf(found, revision + 1, parts.clock));
    if (written.outcome === 'applied') {
      say(parts.logger, found, written.revision);
      return;
    }
  }
  throw busy();
}

interface UpgradedRecord {
  readonly kind: RecordKind;
  readonly id: string;
  readonly body: unknown;
  readonly attention: string | undefined;
}

interface Found {
  readonly changes: readonly UpgradedRecord[];
  readonly left: readonly { readonly kind: RecordKind; readonly id: string; readonly reason: string }[];
  readonly reasons: ReadonlySet<string>;
}

async function findUpgrades({ store, upgrades }: UpgradeParts): Promise<Found> {
  const changes: UpgradedRecord[] = [];
  const left: Found['left'][number][] = [];
  const reasons = new Set<string>();
  for (const { kind, reason, upgrade } of upgrades) {
    for await (const record of recordsOf(store, kind)) {
      const upgraded = await upgrade(record);
      if (upgraded === undefined) continue;
      const { id } = record;
      if ('left' in upgraded) {
        left.push({ kind, id, reason: upgraded.left });
        continue;
      }
      changes.push({ kind, id, body: readableBody(kind, id, upgraded.body), attention: upgraded.attention });
      reasons.add(reason);
    }
  }
  return { changes, left, reasons };
}

const pageSize = 500;

async function* recordsOf(
  store: Pick<RegisterStore, 'list'>,
  kind: RecordKind,
): AsyncGenerator<StoredRecord, void> {
  let after: string | undefined;
  do {
    const page = await store.list({ kind, limit: pageSize, ...(after === undefined ? {} : { after }) });
    yield* page;
    after = page.length < pageSize ? undefined : page.at(-1)?.id;
  } while (after !== undefined);
}

/** In the form in which everything else is stored. */
function readableBody(kind: RecordKind, id: string, body: unknown): unknown {
  const form = readForm(kind, body);
  if ('faults' in form || form.id !== id) throw unreadable(kind, id);
  return asInForce(kind, form.body);
}

function metaOf({ changes, reasons }: Found, revision: number, clock: Clock): RevisionMeta {
  const at = clock.now();
  const looked = changes.flatMap(({ kind, id, attention }): readonly AuditEvent[] =>
    attention === undefined
      ? []
      : [{ type: 'register.upgraded', at, number: revision, reason: attention, ...nameFields(kind, id) }],
  );
  const events: readonly AuditEvent[] = [
    ...eventsOf({ revision, narrowed: [] }, at),
    { type: 'register.upgraded', at, number: revision },
    ...looked,
  ];
  return { author: 'migration', reason: [...reasons].join('; '), at, events };
}

/** The id of an objection leads to a person: only its kind is told, as everywhere in log and audit trail. */
function nameFields(kind: RecordKind, id: string): Pick<LogFields, 'recordKind' | 'recordId'> {
  return kind === 'objection' ? { recordKind: kind } : { recordKind: kind, recordId: id };
}

function say(logger: Logger, { changes, left }: Found, revision: number): void {
  const component = 'federation';
  for (const { kind, id, attention } of changes) {
    const fields = { component, revision, ...nameFields(kind, id) };
    if (attention === undefined) logger.info('register.record_upgraded', fields);
    else logger.warn('register.record_upgraded', { ...fields, reason: attention });
  }
  for (const { kind, id, reason } of left) {
    logger.warn('register.record_not_upgraded', { component, revision, reason, ...nameFields(kind, id) });
  }
  if (changes.length > 0) logger.info('register.upgraded', { component, revision, count: changes.length });
}
