import type { SchoolId, AttributeName } from '../../../domain/ids.ts';
import type { Register } from '../register.ts';
import {
  agreementsByBoard,
  agreementsBySupplier,
  allSchools,
  attributesOfAccess,
  claimsOfBoard,
  idpsBySchool,
  formerObjections,
  objectionBoardsBySchool,
  objectionsByHash,
  schoolsOfList,
} from './derived.ts';
import type { Tables } from './tables.ts';

const none: readonly never[] = [];

/** The register that answers from these tables. */
export function registerFrom(revision: number, tables: Tables): Register {
  const { school: schools, idp: idps, policy: policies, access } = tables;
  const usableBy = (id: SchoolId): readonly AttributeName[] => {
    const school = schools.get(id)?.record;
    if (school === undefined) return [];
    const needed = access.of(id).flatMap(({ record }) => attributesOfAccess(record));
    return [...claimsOfBoard(tables, school.board), ...needed];
  };
  return {
    revision,
    board: (id) => tables.board.get(id)?.record,
    boards: () => tables.board.all(),
    school: (id) => schools.get(id)?.record,
    schools: () => allSchools(schools),
    idp: (id) => idps.get(id),
    idps: () => idps.all(),
    idpsOf: (school) => idpsBySchool(idps).get(school) ?? [],
    supplier: (id) => tables.supplier.get(id)?.record,
    sector: (id) => tables.sector.get(id)?.record,
    service: (id) => tables.service.get(id),
    services: () => tables.service.all(),
    agreementsBetween: (board, supplier) =>
      (agreementsByBoard(tables.agreement).get(board) ?? []).filter(
        ({ record }) => record.supplier === supplier,
      ),
    agreementsWith: (supplier) => agreementsBySupplier(tables.agreement).get(supplier) ?? none,
    policyFor: (school, service) => policies.get(school, service),
    accessFor: (school, service) => access.get(school, service),
    apiClient: (id) => tables['api-client'].get(id),
    apiClients: () => tables['api-client'].all(),
    objectionsOf: ({ hashes, handle, board }) => {
      const byHash = objectionsByHash(tables.objection);
      const former = (formerObjections(tables.objection).get(handle) ?? []).filter(
        ({ school }) => schools.get(school)?.record.board === board,
      );
      return [...new Set([...hashes.flatMap((hash) => byHash.get(hash) ?? []), ...former])];
    },
    objectionBoardsOf: (id) => {
      const own = schools.get(id)?.record.board;
      const others = objectionBoardsBySchool(tables.objection).get(id) ?? [];
      return [...new Set([...(own === undefined ? [] : [own]), ...others])];
    },
    schoolsWith: (service) => schoolsOfList(schools, policies.schoolsWith(service)),
    schoolsWithLicence: (service) => access.schoolsWith(service),
    usableAttributes: (ids) => new Set(ids.flatMap(usableBy)),
  };
}
