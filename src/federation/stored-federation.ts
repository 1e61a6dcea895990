import type { z } from 'zod';
import {
  accessRecord,
  agreementRecord,
  objectionRecord,
  policyRecord,
} from '../domain/records/agreement-records.ts';
import { apiClientRecord } from '../domain/records/api-client-records.ts';
import { policyRecordId } from '../domain/records/federation-records.ts';
import { boardRecord, idpRecord, schoolRecord } from '../domain/records/school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from '../domain/records/supplier-records.ts';
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
} from '../domain/register.ts';
import type { RecordKind, StoredRecord } from '../storage/stores.ts';
import { ownId, readRecord } from './read-record.ts';

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
    schema: Schema,
    idOf: (record: z.output<Schema>) => string,
  ): readonly Versioned<z.output<Schema>>[] =>
    (byKind.get(kind) ?? []).map((stored) => readRecord({ schema, idOf }, stored));
  return {
    boards: read('board', boardRecord, ownId),
    schools: read('school', schoolRecord, ownId),
    idps: read('idp', idpRecord, ownId),
    suppliers: read('supplier', supplierRecord, ownId),
    sectors: read('sector', sectorRecord, ownId),
    services: read('service', serviceRecord, ownId),
    agreements: read('agreement', agreementRecord, ownId),
    policies: read('policy', policyRecord, policyRecordId),
    access: read('access', accessRecord, policyRecordId),
    apiClients: read('api-client', apiClientRecord, ownId),
    objections: read('objection', objectionRecord, ownId),
  };
}
