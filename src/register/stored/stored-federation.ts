import type { z } from 'zod';
import { recordReadings, type RecordReading } from '../model/record-forms.ts';
import type {
  AccessRule,
  Agreement,
  ApiClient,
  Board,
  IdentityProvider,
  Objection,
  ReleasePolicy,
  School,
  Sector,
  Service,
  Supplier,
  Versioned,
} from '../model/register.ts';
import type { RecordKind, StoredRecord } from '../../storage/stores/records.ts';
import { readRecord } from './read-record.ts';

/** The records of the register, read back into the types of the domain, with their versions. */
export interface StoredFederation {
  readonly boards: readonly Versioned<Board>[];
  readonly schools: readonly Versioned<School>[];
  readonly idps: readonly Versioned<IdentityProvider>[];
  readonly suppliers: readonly Versioned<Supplier>[];
  readonly sectors: readonly Versioned<Sector>[];
  readonly services: readonly Versioned<Service>[];
  readonly agreements: readonly Versioned<Agreement>[];
  readonly policies: readonly Versioned<ReleasePolicy>[];
  readonly access: readonly Versioned<AccessRule>[];
  readonly apiClients: readonly Versioned<ApiClient>[];
  readonly objections: readonly Versioned<Objection>[];
}

/**
 * Reads what the register store holds. Throws `SluisError('register.invalid')` that names the record when one
 * has another shape than expected: half a register would release by rules that nobody made.
 */
export function readStoredFederation(records: readonly StoredRecord[]): StoredFederation {
  const byKind = Map.groupBy(records, ({ kind }) => kind);
  const read = <Schema extends z.ZodType>(
    kind: RecordKind,
    reading: RecordReading<Schema>,
  ): readonly Versioned<z.output<Schema>>[] =>
    (byKind.get(kind) ?? []).map((stored) => readRecord(reading, stored));
  return {
    boards: read('board', recordReadings.board),
    schools: read('school', recordReadings.school),
    idps: read('idp', recordReadings.idp),
    suppliers: read('supplier', recordReadings.supplier),
    sectors: read('sector', recordReadings.sector),
    services: read('service', recordReadings.service),
    agreements: read('agreement', recordReadings.agreement),
    policies: read('policy', recordReadings.policy),
    access: read('access', recordReadings.access),
    apiClients: read('api-client', recordReadings['api-client']),
    objections: read('objection', recordReadings.objection),
  };
}
