import type { RecordKind } from '../../../domain/record-kinds.ts';
import { accessRecord, type AccessRule } from '../../model/kinds/access.ts';
import { policyRecord, type ReleasePolicy } from '../../model/kinds/policy.ts';
import type { RecordTypes } from '../../model/kinds.ts';
import type { SnapshotBoard } from '../../model/snapshot-board.ts';
import type { RecordState } from '../../../storage/stores/records.ts';
import { readRecord } from '../../stored/read-record.ts';
import { createAgreementReader } from './agreement-reader.ts';
import { createBoardReader } from './board-reader.ts';
import { emptyRecordTable, type RecordTable } from './record-table.ts';
import { emptyRuleTable, type RuleTable } from './rule-table.ts';

/** Rules school × service are kept in a few bytes each. */
interface RuleTables {
  readonly policy: RuleTable<ReleasePolicy>;
  readonly access: RuleTable<AccessRule>;
}

/** Everything that the register holds at one revision, kind by kind. Tables that a change leaves alone are shared. */
export type Tables = {
  readonly [Each in RecordKind]: Each extends keyof RuleTables
    ? RuleTables[Each]
    : RecordTable<Each extends 'board' ? SnapshotBoard : RecordTypes[Each]>;
};

export function emptyTables(): Tables {
  return {
    board: emptyRecordTable(createBoardReader()),
    school: emptyTableOf('school'),
    idp: emptyTableOf('idp'),
    supplier: emptyTableOf('supplier'),
    sector: emptyTableOf('sector'),
    service: emptyTableOf('service'),
    agreement: emptyRecordTable(createAgreementReader()),
    policy: emptyRuleTable({ schema: policyRecord, counts: ({ enabled }) => enabled }),
    access: emptyRuleTable({ schema: accessRecord, counts: ({ licence }) => licence !== undefined }),
    'api-client': emptyTableOf('api-client'),
    objection: emptyTableOf('objection'),
  };
}

function emptyTableOf<Each extends RecordKind>(kind: Each): RecordTable<RecordTypes[Each]> {
  return emptyRecordTable((stored) => readRecord(kind, stored));
}

/** The tables after a change, each record of it named once. Throws `register.invalid`; nothing has changed then. */
export function tablesAfter(tables: Tables, states: readonly RecordState[]): Tables {
  const byKind = Map.groupBy(states, ({ kind }) => kind);
  const of = (kind: RecordKind): readonly RecordState[] => byKind.get(kind) ?? [];
  return {
    board: tables.board.with(of('board')),
    school: tables.school.with(of('school')),
    idp: tables.idp.with(of('idp')),
    supplier: tables.supplier.with(of('supplier')),
    sector: tables.sector.with(of('sector')),
    service: tables.service.with(of('service')),
    agreement: tables.agreement.with(of('agreement')),
    policy: tables.policy.with(of('policy')),
    access: tables.access.with(of('access')),
    'api-client': tables['api-client'].with(of('api-client')),
    objection: tables.objection.with(of('objection')),
  };
}
