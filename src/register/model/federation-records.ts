import { z } from 'zod';
import type {
  AccessRule,
  Agreement,
  ApiClient,
  Board,
  IdentityProvider,
  ReleasePolicy,
  School,
  Sector,
  Service,
  Supplier,
} from './register.ts';
import { accessRecord, agreementRecord, policyRecord } from './agreement-records.ts';
import { apiClientRecord } from './api-client-records.ts';
import { boardRecord, idpRecord, schoolRecord } from './school-records.ts';
import { listOf } from './values.ts';
import { sectorRecord, serviceRecord, supplierRecord } from './supplier-records.ts';

/** What a register holds, in the types of the domain. */
export interface Federation {
  readonly boards: readonly Board[];
  readonly schools: readonly School[];
  readonly idps: readonly IdentityProvider[];
  readonly suppliers: readonly Supplier[];
  readonly sectors: readonly Sector[];
  readonly services: readonly Service[];
  readonly agreements: readonly Agreement[];
  readonly policies: readonly ReleasePolicy[];
  readonly access: readonly AccessRule[];
  readonly apiClients: readonly ApiClient[];
}

/**
 * Kinds that federation files describe, in the order in which they build on each other, with the list of a
 * file that holds them. Objections are people's and come from schools alone.
 */
export const fileLists = [
  { kind: 'board', list: 'boards' },
  { kind: 'school', list: 'schools' },
  { kind: 'idp', list: 'idps' },
  { kind: 'supplier', list: 'suppliers' },
  { kind: 'sector', list: 'sectors' },
  { kind: 'service', list: 'services' },
  { kind: 'agreement', list: 'agreements' },
  { kind: 'policy', list: 'policies' },
  { kind: 'access', list: 'access' },
  { kind: 'api-client', list: 'apiClients' },
] as const;
export type FileKind = (typeof fileLists)[number]['kind'];
export type FileList = (typeof fileLists)[number]['list'];

/** Shape of one federation file: any of the lists. Source of the published JSON Schema. */
export const federationFile = z.strictObject({
  boards: listOf(boardRecord).exactOptional(),
  schools: listOf(schoolRecord).exactOptional(),
  idps: listOf(idpRecord).exactOptional(),
  suppliers: listOf(supplierRecord).exactOptional(),
  sectors: listOf(sectorRecord).exactOptional(),
  services: listOf(serviceRecord).exactOptional(),
  agreements: listOf(agreementRecord).exactOptional(),
  policies: listOf(policyRecord).exactOptional(),
  access: listOf(accessRecord).exactOptional(),
  apiClients: listOf(apiClientRecord).exactOptional(),
});

/** A record as the register stores it: `body` is the full JSON form, keys sorted, defaults written out. */
export interface WrittenRecord {
  readonly kind: FileKind;
  readonly id: string;
  readonly body: unknown;
}

/** A policy and an access rule have no id of their own: one school says one thing about one service. */
export function policyRecordId(rule: Pick<ReleasePolicy, 'school' | 'service'>): string {
  return `${rule.school}/${rule.service}`;
}

/** Writes all records of a federation in the form that the register stores. */
export function writeFederation(federation: Federation): readonly WrittenRecord[] {
  const { boards, schools, idps, suppliers, sectors, services, agreements, policies, access, apiClients } =
    federation;
  return [
    ...boards.map((board) => written('board', board.id, z.encode(boardRecord, board))),
    ...schools.map((school) => written('school', school.id, z.encode(schoolRecord, school))),
    ...idps.map((idp) => written('idp', idp.id, z.encode(idpRecord, idp))),
    ...suppliers.map((supplier) => written('supplier', supplier.id, z.encode(supplierRecord, supplier))),
    ...sectors.map((sector) => written('sector', sector.id, z.encode(sectorRecord, sector))),
    ...services.map((service) => written('service', service.id, z.encode(serviceRecord, service))),
    ...agreements.map((agreement) =>
      written('agreement', agreement.id, z.encode(agreementRecord, agreement)),
    ),
    ...policies.map((policy) => written('policy', policyRecordId(policy), z.encode(policyRecord, policy))),
    ...access.map((rule) => written('access', policyRecordId(rule), z.encode(accessRecord, rule))),
    ...apiClients.map((client) => written('api-client', client.id, z.encode(apiClientRecord, client))),
  ];
}

function written(kind: WrittenRecord['kind'], id: string, body: unknown): WrittenRecord {
  return { kind, id, body: sortedJson(body) };
}

/** The same JSON with the keys of every object in order, so that equal records are equal texts. */
export function sortedJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortedJson);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, member]) => [key, sortedJson(member)]));
}
