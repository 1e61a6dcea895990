import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import {
  identifierHash,
  objectionHash,
  personHandle,
  personRoot,
  type IdentifierHash,
} from '../../domain/ids.ts';
import type { HashedIdentifier } from '../identification.ts';
import type { PersonAtBoard, PersonStore } from '../stores/person-store.ts';
import { appendAudits, auditJson } from './audit-rows.ts';
import { branded } from './columns.ts';
import type { Postgres } from './pool.ts';
import { createSuccessionQueries } from './succession-queries.ts';
import { statement, type Statement } from './statement.ts';

const identifiers = z.array(branded(identifierHash));
const objections = z.array(branded(objectionHash));
const identified = {
  person: branded(personRoot),
  identifiers,
  objections,
  handle: branded(personHandle).nullable(),
};

function asIdentified({ person, handle, ...hashes }: z.output<z.ZodObject<typeof identified>>) {
  return {
    root: person,
    ...(handle === null ? {} : { handle }),
    identifiers: hashes.identifiers,
    objectionHashes: [...new Set(hashes.objections)],
  };
}

/**
 * One statement, because every sign-in waits for it. What it locks and writes: `0013-provisional-roots.sql`, and then, with
 * what that wrote in sight, `0011-objection-identifiers.sql`.
 */
const identifyPerson = statement({
  name: 'person-identify',
  text: `select found.outcome, found.person, found.former, found.provisional, found.reported, met.identifiers, met.objections,
      (select handle from sluis.person_handle where root = found.person and board = $3) as handle
    from sluis.identify_person($1::text[], $2::text[], $3, $4, $5, $6, $7) as found
    cross join lateral sluis.objections_of_sign_in(found.person, $8::text[], $9::text[], $10::text[]) as met`,
  row: z.discriminatedUnion('outcome', [
    z
      .object({
        ...identified,
        outcome: z.literal('resolved'),
        former: branded(personRoot).nullable(),
        provisional: z.boolean(),
      })
      .transform(({ outcome, former, provisional, ...found }) => ({
        outcome,
        ...asIdentified(found),
        ...(former === null ? {} : { former }),
        ...(provisional ? { provisional: true as const } : {}),
      })),
    z
      .object({ ...identified, outcome: z.literal('kept_apart'), reported: z.boolean() })
      .transform(({ outcome, reported, ...found }) => ({
        outcome,
        ...asIdentified(found),
        isNew: !reported,
      })),
    z.object({ outcome: z.enum(['foreign_board', 'conflict']) }),
  ]),
});
const foreseeIdentification = statement({
  name: 'person-foresee',
  text: 'select judgement from sluis.judge_identifiers($1::text[], $2::text[], $3, $4, $5)',
  row: z.object({
    judgement: z.enum(['known', 'linked', 'gives_way', 'kept_apart', 'conflict', 'foreign_board']),
  }),
});
const joinObjections = statement({
  name: 'objections-join',
  text: 'select sluis.join_objections($1::text[]) as objections',
  row: z.object({ objections }),
});
const identifiersOfRoot = statement({
  name: 'identifiers-of-root',
  text: 'select hash from sluis.person_identifier where root = $1',
  row: z.object({ hash: branded(identifierHash) }),
});
const identifiersWithIdentifier = statement({
  name: 'identifiers-with-identifier',
  text: `select hash from sluis.person_identifier
    where root = (select root from sluis.person_identifier where hash = $1)`,
  row: z.object({ hash: branded(identifierHash) }),
});
/** A handle belongs to a person also when it was given to a root that gave way to the person's. */
function isOf(root: string): string {
  return `(root = ${root} or root in (select former_root from sluis.person_succession as former where former.root = ${root}))`;
}

const releasePortable = statement({
  name: 'portable-release',
  text: 'update sluis.portable_identifier set released = true where hash = $1 returning hash',
  row: z.object({ hash: z.string() }),
});
const handleRow = z.object({ handle: branded(personHandle) });
const findHandle = statement({
  name: 'handle-find',
  text: 'select handle from sluis.person_handle where root = $1 and board = $2',
  row: handleRow,
});
/** The update changes nothing; it makes the row of whoever came first be returned. */
const createHandle = statement({
  name: 'handle-create',
  text: `insert into sluis.person_handle as known (root, board, handle) values ($1, $2, $3)
    on conflict (root, board) do update set handle = known.handle returning handle`,
  row: handleRow,
});
const rootOfHandle = statement({
  name: 'handle-root',
  text: `select coalesce(succession.root, known.root) as root
    from sluis.person_handle as known left join sluis.person_succession as succession
      on succession.former_root = known.root
    where known.handle = $1 and known.board = $2`,
  row: z.object({ root: branded(personRoot) }),
});
const handlesAt = statement({
  name: 'handles-at-board',
  text: `select handle from sluis.person_handle where ${isOf('$1')} and board = $2 order by handle`,
  row: handleRow,
});
const findAt = statement({
  name: 'person-find-at-board',
  text: `select asked.root,
      array(
        select handle from sluis.person_handle where ${isOf('asked.root')} and board = $2 order by handle
      ) as handles,
      array(select hash from sluis.person_identifier where root = asked.root) as identifiers,
      exists (
        select from sluis.person_identifier as own join sluis.portable_identifier as bound using (hash)
          where own.root = asked.root and bound.board = $2
      ) as bound
    from (select (select root from sluis.person_identifier where hash = $1) as root) as asked`,
  row: z
    .object({
      root: branded(personRoot).nullable(),
      handles: z.array(branded(personHandle)),
      identifiers,
      bound: z.boolean(),
    })
    .transform(({ root, bound, ...rest }): PersonAtBoard => ({
      ...rest,
      isBound: bound,
      ...(root === null ? {} : { root }),
    })),
});
const objectionsWith = statement({
  name: 'objections-with-hash',
  text: 'select distinct objection from sluis.objection_identifier where hash = any ($1::text[]) order by objection',
  row: z.object({ objection: z.string() }),
});
const eraseHandles = statement({
  name: 'handles-erase',
  text: 'delete from sluis.person_handle where handle = any ($1::uuid[]) and board = $2 returning handle',
  row: handleRow,
});
const sectorRow = z.object({ key_version: z.int() });
const findSector = statement({
  name: 'sector-find',
  text: 'select key_version from sluis.sector_key where sector = $1',
  row: sectorRow,
});
const pinSector = statement({
  name: 'sector-pin',
  text: 'insert into sluis.sector_key (sector, key_version) values ($1, $2) on conflict (sector) do nothing returning key_version',
  row: sectorRow,
});

