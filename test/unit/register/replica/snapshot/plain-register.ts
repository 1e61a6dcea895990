import type { Versioned } from '../../../../../src/register/model/versioned.ts';
import type { AttributeName } from '../../../../../src/domain/ids.ts';
import type { Register } from '../../../../../src/register/replica/register.ts';
import type { RecordKind } from '../../../../../src/domain/record-kinds.ts';
import type { RecordTypes } from '../../../../../src/register/model/kinds.ts';
import { readRecord } from '../../../../../src/register/stored/read-record.ts';
import type { StoredRecord } from '../../../../../src/storage/stores/records.ts';

const plain = <Record_>(stored: readonly Versioned<Record_>[]): readonly Record_[] =>
  stored.map(({ record }) => record);

/** The register as one would write it down at first: every answer is looked up in all records. */
export function plainRegister(revision: number, records: readonly StoredRecord[]): Register {
  const all = <Each extends RecordKind>(kind: Each): readonly Versioned<RecordTypes[Each]>[] =>
    records.filter((record) => record.kind === kind).map((record) => readRecord(kind, record));
  const stored = {
    boards: all('board'),
    schools: all('school'),
    idps: all('idp'),
    suppliers: all('supplier'),
    sectors: all('sector'),
    services: all('service'),
    agreements: all('agreement'),
    policies: all('policy'),
    access: all('access'),
    apiClients: all('api-client'),
    objections: all('objection'),
  };
  const schools = plain(stored.schools);
  const activeAgreements = plain(stored.agreements).filter(({ status }) => status === 'active');
  const usableBy = (id: string): readonly AttributeName[] => {
    const school = schools.find((one) => one.id === id);
    if (school === undefined) return [];
    const agreed = activeAgreements
      .filter(({ board }) => board === school.board)
      .flatMap(({ annex, services }) =>
        annex
          .filter((row) => services.some(({ service }) => service === row.service))
          .filter((row) =>
            plain(stored.services).some(
              ({ id: service, claims }) =>
                service === row.service &&
                claims.some(({ name, purpose }) => name === row.claim && row.purposes.includes(purpose)),
            ),
          )
          .map(({ claim }) => claim),
      );
    const rules = plain(stored.access).filter((rule) => rule.school === id);
    return [
      ...agreed,
      ...rules.flatMap(({ years, groups }) => [
        ...(years === undefined ? [] : ['school_year' as AttributeName]),
        ...(groups === undefined ? [] : ['group' as AttributeName]),
      ]),
    ];
  };
  return {
    revision,
    board: (id) => plain(stored.boards).find((one) => one.id === id),
    boards: () => stored.boards,
    school: (id) => schools.find((one) => one.id === id),
    schools: () => schools,
    idp: (id) => stored.idps.find(({ record }) => record.id === id),
    idps: () => stored.idps,
    idpsOf: (school) => stored.idps.filter(({ record }) => record.schools.includes(school)),
    supplier: (id) => plain(stored.suppliers).find((one) => one.id === id),
    sector: (id) => plain(stored.sectors).find((one) => one.id === id),
    service: (id) => stored.services.find(({ record }) => record.id === id),
    services: () => stored.services,
    agreementsBetween: (board, supplier) =>
      stored.agreements.filter(({ record }) => record.board === board && record.supplier === supplier),
    agreementsWith: (supplier) => stored.agreements.filter(({ record }) => record.supplier === supplier),
    policyFor: (school, service) =>
      stored.policies.find(({ record }) => record.school === school && record.service === service),
    accessFor: (school, service) =>
      stored.access.find(({ record }) => record.school === school && record.service === service),
    apiClients: () => stored.apiClients,
    apiClient: (id) => stored.apiClients.find(({ record }) => record.id === id),
    objectionsOf: ({ hashes, handle, board }) =>
      plain(stored.objections).filter(
        (one) =>
          one.hashes.some((hash) => hashes.includes(hash)) ||
          (one.person === handle && schools.some(({ id, board: of }) => id === one.school && of === board)),
      ),
    objectionBoardsOf: (id) => {
      const own = schools.filter((school) => school.id === id).map(({ board }) => board);
      const left = plain(stored.objections).filter(({ school }) => school === id);
      return [...new Set([...own, ...left.flatMap(({ boards }) => boards)])];
    },
    schoolsWith: (service) =>
      plain(stored.policies)
        .filter((policy) => policy.enabled && policy.service === service)
        .flatMap(({ school }) => schools.find(({ id }) => id === school) ?? []),
    schoolsWithLicence: (service) =>
      plain(stored.access)
        .filter((rule) => rule.licence !== undefined && rule.service === service)
        .map(({ school }) => school),
    usableAttributes: (ids) => new Set(ids.flatMap(usableBy)),
  };
}
