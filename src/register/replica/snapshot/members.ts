import { inTodaysForm } from '../../model/earlier-forms.ts';
import type { StoredRecord } from '../../../storage/stores/records.ts';

/** The members of a body that is an object, in today's form; none of any other, which its schema refuses then. */
export function membersOf(stored: StoredRecord): Readonly<Record<string, unknown>> {
  const body = inTodaysForm(stored.kind, stored.body);
  return isObject(body) ? body : {};
}

function isObject(body: unknown): body is Readonly<Record<string, unknown>> {
  return typeof body === 'object' && body !== null;
}
