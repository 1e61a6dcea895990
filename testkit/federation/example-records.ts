import { federationRecords, parseFederationFiles } from '../../src/config/federation-files.ts';
import type { WrittenRecord } from '../../src/domain/records/federation-records.ts';
import type { StoredRecord } from '../../src/storage/stores.ts';
import { catalogue, example } from './federation-example.ts';

/** The records of the example federation, with one piece of its text replaced. */
export function wantedRecords(from = '', to = ''): readonly WrittenRecord[] {
  if (!example.includes(from)) throw new Error(`the example does not hold ${from}`);
  const text = from === '' ? example : example.replace(from, to);
  const outcome = parseFederationFiles([{ name: 'example.yaml', text }], catalogue);
  if ('faults' in outcome) throw new Error(`faults: ${JSON.stringify(outcome.faults)}`);
  return federationRecords(outcome.federation);
}

export function stored(records: readonly WrittenRecord[], version = 1): readonly StoredRecord[] {
  return records.map((record) => ({ ...record, version }));
}
