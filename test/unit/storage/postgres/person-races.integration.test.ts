import { Client } from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { boardId, schoolId, type BoardId } from '../../../../src/domain/ids.ts';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import type { PersonStore } from '../../../../src/storage/stores/person-store.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { hashOf, required, rootOf } from '../../../../testkit/values/ids.ts';
import { queryDatabase } from '../../../../testkit/services/postgres.ts';
import {
  describeOnEveryPostgres,
  openDatabase,
  type OpenedDatabase,
} from '../../../../testkit/services/postgres-servers.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 8, 1, 7);
const later = now + 40 * day;
const school = required(schoolId('de-school'));
const first = required(boardId('bestuur-een'));
const second = required(boardId('bestuur-twee'));
const eck = hashOf('eck');

describeOnEveryPostgres('a sign-in that meets one that is not committed yet', (serverUrl) => {
  let database: OpenedDatabase;
  let other: Client;
  let store: PersonStore;
  const identify = (board: BoardId, at: number) =>
    store.identify({
      identifiers: [{ hash: eck, portable: true }],
      board,
      school,
      at,
      staleBefore: at - 30 * day,
      objections: [],
      provisionalSince: at - 30 * day,
    });

  beforeEach(async () => {
    database = await openDatabase(serverUrl());
    store = createPostgresPersonStore(database.postgres);
    other = new Client({ connectionString: database.url });
    await other.connect();
    await identify(first, now);
  });
  afterEach(async () => {
    await other.end();
    await database.postgres.close();
  });

  /** What `identify` answers to a board, when another node commits this after it began. */
  async function meeting(sql: string, values: readonly unknown[], board: BoardId) {
    await other.query('begin');
    await other.query(sql, [...values]);
    const answer = identify(board, later);
    await eventually(async () => {
      const waiting = await queryDatabase(
        database.url,
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    await other.query('commit');
    return answer;
  }
  const asserted = (board: BoardId): [string, readonly unknown[]] => [
    'select sluis.identify_person($1, $1, $2, $3, $4, $5)',
    [[eck], board, school, new Date(later), new Date(later - 30 * day)],
  ];

  it('is refused when its own board loses the identifier meanwhile', async () => {
    expect(await meeting(...asserted(second), first)).toEqual({ outcome: 'foreign_board' });
  });

  it('is refused when the other board starts its time anew meanwhile', async () => {
    expect(await meeting(...asserted(first), second)).toEqual({ outcome: 'foreign_board' });
  });

  it('gets an identifier that is released meanwhile', async () => {
    await identify(first, later);
    const release = 'update sluis.portable_identifier set released = true where hash = $1';
    expect(await meeting(release, [eck], second)).toMatchObject({ outcome: 'resolved', root: rootOf('eck') });
    expect(await identify(first, later)).toEqual({ outcome: 'foreign_board' });
  });
});
