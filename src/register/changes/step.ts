import type { RecordKind } from '../../domain/record-kinds.ts';
import { referencesOf } from '../model/references.ts';
import type { Change, NewVersion } from '../../storage/stores/records.ts';

/** One record before and after a change, in the form that the register stores. Absent: not there. */
export interface Step {
  readonly kind: RecordKind;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** `before`: what the record says as it is; `undefined`: it is not there. */
export function stepOf(change: Change, before: unknown): Step {
  const { kind, id } = change;
  return {
    kind,
    id,
    ...(before === undefined ? {} : { before }),
    ...('ended' in change ? {} : { after: change.body }),
  };
}

/** A change that was read, as the register store keeps it. */
export function newVersionOf(change: Change): NewVersion {
  if ('ended' in change) return change;
  const { kind, id, body } = change;
  return { kind, id, body, references: referencesOf(kind, body) };
}
