import { newVersionOf } from '../../../../src/register/changes/step.ts';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { boardId, schoolId } from '../../../../src/domain/ids.ts';
import { migrate } from '../../../../src/storage/postgres/migrate.ts';
import { createPostgresPersonStore } from '../../../../src/storage/postgres/person-store.ts';
import { openPostgres, type Postgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { freePort } from '../../../../testkit/machine/free-port.ts';
import { hashOf, required } from '../../../../testkit/values/ids.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { expectFailure } from '../../../../testkit/values/refusals.ts';
import { startTcpProxy, type TcpProxy } from '../../../../testkit/machine/tcp-proxy.ts';

const timeoutMs = 400;
/** The limit, and what a busy machine needs on top. */
const boundMs = 1600;
const meta = { author: 'tester', reason: 'outage', at: 0 };

async function within(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work.catch(() => undefined);
  return performance.now() - start;
}

function open(url: string, maxConnections = 3): Postgres {
  return openPostgres({ url, timeoutMs, maxConnections, logger: createRecordingLogger() });
}

describe('a PostgreSQL that is not there', () => {
  it('fails each call in time, and migrations and subscriptions too', async () => {
    const postgres = open(`postgres://nobody@127.0.0.1:${await freePort()}/none`);
    await expectFailure(postgres.ping(), 'storage.unavailable');
    await expectFailure(migrate(postgres), 'storage.unavailable');
    const register = createPostgresRegisterStore(postgres);
    await expectFailure(
      register.read(() => undefined),
      'storage.unavailable',
    );
    await expectFailure(register.changesSince(0), 'storage.unavailable');
    await expectFailure(
      register.subscribe(() => undefined),
      'storage.unavailable',
    );
    await postgres.close();
    await expectFailure(postgres.ping(), 'storage.unavailable');
  });

  it('says so when the database does not exist, without its address in the message', async () => {
    const url = new URL(inject('postgres15Url'));
    url.pathname = '/bestaat_niet';
    const postgres = open(url.href);
    const failure = await expectFailure(postgres.ping(), 'storage.unavailable');
    expect(failure.message).toContain('3D000');
    expect(failure.message).not.toContain('bestaat_niet');
    await postgres.close();
  });
});

describe('a PostgreSQL that goes away and comes back', () => {
  let url: string;
  let proxy: TcpProxy;
  let postgres: Postgres;
  beforeEach(async () => {
    url = await createDatabase(inject('postgres15Url'));
    proxy = await startTcpProxy(Number(new URL(url).port));
    const throughProxy = new URL(url);
    throughProxy.port = String(proxy.port);
    postgres = open(throughProxy.href);
    await migrate(postgres);
  });
  afterEach(async () => {
    expect(await within(postgres.close())).toBeLessThan(boundMs);
    await proxy.close();
  });

  async function expectAway(): Promise<void> {
    const people = createPostgresPersonStore(postgres);
    const register = createPostgresRegisterStore(postgres);
    const start = performance.now();
    const calls = [
      people.identify({
        identifiers: [{ hash: hashOf('a'), portable: true }],
        board: required(boardId('het-bestuur')),
        school: required(schoolId('de-school')),
        at: 1,
        staleBefore: 0,
        objections: [],
        provisionalSince: 0,
      }),
      register.read(() => undefined),
      register.changesSince(0),
      register.apply(0, [], meta),
      postgres.ping(),
    ];
    await Promise.all(calls.map((call) => expectFailure(call, 'storage.unavailable')));
    expect(performance.now() - start).toBeLessThan(boundMs);
  }

  it('ends every call in time while nothing gets through, and goes on afterwards', async () => {
    await postgres.ping();
    await proxy.set('blackhole');
    await expectAway();
    await expectAway();
    await proxy.set('forward');
    await eventually(() => postgres.ping());
  });

  it('goes on after connections were reset and refused', async () => {
    await postgres.ping();
    await proxy.set('reset');
    await expectAway();
    await proxy.set('refuse');
    await expectAway();
    await proxy.set('forward');
    await eventually(() => postgres.ping());
  });

  it('closes in time when nothing gets through', async () => {
    await postgres.ping();
    await proxy.set('blackhole');
    expect(await within(postgres.close())).toBeLessThan(boundMs);
  });

  it('writes nothing when the connection is lost in the middle of a transaction', async () => {
    const work = postgres.transaction(async (run) => {
      const insert = {
        name: 'test-insert',
        text: `insert into sluis.sector_key values ('half', 1)`,
        row: z.unknown(),
      };
      await run(insert, []);
      await proxy.set('reset');
    });
    await expectFailure(work, 'storage.unavailable');
    await proxy.set('forward');
    expect(await queryDatabase(url, 'select * from sluis.sector_key')).toEqual([]);
  });

  it('ends a statement that waits for a lock of somebody else, and a wait for a free connection', async () => {
    const blocker = open(url);
    const held = blocker.transaction(async (run) => {
      await run({ name: 'test-lock', text: 'lock table sluis.register_revision', row: z.unknown() }, []);
      const register = createPostgresRegisterStore(postgres);
      const applies = Array.from({ length: 8 }, () => register.apply(0, [], meta));
      const start = performance.now();
      await Promise.all(applies.map((apply) => expectFailure(apply, 'storage.unavailable')));
      expect(performance.now() - start).toBeLessThan(boundMs);
    });
    await held.catch(() => undefined);
    await blocker.close();
    expect(await createPostgresRegisterStore(postgres).revision()).toBe(0);
  });

  it('listens again by itself and says that something may have changed', async () => {
    let hints = 0;
    const register = createPostgresRegisterStore(postgres);
    const subscription = await register.subscribe(() => {
      hints += 1;
    });
    await proxy.set('refuse');
    const direct = createPostgresRegisterStore(open(url));
    await direct.apply(0, [newVersionOf({ kind: 'board', id: 'een', body: {} })], meta);
    await proxy.set('forward');
    await eventually(() => expect(hints).toBe(1));
    await direct.apply(1, [newVersionOf({ kind: 'board', id: 'twee', body: {} })], meta);
    await eventually(() => expect(hints).toBe(2));
    await subscription.close();
    await direct.close();
  });
});
