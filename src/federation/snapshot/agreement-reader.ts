import { agreementRecord } from '../../domain/records/agreement-records.ts';
import type { Agreement, Versioned } from '../../domain/register.ts';
import type { StoredRecord } from '../../storage/stores.ts';
import { ownId, readRecord } from '../read-record.ts';

/** A supplier offers the same services with the same annex to all boards: each such list is kept once. */
export function createAgreementReader(): (stored: StoredRecord) => Versioned<Agreement> {
  const services = createInterning<Agreement['services']>();
  const annexes = createInterning<Agreement['annex']>();
  return (stored) => {
    const { record, version } = readRecord({ schema: agreementRecord, idOf: ownId }, stored);
    return {
      record: { ...record, services: services(record.services), annex: annexes(record.annex) },
      version,
    };
  };
}

/** Gives the first of all values that are equal, so that the others need not be kept. */
function createInterning<Value>(): (value: Value) => Value {
  const known = new Map<string, Value>();
  return (value) => {
    const text = JSON.stringify(value);
    const first = known.get(text) ?? value;
    known.set(text, first);
    return first;
  };
}
