import type { z } from 'zod';
import { recordIds, type Incoherence } from '../../domain/coherence/picture.ts';
import { accessRecord, agreementRecord, policyRecord } from '../../domain/records/agreement-records.ts';
import { apiClientRecord } from '../../domain/records/api-client-records.ts';
import { policyRecordId, type Federation, type FileKind } from '../../domain/records/federation-records.ts';
import { boardRecord, idpRecord, schoolRecord } from '../../domain/records/school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from '../../domain/records/supplier-records.ts';
import type { RecordFault, StoredRecord } from '../../storage/stores.ts';
import { ownId, readRecord } from '../read-record.ts';

/** Records as the rules of coherence take them; objections, of which those know nothing, are left out. */
export function federationOf(records: readonly StoredRecord[]): Federation {
  const byKind = Map.groupBy(records, ({ kind }) => kind);
  const read = <Schema extends z.ZodType>(
    kind: FileKind,
    schema: Schema,
    idOf: (record: z.output<Schema>) => string,
  ): readonly z.output<Schema>[] =>
    (byKind.get(kind) ?? []).map((stored) => readRecord({ schema, idOf }, stored).record);
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
  };
}

/** What the rules found, with the names of the records in the place of their positions. */
export function namedFaults(focus: Federation, found: readonly Incoherence[]): readonly RecordFault[] {
  const ids = new Map<FileKind, readonly string[]>();
  return found.map(({ kind, index, path, problem, remedy }) => {
    const known = ids.get(kind) ?? recordIds(focus, kind);
    ids.set(kind, known);
    return { kind, id: known[index] ?? '', path, problem, remedy };
  });
}
