import { z } from 'zod';
import { SluisError } from '../../domain/errors.ts';
import { personHandle, personRoot } from '../../domain/ids.ts';
import type { PersonStore } from '../stores.ts';
import { branded } from './columns.ts';
import type { Postgres, Statement } from './pool.ts';

/** Enough when all hashes are known, which is so at every sign-in but the first. */
const knownRoots = {
  name: 'person-known-roots',
  text: 'select root, count(*)::integer as hashes from sluis.person_identifier where hash = any ($1::text[]) group by root',
  row: z.object({ root: branded(personRoot), hashes: z.int() }),
};
const resolvePerson = {
  name: 'person-resolve',
  text: 'select sluis.resolve_person($1::text[]) as root',
  row: z.object({ root: branded(personRoot).nullable() }),
};
/** The row lock of the conflict clause makes two boards take turns, and the condition sees what the first one wrote. */
const claimPortable = {
  name: 'portable-claim',
  text: `insert into sluis.portable_identifier as known (hash, board, school, asserted_at)
    values ($1, $2, $3, $4)
    on conflict (hash) do update
      set board = excluded.board, school = excluded.school, released = false,
        asserted_at = greatest(known.asserted_at, excluded.asserted_at)
      where known.board = excluded.board or known.released or known.asserted_at < $5
    returning hash`,
  row: z.object({ hash: z.string() }),
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
    resolve: async (hashes) => {
      const [known, another] = await postgres.run(knownRoots, [hashes]);
      if (another !== undefined) return { outcome: 'conflict' };
      if (known?.hashes === new Set(hashes).size) return { outcome: 'resolved', root: known.root };
      const { root } = await only(resolvePerson, [hashes]);
      return root === null ? { outcome: 'conflict' } : { outcome: 'resolved', root };
    },
    claimPortable: async ({ hash, board, school, at, staleBefore }) => {
      const rows = await postgres.run(claimPortable, [
        hash,
        board,
        school,
        new Date(at),
        new Date(staleBefore),
      ]);
      return rows.length > 0 ? 'bound' : 'foreign';
    },
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
