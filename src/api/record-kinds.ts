import { type z } from 'zod';
import { accessRecord, agreementRecord, policyRecord } from '../register/model/agreement-records.ts';
import { apiClientRecord } from '../register/model/api-client-records.ts';
import { shownObjection, writtenObjection } from '../register/model/objection-records.ts';
import { boardRecord, idpRecord, schoolRecord } from '../register/model/school-records.ts';
import { sectorRecord, serviceRecord, supplierRecord } from '../register/model/supplier-records.ts';
import type { ApiScope } from '../register/model/register.ts';
import { recordKinds, type RecordKind } from '../storage/stores/records.ts';

/** Members of records by which a list can be narrowed. */
export const filterNames = ['board', 'school', 'supplier', 'service'] as const;
export type FilterName = (typeof filterNames)[number];

/** What the API makes of one kind of record. */
export interface KindRoute {
  readonly kind: RecordKind;
  /** Segment of the address, and name of the group in the reference. */
  readonly path: string;
  /** Name of the schema in the OpenAPI document. */
  readonly schemaName: string;
  readonly schema: z.ZodType;
  /** As it is read, where that is less than what is written. */
  readonly shownSchema?: z.ZodType;
  /** Names of the parts of the id in the address; a record of two parts has `<first>/<second>` as id. */
  readonly idParts: readonly string[];
  readonly filters: readonly FilterName[];
  readonly readScope: ApiScope;
  /** Absent: the API does not change this kind. */
  readonly writeScope?: ApiScope;
}

const byKind: Readonly<
  Record<RecordKind, Omit<KindRoute, 'kind' | 'idParts' | 'readScope'> & Partial<KindRoute>>
> = {
  board: {
    path: 'boards',
    schemaName: 'Board',
    schema: boardRecord,
    filters: [],
    writeScope: 'schools:write',
  },
  school: {
    path: 'schools',
    schemaName: 'School',
    schema: schoolRecord,
    filters: ['board'],
    writeScope: 'schools:write',
  },
  idp: { path: 'idps', schemaName: 'Idp', schema: idpRecord, filters: ['school'], writeScope: 'idps:write' },
  supplier: {
    path: 'suppliers',
    schemaName: 'Supplier',
    schema: supplierRecord,
    filters: [],
    writeScope: 'suppliers:write',
  },
  sector: {
    path: 'sectors',
    schemaName: 'Sector',
    schema: sectorRecord,
    filters: ['supplier'],
    writeScope: 'suppliers:write',
  },
  service: {
    path: 'services',
    schemaName: 'Service',
    schema: serviceRecord,
    filters: ['supplier'],
    writeScope: 'services:write',
  },
  agreement: {
    path: 'agreements',
    schemaName: 'Agreement',
    schema: agreementRecord,
    filters: ['board', 'supplier', 'service'],
    writeScope: 'agreements:write',
  },
  policy: {
    path: 'policies',
    schemaName: 'Policy',
    schema: policyRecord,
    idParts: ['school', 'service'],
    filters: ['school', 'service'],
    writeScope: 'policies:write',
  },
  access: {
    path: 'access-rules',
    schemaName: 'AccessRule',
    schema: accessRecord,
    idParts: ['school', 'service'],
    filters: ['school', 'service'],
    writeScope: 'policies:write',
  },
  // no scope changes programs: a stolen token cannot make itself stronger, or last
  'api-client': {
    path: 'api-clients',
    schemaName: 'ApiClient',
    schema: apiClientRecord,
    filters: ['board', 'supplier'],
  },
  // objections are people's, so reading them is the same task as registering them
  objection: {
    path: 'objections',
    schemaName: 'Objection',
    schema: writtenObjection,
    shownSchema: shownObjection,
    filters: ['school', 'service'],
    readScope: 'objections:write',
    writeScope: 'objections:write',
  },
};

export function kindRoute(kind: RecordKind): KindRoute {
  return { kind, idParts: ['id'], readScope: 'register:read', ...byKind[kind] };
}

export const kindRoutes: readonly KindRoute[] = recordKinds.map(kindRoute);
