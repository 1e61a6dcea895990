import { type AccessRule, accessAttributes } from '../../model/kinds/access.ts';
import type { Agreement } from '../../model/kinds/agreement.ts';
import type { IdentityProvider } from '../../model/kinds/idp.ts';
import type { Objection } from '../../model/kinds/objection.ts';
import type { School } from '../../model/kinds/school.ts';
import type { Service } from '../../model/kinds/service.ts';
import { attributeName, type AttributeName, type BoardId, type SchoolId } from '../../../domain/ids.ts';
import { attributesBehind } from '../../../domain/made-claims.ts';
import { agreedRows } from '../../model/agreed.ts';
import type { RecordTable } from './record-table.ts';
import type { Tables } from './tables.ts';

/*
 * What follows from tables. It is found out when somebody asks for the first time and kept as long as the table:
 * a change of other kinds leaves the table, and with it what was found out, as it is.
 */

function derivedFrom<Source extends object, Value>(
  derive: (source: Source) => Value,
): (source: Source) => Value {
  const known = new WeakMap<Source, Value>();
  return (source) => {
    const before = known.get(source);
    if (before !== undefined) return before;
    const value = derive(source);
    known.set(source, value);
    return value;
  };
}

export const allSchools = derivedFrom((schools: RecordTable<School>) =>
  schools.all().map(({ record }) => record),
);

export const idpsBySchool = derivedFrom((idps: RecordTable<IdentityProvider>) => {
  return grouped(idps.all().flatMap((value) => value.record.schools.map((key) => ({ key, value }))));
});

/** What is found under several keys. */
function grouped<Key, Value>(
  pairs: readonly { readonly key: Key; readonly value: Value }[],
): ReadonlyMap<Key, readonly Value[]> {
  const groups = Map.groupBy(pairs, ({ key }) => key);
  return new Map([...groups].map(([key, found]) => [key, found.map(({ value }) => value)]));
}

export const objectionsByHash = derivedFrom((objections: RecordTable<Objection>) =>
  grouped(objections.all().flatMap(({ record: value }) => value.hashes.map((key) => ({ key, value })))),
);

/** Those that were not upgraded yet, by the ledger handle that they name. */
export const formerObjections = derivedFrom((objections: RecordTable<Objection>) =>
  grouped(
    objections
      .all()
      .flatMap(({ record: value }) => (value.person === undefined ? [] : [{ key: value.person, value }])),
  ),
);

export const objectionBoardsBySchool = derivedFrom((objections: RecordTable<Objection>) =>
  grouped(
    objections
      .all()
      .flatMap(({ record: { school: key, boards } }) => boards.map((value) => ({ key, value }))),
  ),
);

export const agreementsByBoard = derivedFrom((agreements: RecordTable<Agreement>) =>
  Map.groupBy(agreements.all(), ({ record }) => record.board),
);

export const agreementsBySupplier = derivedFrom((agreements: RecordTable<Agreement>) =>
  Map.groupBy(agreements.all(), ({ record }) => record.supplier),
);

/** Filled board by board. */
const claimsByBoard = derivedFrom((_agreements: RecordTable<Agreement>) =>
  derivedFrom((_services: RecordTable<Service>) => new Map<BoardId, ReadonlySet<AttributeName>>()),
);

/**
 * What claims that agreements of a board let some service have are read from. Only an active agreement can use anything; one that becomes active
 * later counts from the next sign-in, and so does what a service is registered for later.
 */
export function claimsOfBoard(
  { agreement: agreements, service: services }: Pick<Tables, 'agreement' | 'service'>,
  board: BoardId,
): ReadonlySet<AttributeName> {
  const known = claimsByBoard(agreements)(services);
  const before = known.get(board);
  if (before !== undefined) return before;
  const active = (agreementsByBoard(agreements).get(board) ?? []).filter(
    ({ record }) => record.status === 'active',
  );
  const claims = new Set(
    active.flatMap(({ record }) =>
      record.annex.flatMap(({ service: id, claim }) => {
        const service = services.get(id)?.record;
        if (service === undefined || agreedRows(record, service, claim).length === 0) return [];
        return attributesBehind(claim).flatMap((name) => attributeName(name) ?? []);
      }),
    ),
  );
  known.set(board, claims);
  return claims;
}

const schoolYear = attributeName(accessAttributes.years);
const group = attributeName(accessAttributes.groups);

/** By what a rule tells pupils apart. */
export function attributesOfAccess({ years, groups }: AccessRule): readonly AttributeName[] {
  return [
    ...(years !== undefined && schoolYear !== undefined ? [schoolYear] : []),
    ...(groups !== undefined && group !== undefined ? [group] : []),
  ];
}

/** The schools that a list names, as far as they are there; kept as long as the list and the table. */
const schoolsByList = derivedFrom((schools: RecordTable<School>) =>
  derivedFrom((list: readonly SchoolId[]) => list.flatMap((id) => schools.get(id)?.record ?? [])),
);

export function schoolsOfList(schools: RecordTable<School>, list: readonly SchoolId[]): readonly School[] {
  return schoolsByList(schools)(list);
}