const useNamespace = statement({
  name: 'namespace-use',
  text: 'insert into sluis.used_namespace (namespace, since) values ($1, $2) on conflict (namespace) do nothing',
  row: z.never(),
});
const findNamespace = statement({
  name: 'namespace-find',
  text: 'select namespace from sluis.used_namespace where namespace = $1',
  row: z.object({ namespace: z.string() }),
});

function distinct(identifiers: readonly HashedIdentifier[]): readonly IdentifierHash[] {
  return [...new Set(identifiers.map(({ hash }) => hash))];
}

/** All of them, and those that are portable: the first two parameters of what judges a sign-in. */
function hashesOf(identifiers: readonly HashedIdentifier[]) {
  return [distinct(identifiers), distinct(identifiers.filter(({ portable }) => portable))] as const;
}

/** Which person a sign-in is about. Close it by closing `postgres`, which it may share with other stores. */
export function createPostgresPersonStore(postgres: Postgres): PersonStore {
  async function only<Row>(statement: Statement<Row>, values: readonly unknown[]): Promise<Row> {
    const [row] = await postgres.run(statement, values);
    if (row === undefined) throw new SluisError('internal', `${statement.name} returned nothing`);
    return row;
  }

  return {
    ping: postgres.ping,
    close: postgres.close,
    identify: ({ identifiers: given, board, school, at, staleBefore, provisionalSince, objections: asked }) =>
      only(identifyPerson, [
        ...hashesOf(given),
        board,
        school,
        new Date(at),
        new Date(staleBefore),
        new Date(provisionalSince),
        asked.map(({ identifier }) => identifier),
        asked.map((each) => each.board),
        asked.map(({ hash }) => hash),
      ]),
    foresee: async ({ identifiers: given, board, staleBefore, provisionalSince }) => {
      const values = [...hashesOf(given), board, new Date(staleBefore), new Date(provisionalSince)];
      return (await only(foreseeIdentification, values)).judgement;
    },
    ...createSuccessionQueries(postgres),
    joinObjections: async (hashes) => (await only(joinObjections, [hashes])).objections,
    identifiersOf: async (whom) => {
      const rows =
        'root' in whom
          ? await postgres.run(identifiersOfRoot, [whom.root])
          : await postgres.run(identifiersWithIdentifier, [whom.identifier]);
      return rows.map(({ hash }) => hash);
    },
    releasePortable: async (hash) => (await postgres.run(releasePortable, [hash])).length > 0,
    handleOf: async (root, board, candidate) => {
      const [known] = await postgres.run(findHandle, [root, board]);
      return (known ?? (await only(createHandle, [root, board, candidate]))).handle;
    },
    rootOf: async (handle, board) => (await postgres.run(rootOfHandle, [handle, board]))[0]?.root,
    findAt: (identifier, board) => only(findAt, [identifier, board]),
    handlesAt: async (root, board) =>
      (await postgres.run(handlesAt, [root, board])).map(({ handle }) => handle),
    objectionsWith: async (hashes) =>
      (await postgres.run(objectionsWith, [hashes])).map(({ objection }) => objection),
    erase: (handles, board, event) =>
      postgres.transaction(async (run) => {
        if ((await run(eraseHandles, [handles, board])).length === 0) return false;
        await run(appendAudits, [auditJson([event])]);
        return true;
      }),
    useNamespace: async (namespace, at) => {
      await postgres.run(useNamespace, [namespace, new Date(at)]);
    },
    isUsedNamespace: async (namespace) => (await postgres.run(findNamespace, [namespace])).length > 0,
    pinSector: async (sector, keyVersion) => {
      const [known] = await postgres.run(findSector, [sector]);
      if (known !== undefined) return known.key_version;
      const [pinned] = await postgres.run(pinSector, [sector, keyVersion]);
      // Another call was first: its row is committed by now.
      return (pinned ?? (await only(findSector, [sector]))).key_version;
    },
  };
}
