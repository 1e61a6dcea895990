import type { FileKind, Federation } from '../model/federation-records.ts';
import type {
  Agreement,
  ApiClient,
  Board,
  IdentityProvider,
  School,
  Sector,
  Service,
  Supplier,
} from '../model/register.ts';

/** Records of one kind by id. */
export interface RecordIndex<Record_> {
  get(id: string): Record_ | undefined;
  /** True when no record has this id, also none that could not be read. */
  isMissing(id: string): boolean;
}

/**
 * Look-ups in the whole register as it would be after a change, the records that are changed included. Every question
 * costs the same however large the register is.
 */
export interface RegisterIndex {
  readonly boards: RecordIndex<Board>;
  readonly schools: RecordIndex<School>;
  readonly idps: RecordIndex<IdentityProvider>;
  readonly suppliers: RecordIndex<Supplier>;
  readonly sectors: RecordIndex<Sector>;
  readonly services: RecordIndex<Service>;
  readonly agreements: RecordIndex<Agreement>;
  readonly apiClients: RecordIndex<ApiClient>;
  /** Whatever their status and dates. */
  agreementsBetween(board: string, supplier: string): readonly Agreement[];
  schoolsWithBrin(brin: string): readonly School[];
  idpsWithNamespace(namespace: string): readonly IdentityProvider[];
}

/** Records that are there but could not be read: references to them are no second fault. */
export interface Unreadable {
  /** True when whole files could not be read, so that nothing can be called missing. */
  readonly incomplete: boolean;
  has(kind: FileKind, id: string): boolean;
}

const nothingUnreadable: Unreadable = { incomplete: false, has: () => false };

/** An index of lists that are in memory anyway. */
export function indexOf(federation: Federation, unreadable: Unreadable = nothingUnreadable): RegisterIndex {
  const index = <Record_ extends { readonly id: string }>(kind: FileKind, records: readonly Record_[]) =>
    recordIndex(records, (id) => unreadable.incomplete || unreadable.has(kind, id));
  const agreements = Map.groupBy(federation.agreements, ({ board, supplier }) => `${board}/${supplier}`);
  const schools = Map.groupBy(federation.schools, ({ brin }) => brin);
  const idps = Map.groupBy(federation.idps, ({ identifier }) => identifier.namespace);
  return {
    boards: index('board', federation.boards),
    schools: index('school', federation.schools),
    idps: index('idp', federation.idps),
    suppliers: index('supplier', federation.suppliers),
    sectors: index('sector', federation.sectors),
    services: index('service', federation.services),
    agreements: index('agreement', federation.agreements),
    apiClients: index('api-client', federation.apiClients),
    agreementsBetween: (board, supplier) => agreements.get(`${board}/${supplier}`) ?? [],
    schoolsWithBrin: (brin) => schools.get(brin) ?? [],
    idpsWithNamespace: (namespace) => idps.get(namespace) ?? [],
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
