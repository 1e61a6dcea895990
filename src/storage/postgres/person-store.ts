import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import { personHandle, personRoot, type IdentifierHash } from '../../domain/ids.ts';
import type { HashedIdentifier } from '../identification.ts';
import type { PersonStore } from '../stores.ts';
import { branded } from './columns.ts';
import type { Postgres, Statement } from './pool.ts';
import { createSuccessionQueries } from './succession-queries.ts';

/** One statement, because every sign-in waits for it. What it locks and writes: `0010-provisional-roots.sql`. */
const identifyPerson = {
  name: 'person-identify',
  text: `select outcome, person, former, provisional, reported
    from sluis.identify_person($1::text[], $2::text[], $3, $4, $5, $6, $7)`,
  row: z.discriminatedUnion('outcome', [
    z
      .object({
        outcome: z.literal('resolved'),
        person: branded(personRoot),
        former: branded(personRoot).nullable(),
        provisional: z.boolean(),
      })
      .transform(({ outcome, person, former, provisional }) => ({
        outcome,
        root: person,
        ...(former === null ? {} : { former }),
        ...(provisional ? { provisional: true as const } : {}),
      })),
    z
      .object({ outcome: z.literal('kept_apart'), person: branded(personRoot), reported: z.boolean() })
      .transform(({ outcome, person, reported }) => ({ outcome, root: person, isNew: !reported })),
    z.object({ outcome: z.enum(['foreign_board', 'conflict']) }),
  ]),
};
const foreseeIdentification = {
  name: 'person-foresee',
  text: 'select judgement from sluis.judge_identifiers($1::text[], $2::text[], $3, $4, $5)',
  row: z.object({
    judgement: z.enum(['known', 'linked', 'gives_way', 'kept_apart', 'conflict', 'foreign_board']),
  }),
};
const releasePortable = {
  name: 'portable-release',
  text: 'update sluis.portable_identifier set released = true where hash = $1 returning hash',
  row: z.object({ hash: z.string() }),
};
const handleRow = z.object({ handle: branded(personHandle) });
const findHandle = {
  name: 'handle-find',
  text: 'select handle from sluis.person_handle where root = $1',
  row: handleRow,
};
/** The update changes nothing; it makes the row of whoever came first be returned. */
const createHandle = {
  name: 'handle-create',
  text: `insert into sluis.person_handle as known (root, handle) values ($1, $2)
    on conflict (root) do update set handle = known.handle returning handle`,
  row: handleRow,
};
const eraseHandle = {
  name: 'handle-erase',
  text: 'delete from sluis.person_handle where handle = $1 returning handle',
  row: handleRow,
};
const sectorRow = z.object({ key_version: z.int() });
const findSector = {
  name: 'sector-find',
  text: 'select key_version from sluis.sector_key where sector = $1',
  row: sectorRow,
};
const pinSector = {
  name: 'sector-pin',
  text: 'insert into sluis.sector_key (sector, key_version) values ($1, $2) on conflict (sector) do nothing returning key_version',
  row: sectorRow,
};

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
    identify: ({ identifiers, board, school, at, staleBefore, provisionalSince }) =>
      only(identifyPerson, [
        ...hashesOf(identifiers),
        board,
        school,
        new Date(at),
        new Date(staleBefore),
        new Date(provisionalSince),
      ]),
    foresee: async ({ identifiers, board, staleBefore, provisionalSince }) => {
      const values = [...hashesOf(identifiers), board, new Date(staleBefore), new Date(provisionalSince)];
      return (await only(foreseeIdentification, values)).judgement;
    },
    ...createSuccessionQueries(postgres),
    releasePortable: async (hash) => (await postgres.run(releasePortable, [hash])).length > 0,
    handleOf: async (root, candidate) => {
      const [known] = await postgres.run(findHandle, [root]);
      return (known ?? (await only(createHandle, [root, candidate]))).handle;
    },
    eraseHandle: async (handle) => (await postgres.run(eraseHandle, [handle])).length > 0,
    pinSector: async (sector, keyVersion) => {
      const [known] = await postgres.run(findSector, [sector]);
      if (known !== undefined) return known.key_version;
      const [pinned] = await postgres.run(pinSector, [sector, keyVersion]);
      // Another call was first: its row is committed by now.
      return (pinned ?? (await only(findSector, [sector]))).key_version;
    },
  };
}
