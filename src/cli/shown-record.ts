import { sortedJson } from '../register/model/sorted-json.ts';
import { shownBody } from '../register/model/differences.ts';
import type { StoredRecord } from '../storage/stores/records.ts';

/** A record as anybody at the command line may see it: of an objection not whose it is. Members in one order. */
export function shownRecord({ kind, id, version, body }: StoredRecord) {
  return { kind, id, version, body: sortedJson(shownBody(kind, body)) };
}
