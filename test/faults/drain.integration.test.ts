import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startKillableBroker, type KillableBroker } from './broker-fault.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { loginsAtEveryStep } from './outage-fault.ts';
import { createDatabase } from '../../testkit/services/postgres.ts';

/** A node that is asked to stop says so first, serves for a while, and loses no login. */

const drainSeconds = 6;
let broker: KillableBroker;
beforeAll(async () => {
  broker = await startKillableBroker({
    databaseUrl: await createDatabase(inject('postgres15Url')),
    redisUrl: inject('redisUrl'),
    drainSeconds,
  });
});
afterAll(() => broker.stop());

async function readiness() {
  const answer = await fetch(`${broker.world.issuer}/health/ready`, { signal: AbortSignal.timeout(2_000) });
  return { status: answer.status, body: await answer.json(), connection: answer.headers.get('connection') };
}

describe('a node that is asked to stop', () => {
  it('says that it drains, serves logins at every step, and ends; those under way go on at another', async () => {
    const [ending, staying] = [await loginsAtEveryStep(broker.world), await loginsAtEveryStep(broker.world)];
    const begun = performance.now();
    const ended = broker.askToStop();
    await eventually(async () => {
      expect(await readiness()).toEqual({
        status: 503,
        body: { status: 'not_ready', failing: ['draining'] },
        connection: 'close',
      });
    });
    for (const [step, login] of ending) {
      await login.goUpTo('userinfo');
      expect((await login.go()).status, step).toBe(200);
    }
    expect(performance.now() - begun).toBeLessThan(drainSeconds * 1000);
    await ended;
    expect(performance.now() - begun).toBeGreaterThan(drainSeconds * 1000);
    await expect(readiness()).rejects.toThrow();

    await broker.restart();
    expect((await readiness()).status).toBe(200);
    for (const [step, login] of staying) {
      await login.goUpTo('userinfo');
      expect((await login.go()).status, step).toBe(200);
    }
  });

  it('twice waits no longer', async () => {
    const begun = performance.now();
    const ended = broker.askToStop();
    await eventually(async () => expect((await readiness()).status).toBe(503));
    await broker.askToStop();
    await ended;
    expect(performance.now() - begun).toBeLessThan(drainSeconds * 1000);
    await broker.restart();
  });
});
