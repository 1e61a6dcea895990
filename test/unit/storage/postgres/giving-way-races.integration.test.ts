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
import { identify as identifyWhom } from '../../../contracts/provisional-case.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 7, 17, 7);
const school = required(schoolId('de-school'));
const first = required(boardId('bestuur-een'));
const second = required(boardId('bestuur-twee'));
const own = { hash: hashOf('own'), portable: false };
const alsoOwn = { hash: hashOf('also own'), portable: false };
const eck = { hash: hashOf('eck'), portable: true };
const otherEck = { hash: hashOf('other eck'), portable: true };
type Identifier = typeof own;

describeOnEveryPostgres('a sign-in that meets a root which is giving way', (serverUrl) => {
  let database: OpenedDatabase;
  let other: Client;
  let store: PersonStore;
  const identify = (board: BoardId, ...[one, ...rest]: readonly [Identifier, ...Identifier[]]) =>
    identifyWhom(store, {
      identifiers: [one, ...rest],
      board,
      school,
      at: now,
      staleBefore: now - 30 * day,
      provisionalSince: now - 30 * day,
      objections: [],
    });

  /** One person with the ECK iD; and a new one with two identifiers of the school. */
  beforeEach(async () => {
    database = await openDatabase(serverUrl());
    store = createPostgresPersonStore(database.postgres);
    other = new Client({ connectionString: database.url });
    await other.connect();
    await identify(first, eck);
    await identify(first, own, alsoOwn);
    await other.query('begin');
    const { rows } = await other.query<{ former: unknown }>(
      'select former from sluis.identify_person($1, $2, $3, $4, $5, $6, $7)',
      [[eck.hash, own.hash], [eck.hash], first, school, new Date(now), new Date(0), new Date(0)],
    );
    expect(rows).toEqual([{ former: rootOf('own') }]);
  });
  afterEach(async () => {
    await other.end();
    await database.postgres.close();
  });

  /** What a sign-in answers that began before the root gave way, and had to wait for it. */
  async function afterWaiting<Answer>(answer: Promise<Answer>): Promise<Answer> {
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
  const moved = { outcome: 'resolved', root: rootOf('eck') };
  const former = { outcome: 'resolved', root: rootOf('own'), provisional: true };

  it('does not wait when it links nothing, and has a session that asks', async () => {
    expect(await identify(first, own)).toEqual(former);
    expect(await store.hasGivenWay(rootOf('own'))).toBe(false);
    await other.query('commit');
    expect(await store.hasGivenWay(rootOf('own'))).toBe(true);
    expect(await identify(first, own)).toEqual(moved);
  });

  it('has a session that asks when it is of another board, too', async () => {
    expect(await afterWaiting(identify(second, own))).toEqual(former);
    expect(await identify(second, own)).toEqual(moved);
  });

  it('links an ECK iD to the root that is there after it, by another identifier of the same person', async () => {
    expect(await afterWaiting(identify(first, otherEck, alsoOwn))).toEqual(moved);
    for (const identifier of [own, alsoOwn, eck, otherEck]) {
      expect(await identify(first, identifier)).toEqual(moved);
    }
  });

  it('finds everything as it was when nothing came of it', async () => {
    const answer = identify(first, otherEck, alsoOwn);
    await other.query('rollback');
    expect(await answer).toEqual({ outcome: 'resolved', root: rootOf('own') });
    expect(await store.hasGivenWay(rootOf('own'))).toBe(false);
    expect(await identify(first, own, eck)).toEqual({ outcome: 'conflict' });
  });
});
