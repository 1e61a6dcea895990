import type { RecordKind } from '../../domain/record-kinds.ts';
import { asInForce, settled } from '../model/defaults-when-new.ts';
import { referencesOf } from '../model/references.ts';
import type { Change, NewVersion, WrittenRecord } from '../../storage/stores/records.ts';

/** One record before and after a change, in the form that the register stores. Absent: not there. */
export interface Step {
  readonly kind: RecordKind;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/**
 * `before`: what the record says as it is; `undefined`: it is not there. What the change leaves open is settled here: it
 * depends on whether there is such a record.
 */
export function stepOf(change: Change, before: unknown): Step {
  const { kind, id } = change;
  return {
    kind,
    id,
    ...(before === undefined ? {} : { before: asInForce(kind, before) }),
    ...('ended' in change ? {} : { after: settled(kind, change.body, before) }),
  };
}

/** The other way round. */
export function changeOf({ kind, id, after }: Step): Change {
  return after === undefined ? { kind, id, ended: true } : { kind, id, body: after };
}

/** A change that was read, as the register store keeps it. */
export function newVersionOf(change: Change): NewVersion {
  return 'ended' in change ? change : new WrittenVersion(change);
}

/** Its references are found out when it is written: those of a whole country take more memory than the records. */
class WrittenVersion {
  readonly kind: RecordKind;
  readonly id: string;
  readonly body: unknown;

  constructor({ kind, id, body }: WrittenRecord) {
    this.kind = kind;
    this.id = id;
    this.body = body;
  }

  get references(): readonly string[] {
    return referencesOf(this.kind, this.body);
  }
}
