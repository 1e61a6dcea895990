import { accessRecord, objectionRecord, policyRecord } from '../../domain/records/agreement-records.ts';
import { apiClientRecord } from '../../domain/records/api-client-records.ts';
import { boardRecord, idpRecord, schoolRecord } from '../../domain/records/school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from '../../domain/records/supplier-records.ts';
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
} from '../../domain/register.ts';
import type { RecordKind, RecordState } from '../../storage/stores.ts';
import { ownId, readRecord } from '../read-record.ts';
import { createAgreementReader } from './agreement-reader.ts';
import { emptyRecordTable, type RecordTable } from './record-table.ts';
import { emptyRuleTable, type RuleTable } from './rule-table.ts';

/** Everything that the register holds at one revision, kind by kind. Tables that a change leaves alone are shared. */
export interface Tables {
  readonly boards: RecordTable<Board>;
  readonly schools: RecordTable<School>;
  readonly idps: RecordTable<IdentityProvider>;
  readonly suppliers: RecordTable<Supplier>;
  readonly sectors: RecordTable<Sector>;
  readonly services: RecordTable<Service>;
  readonly agreements: RecordTable<Agreement>;
  readonly policies: RuleTable<ReleasePolicy>;
  readonly access: RuleTable<AccessRule>;
  readonly apiClients: RecordTable<ApiClient>;
  readonly objections: RecordTable<Objection>;
}

export function emptyTables(): Tables {
  return {
    boards: emptyRecordTable((stored) => readRecord({ schema: boardRecord, idOf: ownId }, stored)),
    schools: emptyRecordTable((stored) => readRecord({ schema: schoolRecord, idOf: ownId }, stored)),
    idps: emptyRecordTable((stored) => readRecord({ schema: idpRecord, idOf: ownId }, stored)),
    suppliers: emptyRecordTable((stored) => readRecord({ schema: supplierRecord, idOf: ownId }, stored)),
    sectors: emptyRecordTable((stored) => readRecord({ schema: sectorRecord, idOf: ownId }, stored)),
    services: emptyRecordTable((stored) => readRecord({ schema: serviceRecord, idOf: ownId }, stored)),
    agreements: emptyRecordTable(createAgreementReader()),
    policies: emptyRuleTable({ schema: policyRecord, counts: ({ enabled }) => enabled }),
    access: emptyRuleTable({ schema: accessRecord, counts: () => true }),
    apiClients: emptyRecordTable((stored) => readRecord({ schema: apiClientRecord, idOf: ownId }, stored)),
    objections: emptyRecordTable((stored) => readRecord({ schema: objectionRecord, idOf: ownId }, stored)),
  };
}

/** The tables after a change, each record of it named once. Throws `register.invalid`; nothing has changed then. */
export function tablesAfter(tables: Tables, states: readonly RecordState[]): Tables {
  const byKind = Map.groupBy(states, ({ kind }) => kind);
  const of = (kind: RecordKind): readonly RecordState[] => byKind.get(kind) ?? [];
  return {
    boards: tables.boards.with(of('board')),
    schools: tables.schools.with(of('school')),
    idps: tables.idps.with(of('idp')),
    suppliers: tables.suppliers.with(of('supplier')),
    sectors: tables.sectors.with(of('sector')),
    services: tables.services.with(of('service')),
    agreements: tables.agreements.with(of('agreement')),
    policies: tables.policies.with(of('policy')),
    access: tables.access.with(of('access')),
    apiClients: tables.apiClients.with(of('api-client')),
    objections: tables.objections.with(of('objection')),
  };
}
