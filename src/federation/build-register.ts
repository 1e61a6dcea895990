import type { AttributeName, SchoolId, ServiceId } from '../domain/ids.ts';
import { policyRecordId } from '../domain/records/federation-records.ts';
import type { School, Versioned } from '../domain/register.ts';
import type { StoredRecord } from '../storage/stores.ts';
import type { Register } from './register.ts';
import { readStoredFederation, type StoredFederation } from './stored-federation.ts';

/**
 * Builds the picture of one revision, with an index for every question. Throws `SluisError('register.invalid')`
 * when a record cannot be read.
 */
export function buildRegister(revision: number, records: readonly StoredRecord[]): Register {
  const stored = readStoredFederation(records);
  return { revision, ...schoolSide(stored), ...supplierSide(stored), ...rules(stored) };
}

function schoolSide(stored: StoredFederation) {
  const boards = plainById(stored.boards);
  const schools = plainById(stored.schools);
  const idps = versionedById(stored.idps);
  const allSchools = [...schools.values()];
  const idpsBySchool = Map.groupBy(
    stored.idps.flatMap((idp) => idp.record.schools.map((school) => ({ school, idp }))),
    ({ school }) => school,
  );
  return {
    board: (id) => boards.get(id),
    school: (id) => schools.get(id),
    schools: () => allSchools,
    idp: (id) => idps.get(id),
    idps: () => stored.idps,
    idpsOf: (school) => (idpsBySchool.get(school) ?? []).map(({ idp }) => idp),
  } satisfies Partial<Register>;
}

function supplierSide(stored: StoredFederation) {
  const suppliers = plainById(stored.suppliers);
  const sectors = plainById(stored.sectors);
  const services = versionedById(stored.services);
  return {
    supplier: (id) => suppliers.get(id),
    sector: (id) => sectors.get(id),
    service: (id) => services.get(id),
    services: () => stored.services,
  } satisfies Partial<Register>;
}

function rules(stored: StoredFederation) {
  const agreements = Map.groupBy(stored.agreements, ({ record }) => `${record.board}/${record.supplier}`);
  const policies = new Map(stored.policies.map((policy) => [policyRecordId(policy.record), policy]));
  const objections = Map.groupBy(
    stored.objections.map(({ record }) => record),
    ({ person }) => person,
  );
  const schoolsByService = enabledSchools(stored);
  const usable = usableBySchool(stored);
  return {
    agreementsBetween: (board, supplier) => agreements.get(`${board}/${supplier}`) ?? [],
    policyFor: (school, service) => policies.get(policyRecordId({ school, service })),
    objectionsOf: (person) => objections.get(person) ?? [],
    schoolsWith: (service) => schoolsByService.get(service) ?? [],
    usableAttributes: (schools) => union(schools.map((school) => usable.get(school))),
  } satisfies Partial<Register>;
}

function enabledSchools(stored: StoredFederation): ReadonlyMap<ServiceId, readonly School[]> {
  const schools = plainById(stored.schools);
  const enabled = stored.policies.map(({ record }) => record).filter((policy) => policy.enabled);
  const byService = Map.groupBy(enabled, ({ service }) => service);
  return new Map(
    [...byService].map(([service, policies]) => [
      service,
      policies.flatMap(({ school }) => schools.get(school) ?? []),
    ]),
  );
}

/** Only an active agreement can use anything; one that becomes active later counts from the next sign-in. */
function usableBySchool(stored: StoredFederation): ReadonlyMap<SchoolId, ReadonlySet<AttributeName>> {
  const active = stored.agreements.map(({ record }) => record).filter(({ status }) => status === 'active');
  const byBoard = Map.groupBy(active, ({ board }) => board);
  const claimsOfBoard = new Map(
    [...byBoard].map(([board, agreements]) => [
      board,
      new Set(agreements.flatMap(({ annex }) => annex.map(({ claim }) => claim))),
    ]),
  );
  return new Map(
    stored.schools.map(({ record }) => [
      record.id,
      claimsOfBoard.get(record.board) ?? new Set<AttributeName>(),
    ]),
  );
}

function union(sets: readonly (ReadonlySet<AttributeName> | undefined)[]): ReadonlySet<AttributeName> {
  return new Set(sets.flatMap((set) => [...(set ?? [])]));
}

function plainById<Id extends string, Record_ extends { readonly id: Id }>(
  stored: readonly Versioned<Record_ & { readonly id: Id }>[],
): ReadonlyMap<Id, Record_> {
  return new Map(stored.map(({ record }) => [record.id, record]));
}

function versionedById<Id extends string, Record_ extends { readonly id: Id }>(
  stored: readonly Versioned<Record_ & { readonly id: Id }>[],
): ReadonlyMap<Id, Versioned<Record_>> {
  return new Map(stored.map((versioned) => [versioned.record.id, versioned]));
}
