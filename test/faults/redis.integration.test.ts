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
import { startRedis, type TestRedis } from '../../testkit/services/redis.ts';
import { startSlowLink, type SlowLink } from './slow-link-fault.ts';
import { startTcpProxy, type TcpProxy } from '../../testkit/machine/tcp-proxy.ts';
import { signInAtRegenboog } from '../../testkit/world/sign-in.ts';
import { openWorld, type World } from '../../testkit/world/world.ts';

/** Each call to the store; a request makes a few one after the other, and the machine may be busy. */
const storeTimeoutMs = 700;
const boundMs = 5_000;

let redis: TestRedis;
let link: SlowLink;
let proxy: TcpProxy;
let world: World;
beforeAll(async () => {
  redis = await startRedis();
  link = await startSlowLink(redis.port);
  proxy = await startTcpProxy(link.port);
  world = await openWorld({
    postgresUrl: inject('postgres15Url'),
    redisUrl: `redis://127.0.0.1:${String(proxy.port)}`,
    storeTimeoutMs,
  });
});
afterAll(async () => {
  await world.close();
  await proxy.close();
  await link.close();
  await redis.stop();
});

async function expectAwayAndBack(outage: Outage, comeBack: () => Promise<void> | void): Promise<void> {
  expectBounded(outage, boundMs);
  for (const answer of outage.during.values()) expectSaidAway(answer);
  await eventually(async () =>
    expect(await readiness(world)).toEqual({ status: 'not_ready', failing: ['sessions'] }),
  );
  await comeBack();
  await expectRecovered(world);
  await expectNothingUsedTwice(outage);
  await expectLedgerKnows(
    world,
    [...outage.logins.values()].flatMap(({ received }) => received),
  );
}

describe('during logins Redis', () => {
  it('stops in the middle of every step and goes on', async () => {
    const outage = await breakDuringLogins(world, redis.pause);
    await expectAwayAndBack(outage, redis.resume);
    const metrics = await fetch(`${world.issuer}/metrics`, { signal: AbortSignal.timeout(10_000) });
    expect(await metrics.text()).toMatch(/^sluis_store_failures_total\{store="ephemeral"\} [1-9]/m);
  });

  it('is killed at every step, and comes back empty', async () => {
    const outage = await breakDuringLogins(world, redis.kill);
    await expectAwayAndBack(outage, redis.restart);
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
    await expectLedgerKnows(
      world,
      [...outage.logins.values()].flatMap(({ received }) => received),
    );
  });

  it('is slower than the time limit: away', async () => {
    const outage = await breakDuringLogins(world, () => {
      link.delay(2 * storeTimeoutMs);
    });
    await expectAwayAndBack(outage, () => {
      link.delay(0);
    });
  });

  it('is away before a login begins: said at once, and nothing is left behind', async () => {
    await proxy.set('refuse');
    const login = await beginLogin(world);
    const answer = await login.go();
    expectSaidAway(answer);
    expect(answer.tookMs).toBeLessThan(storeTimeoutMs);
    await proxy.set('forward');
    await expectRecovered(world);
  });

  it('leaves the front page up, which says nothing about a sign-in until Redis is back', async () => {
    const browser = world.browser();
    await signInAtRegenboog(world, browser, world.reader);
    const frontPage = () => browser.go(`${world.issuer}/`);
    expect((await frontPage()).body).toContain('ingelogd bij De Regenboog');
    await proxy.set('refuse');
    const away = await frontPage();
    expect(away.status).toBe(200);
    expect(away.body).toContain('Leesboom Lezen');
    expect(away.body).not.toContain('ingelogd bij');
    await proxy.set('forward');
    await expectRecovered(world);
    expect((await frontPage()).body).toContain('ingelogd bij De Regenboog');
  });

  it('never makes the broker say more than that it is away', async () => {
    await proxy.set('refuse');
    for (const path of ['/login/nobody-knows-this-login', '/logout', '/authorize/unknown', '/']) {
      const answer = await fetch(world.issuer + path, {
        headers: { accept: 'text/html' },
        redirect: 'manual',
      });
      const body = await answer.text();
      expect([200, 400, 404, 503], path).toContain(answer.status);
      expect(body).not.toMatch(/redis|ECONN|at .*\.ts/i);
      expectClear({
        step: 'authorize',
        status: answer.status,
        type: answer.headers.get('content-type') ?? '',
        body,
        location: undefined,
        retryAfter: answer.headers.get('retry-after'),
        tookMs: 0,
      });
    }
    await proxy.set('forward');
    await expectRecovered(world);
  });
});
