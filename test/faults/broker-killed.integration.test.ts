import { createClient } from 'redis';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startKillableBroker, type KillableBroker } from './broker-fault.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { beginLogin, type StepAnswer, type SteppedLogin } from './login-fault.ts';
import {
  expectLedgerKnows,
  expectNothingUsedTwice,
  expectRecovered,
  loginsAtEveryStep,
} from './outage-fault.ts';
import { createDatabase, queryDatabase } from '../../testkit/services/postgres.ts';
import { startRedis, type TestRedis } from '../../testkit/services/redis.ts';
import { startSlowLink, type SlowLink } from './slow-link-fault.ts';

let redis: TestRedis;
let redisLink: SlowLink;
let postgresLink: SlowLink;
let databaseUrl: string;
let broker: KillableBroker;
beforeAll(async () => {
  redis = await startRedis();
  databaseUrl = await createDatabase(inject('postgres15Url'));
  redisLink = await startSlowLink(redis.port);
  postgresLink = await startSlowLink(Number(new URL(databaseUrl).port));
  const slowDatabase = new URL(databaseUrl);
  slowDatabase.port = String(postgresLink.port);
  broker = await startKillableBroker({
    databaseUrl: slowDatabase.href,
    redisUrl: `redis://127.0.0.1:${String(redisLink.port)}`,
  });
});
afterAll(async () => {
  await broker.stop();
  await Promise.all([redisLink.close(), postgresLink.close()]);
  await redis.stop();
});

/** Sends the code, kills the broker as soon as `seen` holds, and returns what the supplier got. */
async function killWhileExchanging(
  login: SteppedLogin,
  seen: () => Promise<void>,
): Promise<StepAnswer | 'nothing'> {
  const exchanging = login.go().catch(() => 'nothing' as const);
  await eventually(seen);
  await broker.kill();
  return exchanging;
}

async function entryCount(): Promise<number> {
  const [row] = await queryDatabase(databaseUrl, 'select count(*) as count from sluis.disclosure');
  return Number(row?.['count']);
}

async function usedCodes(): Promise<number> {
  const client = createClient({ url: redis.url });
  await client.connect();
  const keys = await client.keys('sluis:oidc-used:*');
  client.destroy();
  return keys.length;
}

async function expectLedger(...logins: readonly SteppedLogin[]): Promise<void> {
  const world = { databaseUrl, keysFolder: broker.keysFolder };
  await expectLedgerKnows(
    world,
    logins.flatMap(({ received }) => received),
  );
}

describe('a broker that is killed', () => {
  it('between any two steps: another goes on where it was, and nothing is good for twice', async () => {
    const logins = await loginsAtEveryStep(broker.world);
    const whole = await loginsAtEveryStep(broker.world);
    await broker.kill();
    await broker.restart();
    for (const [step, login] of whole) {
      await login.goUpTo('userinfo');
      expect((await login.go()).status, step).toBe(200);
    }
    const subjects = new Set([...whole.values()].flatMap(({ received }) => received.map(({ sub }) => sub)));
    expect(subjects.size).toBe(1);
    await expectNothingUsedTwice({ logins, during: new Map() });
    await expectLedger(...logins.values(), ...whole.values());
  });

  it('between ledger entry and token: the entry stays, the code is gone, nobody got anything', async () => {
    const login = await beginLogin(broker.world);
    await login.goUpTo('token');
    const before = await entryCount();
    redisLink.delay(250);
    const got = await killWhileExchanging(login, async () => expect(await entryCount()).toBe(before + 1));
    expect(got).toBe('nothing');
    redisLink.delay(0);
    await broker.restart();
    expect((await login.go()).status).toBe(400);
    expect(login.received).toEqual([]);
    expect(await entryCount()).toBe(before + 1);
    await expectRecovered(broker.world);
  });

  it('between the use of a code and its ledger entry: no entry, no token, and none with the code again', async () => {
    const login = await beginLogin(broker.world);
    await login.goUpTo('token');
    const [entries, used] = [await entryCount(), await usedCodes()];
    postgresLink.delay(600);
    const got = await killWhileExchanging(login, async () => expect(await usedCodes()).toBe(used + 1));
    expect(got).toBe('nothing');
    postgresLink.delay(0);
    await broker.restart();
    expect((await login.go()).status).toBe(400);
    expect(login.received).toEqual([]);
    expect(await entryCount()).toBe(entries);
    await expectRecovered(broker.world);
  });
});
