import type { RecordName } from '../../storage/stores/records.ts';

/** As text, for maps and sets. */
export function nameOf({ kind, id }: RecordName): string {
  return `${kind} ${id}`;
}
