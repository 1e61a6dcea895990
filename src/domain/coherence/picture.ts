import type { AttributeCatalogue } from '../attributes.ts';
import type { FileKind, Federation } from '../records/federation-records.ts';
import { policyRecordId } from '../records/federation-records.ts';
import type { Agreement, Board, IdentityProvider, School, Sector, Service, Supplier } from '../register.ts';

/** Something about one record that does not fit the others. */
export interface Incoherence {
  readonly kind: FileKind;
  /** Position in the federation's list of that kind. */
  readonly index: number;
  /** Where in the record, by keys and list positions. */
  readonly path: readonly (string | number)[];
  /** Completes "this …": what is wrong. */
  readonly problem: string;
  readonly remedy: string;
}

/** Records of one kind by id. */
export interface RecordIndex<Record_> {
  get(id: string): Record_ | undefined;
  /** True when no record has this id, also none that could not be read. */
  isMissing(id: string): boolean;
}

/** What the rules look at. */
export interface Picture {
  readonly federation: Federation;
  readonly catalogue: AttributeCatalogue;
  readonly boards: RecordIndex<Board>;
  readonly schools: RecordIndex<School>;
  readonly idps: RecordIndex<IdentityProvider>;
  readonly suppliers: RecordIndex<Supplier>;
  readonly sectors: RecordIndex<Sector>;
  readonly services: RecordIndex<Service>;
  /** By `<board>/<supplier>`. */
  readonly agreements: ReadonlyMap<string, readonly Agreement[]>;
}

/** Records that are there but could not be read: references to them are no second fault. */
export interface Unreadable {
  /** True when whole files could not be read, so that nothing can be called missing. */
  readonly incomplete: boolean;
  has(kind: FileKind, id: string): boolean;
}

const nothingUnreadable: Unreadable = { incomplete: false, has: () => false };

export function picture(
  federation: Federation,
  catalogue: AttributeCatalogue,
  unreadable: Unreadable = nothingUnreadable,
): Picture {
  const index = <Record_ extends { readonly id: string }>(kind: FileKind, records: readonly Record_[]) =>
    recordIndex(records, (id) => unreadable.incomplete || unreadable.has(kind, id));
  return {
    federation,
    catalogue,
    boards: index('board', federation.boards),
    schools: index('school', federation.schools),
    idps: index('idp', federation.idps),
    suppliers: index('supplier', federation.suppliers),
    sectors: index('sector', federation.sectors),
    services: index('service', federation.services),
    agreements: Map.groupBy(federation.agreements, (agreement) => `${agreement.board}/${agreement.supplier}`),
  };
}

function recordIndex<Record_ extends { readonly id: string }>(
  records: readonly Record_[],
  isUnreadable: (id: string) => boolean,
): RecordIndex<Record_> {
  const byId = new Map(records.map((record) => [record.id, record]));
  return {
    get: (id) => byId.get(id),
    isMissing: (id) => !byId.has(id) && !isUnreadable(id),
  };
}

/** Id of a record as the register knows it, for every kind that files describe. */
export function recordIds(federation: Federation, kind: FileKind): readonly string[] {
  const idOf = (record: { readonly id: string }): string => record.id;
  switch (kind) {
    case 'board':
      return federation.boards.map(idOf);
    case 'school':
      return federation.schools.map(idOf);
    case 'idp':
      return federation.idps.map(idOf);
    case 'supplier':
      return federation.suppliers.map(idOf);
    case 'sector':
      return federation.sectors.map(idOf);
    case 'service':
      return federation.services.map(idOf);
    case 'agreement':
      return federation.agreements.map(idOf);
    case 'policy':
      return federation.policies.map(policyRecordId);
    case 'access':
      return federation.access.map(policyRecordId);
    case 'api-client':
      return federation.apiClients.map(idOf);
  }
}
