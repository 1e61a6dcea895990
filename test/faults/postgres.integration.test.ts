import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually } from '../../testkit/machine/eventually.ts';
import { beginLogin } from './login-fault.ts';
import {
  breakDuringLogins,
  expectBounded,
  expectClear,
  expectLedgerKnows,
  expectNothingUsedTwice,
  expectRecovered,
  expectSaidAway,
  readiness,
  type Outage,
} from './outage-fault.ts';
import { queryDatabase, startPostgres15, type TestPostgres } from '../../testkit/services/postgres.ts';
import { startSlowLink, type SlowLink } from './slow-link-fault.ts';
import { startTcpProxy, type TcpProxy } from '../../testkit/machine/tcp-proxy.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

const storeTimeoutMs = 700;
/** A request asks PostgreSQL a few times, one after the other, and the machine may be busy. */
const boundMs = 8_000;
/** Steps that cannot do without PostgreSQL: who it is, and what leaves. */
const needingPostgres = ['arrived', 'token', 'userinfo'] as const;

let postgres: TestPostgres;
let link: SlowLink;
let proxy: TcpProxy;
let world: World;
beforeAll(async () => {
  postgres = await startPostgres15();
  link = await startSlowLink(postgres.port);
  proxy = await startTcpProxy(link.port);
  world = await openWorld({
    postgresUrl: postgres.url,
    redisUrl: inject('redisUrl'),
    databaseAddress: throughProxy,
    storeTimeoutMs,
  });
});
afterAll(async () => {
  await world.close();
  await proxy.close();
  await link.close();
  await postgres.stop();
});

function throughProxy(url: string): string {
  const address = new URL(url);
  address.port = String(proxy.port);
  return address.href;
}

async function expectAwayAndBack(outage: Outage, comeBack: () => Promise<void> | void): Promise<void> {
  expectBounded(outage, boundMs);
  for (const answer of outage.during.values()) expectClear(answer);
  for (const step of needingPostgres) {
    const answer = outage.during.get(step);
    expect(answer, step).toBeDefined();
    if (answer !== undefined) expectSaidAway(answer);
  }
  await eventually(async () =>
    expect(await readiness(world)).toEqual({ status: 'not_ready', failing: ['database'] }),
  );
  await comeBack();
  await expectRecovered(world);
  await expectNothingUsedTwice(outage);
  await expectLedgerKnows(
    world,
    [...outage.logins.values()].flatMap(({ received }) => received),
  );
}

describe('during logins PostgreSQL', () => {
  it('stops in the middle of every step and goes on', async () => {
    const outage = await breakDuringLogins(world, postgres.pause);
    await expectAwayAndBack(outage, postgres.resume);
  });

  it('is killed at every step, and comes back with what was committed', async () => {
    const outage = await breakDuringLogins(world, postgres.kill);
    await expectAwayAndBack(outage, postgres.restart);
  });

  it.each(['blackhole', 'reset', 'refuse'] as const)('is cut off at every step: %s', async (mode) => {
    const outage = await breakDuringLogins(world, () => proxy.set(mode));
    await expectAwayAndBack(outage, () => proxy.set('forward'));
  });

  it('is slow, within the time limit: everything works', async () => {
    const outage = await breakDuringLogins(world, () => {
      link.delay(60);
    });
    expectBounded(outage, boundMs);
    for (const [step, { next }] of outage.logins) if (step !== 'userinfo') expect(next()).not.toBe(step);
    link.delay(0);
    await expectRecovered(world);
    await expectNothingUsedTwice(outage);
  });

  it('is slower than the time limit: away', async () => {
    const outage = await breakDuringLogins(world, () => {
      link.delay(2 * storeTimeoutMs);
    });
    await expectAwayAndBack(outage, () => {
      link.delay(0);
    });
  });

  it('is killed again and again under logins, and every token that got out is in the ledger', async () => {
    const logins = await Promise.all(Array.from({ length: 6 }, () => beginLogin(world)));
    const running = logins.map(async (login) => {
      for (let request = 0; request < 30; request += 1) expectClear(await login.go());
    });
    for (let round = 0; round < 2; round += 1) {
      const before = await entryCount();
      await eventually(async () => expect(await entryCount()).toBeGreaterThan(before), 2_000).catch(
        () => undefined,
      );
      await postgres.kill();
      await postgres.restart();
    }
    await Promise.all(running);
    await expectRecovered(world);
    const received = logins.flatMap((login) => login.received);
    await expectLedgerKnows(world, received);
    const unwritten = { channel: 'id_token', sub: 'nobody wrote an entry for this one' } as const;
    await expect(expectLedgerKnows(world, [unwritten])).rejects.toThrow();
  });
});

async function entryCount(): Promise<number> {
  const [row] = await queryDatabase(world.databaseUrl, 'select count(*) as count from sluis.disclosure');
  return Number(row?.['count']);
}
