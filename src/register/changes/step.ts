import type { RecordChange, RecordKind } from '../../storage/stores/records.ts';

/** One record before and after a change, in the form that the register stores. Absent: not there. */
export interface Step {
  readonly kind: RecordKind;
  readonly id: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** `before`: what the record says as it is; `undefined`: it is not there. */
export function stepOf(change: RecordChange, before: unknown): Step {
  const { kind, id } = change;
  return {
    kind,
    id,
    ...(before === undefined ? {} : { before }),
    ...('ended' in change ? {} : { after: change.body }),
  };
}
