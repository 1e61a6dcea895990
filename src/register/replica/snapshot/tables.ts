import type { z } from 'zod';
import { recordReadings, type RecordReading } from '../../model/record-forms.ts';
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
} from '../../model/register.ts';
import type { RecordKind, RecordState } from '../../../storage/stores/records.ts';
import { readRecord } from '../../stored/read-record.ts';
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
  const { policy, access } = recordReadings;
  return {
    boards: emptyTableOf(recordReadings.board),
    schools: emptyTableOf(recordReadings.school),
    idps: emptyTableOf(recordReadings.idp),
    suppliers: emptyTableOf(recordReadings.supplier),
    sectors: emptyTableOf(recordReadings.sector),
    services: emptyTableOf(recordReadings.service),
    agreements: emptyRecordTable(createAgreementReader()),
    policies: emptyRuleTable({ schema: policy.schema, counts: ({ enabled }) => enabled }),
    access: emptyRuleTable({ schema: access.schema, counts: () => true }),
    apiClients: emptyTableOf(recordReadings['api-client']),
    objections: emptyTableOf(recordReadings.objection),
  };
}

function emptyTableOf<Schema extends z.ZodType>(
  reading: RecordReading<Schema>,
): RecordTable<z.output<Schema>> {
  return emptyRecordTable((stored) => readRecord(reading, stored));
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
