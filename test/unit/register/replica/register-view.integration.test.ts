import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { systemClock } from '../../../../src/domain/clock.ts';
import { newVersionOf } from '../../../../src/register/changes/step.ts';
import { fillRegister } from '../../../../testkit/world/fill-register.ts';
import { openRegisterView } from '../../../../src/register/replica/register-view.ts';
import { migrate } from '../../../../src/storage/postgres/migrate.ts';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import type { RegisterStore } from '../../../../src/storage/stores/register-store.ts';
import { wantedRecords } from '../../../../testkit/federation/example-federation.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { createDatabase, queryDatabase } from '../../../../testkit/services/postgres.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { startTcpProxy, type TcpProxy } from '../../../../testkit/machine/tcp-proxy.ts';

const logger = createRecordingLogger();
let url: string;
/** A node that writes, and one that reads through a connection that can be cut. */
let writer: RegisterStore;
let reader: RegisterStore;
let proxy: TcpProxy;

beforeAll(async () => {
  url = await createDatabase(inject('postgres15Url'));
  const direct = openPostgres({ url, timeoutMs: 5000, maxConnections: 2, logger });
  await migrate(direct);
  writer = createPostgresRegisterStore(direct);
  proxy = await startTcpProxy(Number(new URL(url).port));
  const far = new URL(url);
  far.port = String(proxy.port);
  reader = createPostgresRegisterStore(
    openPostgres({ url: far.href, timeoutMs: 500, maxConnections: 2, logger }),
  );
});

afterAll(async () => {
  await reader.close();
  await writer.close();
  await proxy.close();
});

/** Lets the connection be again, and waits until every pooled connection that was cut is replaced. */
async function reconnect(): Promise<void> {
  await proxy.set('forward');
  await eventually(() => Promise.all([reader.ping(), reader.ping()]));
}

const apply = (from = '', to = '', prune = false) => fillRegister(writer, wantedRecords(from, to), { prune });

const nameOfBoard = (view: { current(): { schools(): readonly { id: string; name: string }[] } }) =>
  view
    .current()
    .schools()
    .find(({ id }) => id === 'de-kade')?.name;

describe('the snapshot of a node', () => {
  it('shows a change of another node within a second', async () => {
    await apply('name: College De Kade', 'name: College De Kade voor');
    const view = await openRegisterView({ store: reader, clock: systemClock, logger });
    try {
      await apply('name: College De Kade', 'name: College De Kade na');
      await eventually(() => expect(nameOfBoard(view)).toBe('College De Kade na'), 1000);
    } finally {
      await view.close();
    }
  });

  it('shows it also when every hint is lost', async () => {
    const deaf: RegisterStore = { ...reader, subscribe: () => Promise.reject(new Error('no hints')) };
    const view = await openRegisterView({ store: deaf, clock: systemClock, logger });
    try {
      await apply('name: College De Kade', 'name: College De Kade doof');
      await eventually(() => expect(nameOfBoard(view)).toBe('College De Kade doof'), 1000);
    } finally {
      await view.close();
    }
  });

  it('shows it within a second also when a connection that listened has fallen silent', async () => {
    const listening: RegisterStore = { ...writer, subscribe: reader.subscribe };
    const view = await openRegisterView({ store: listening, clock: systemClock, logger });
    try {
      await proxy.set('blackhole');
      await apply('name: College De Kade', 'name: College De Kade stil');
      await eventually(() => expect(nameOfBoard(view)).toBe('College De Kade stil'), 1000);
    } finally {
      await reconnect();
      await view.close();
    }
  });

  it('reads no more than what changed, and everything when that cannot be had', async () => {
    let readings = 0;
    let isBroken = false;
    const counting: RegisterStore = {
      ...reader,
      read: (take) => {
        readings += 1;
        return reader.read(take);
      },
      changesSince: (revision) =>
        isBroken ? Promise.reject(new Error('broken')) : reader.changesSince(revision),
    };
    const view = await openRegisterView({ store: counting, clock: systemClock, logger });
    try {
      await apply('name: College De Kade', 'name: College De Kade één');
      await view.refresh();
      expect([nameOfBoard(view), readings]).toEqual(['College De Kade één', 1]);
      isBroken = true;
      await apply('name: College De Kade', 'name: College De Kade twee');
      await view.refresh();
      expect([nameOfBoard(view), readings]).toEqual(['College De Kade twee', 2]);
    } finally {
      await view.close();
    }
  });

  it('tells of every new snapshot before anybody sees it', async () => {
    const told: number[] = [];
    const view = await openRegisterView({
      store: reader,
      clock: systemClock,
      logger,
      onSnapshot: ({ revision }) => told.push(revision),
    });
    try {
      const revision = await apply('name: College De Kade', 'name: College De Kade verteld');
      await view.refresh();
      expect(told).toEqual([revision - 1, revision]);
    } finally {
      await view.close();
    }
  });

  it('is at least as new as a refresh', async () => {
    const view = await openRegisterView({
      store: reader,
      clock: systemClock,
      logger,
      pollMilliseconds: 60_000,
    });
    try {
      const revision = await apply('name: College De Kade', 'name: College De Kade nu');
      await view.refresh();
      expect(view.current().revision).toBe(revision);
    } finally {
      await view.close();
    }
  });

  it.each(['blackhole', 'refuse', 'reset'] as const)(
    'stays and is no longer confirmed while the store is away (%s), and recovers by itself',
    async (mode) => {
      const view = await openRegisterView({ store: reader, clock: systemClock, logger });
      try {
        const before = view.current();
        await proxy.set(mode);
        await expect(view.refresh()).rejects.toMatchObject({ code: 'storage.unavailable' });
        const confirmedAt = view.confirmedAt();
        await apply('name: College De Kade', `name: College De Kade ${mode}`);
        await expect(view.refresh()).rejects.toMatchObject({ code: 'storage.unavailable' });
        expect(view.current()).toBe(before);
        expect(view.confirmedAt()).toBe(confirmedAt);
        await proxy.set('forward');
        await eventually(() => expect(nameOfBoard(view)).toBe(`College De Kade ${mode}`), 5000);
        expect(view.confirmedAt()).toBeGreaterThan(confirmedAt);
      } finally {
        await reconnect();
        await view.close();
      }
    },
  );

  it('stays and is no longer confirmed when a record cannot be read', async () => {
    const view = await openRegisterView({ store: reader, clock: systemClock, logger });
    try {
      const before = view.current();
      const meta = { author: 'test', reason: 'broken', at: systemClock.now() };
      const revision = await writer.revision();
      await writer.apply(
        revision,
        [newVersionOf({ kind: 'board', id: 'waterland', body: { id: 'waterland', name: 7 } })],
        meta,
      );
      await expect(view.refresh()).rejects.toMatchObject({ code: 'register.invalid' });
      expect(view.current()).toBe(before);
      const rows = await queryDatabase(
        url,
        'select max(revision)::int as newest from sluis.register_revision',
      );
      expect(rows).toEqual([{ newest: revision + 1 }]);
    } finally {
      await view.close();
    }
  });

  it('is not opened at all when the store is away or cannot be read', async () => {
    await expect(openRegisterView({ store: reader, clock: systemClock, logger })).rejects.toMatchObject({
      code: 'register.invalid',
    });
    await proxy.set('refuse');
    await expect(openRegisterView({ store: reader, clock: systemClock, logger })).rejects.toMatchObject({
      code: 'storage.unavailable',
    });
    await proxy.set('forward');
  });
});
