import { afterEach, beforeEach, expect, it } from 'vitest';
import { createOutboxWatch } from '../../../src/outbox/outbox-watch.ts';
import { createManualClock } from '../../../testkit/machine/manual-clock.ts';
import { queryDatabase } from '../../../testkit/services/postgres.ts';
import { openOutboxWorld, type OutboxWorld } from './outbox-world.ts';

const day = 86_400_000;
const clock = createManualClock();
let world: OutboxWorld;
beforeEach(async () => {
  world = await openOutboxWorld({ clock });
});
afterEach(() => world.close());

it('knows what waits and what is dead, and says when more is', async () => {
  const watch = createOutboxWatch({ store: world.store, clock, logger: world.logger });
  await world.write('a@school.example');
  clock.advance(5_000);
  await world.write('b@school.example');
  await watch.look();
  clock.advance(1_000);
  expect(watch.state()).toEqual({ waiting: 2, dead: 0, oldestMillis: 6_000 });
  clock.advance(20 * 60_000);
  for (let looks = 0; looks < 3; looks += 1) await watch.look();
  expect(watch.state()).toEqual({ waiting: 0, dead: 2, oldestMillis: 0 });
  expect(world.logger.events).toEqual([
    { level: 'warn', event: 'outbox.dead_letters', fields: { component: 'outbox', count: 2 } },
  ]);
});

it('erases what was delivered after 30 days, and dead letters after 90', async () => {
  const watch = createOutboxWatch({ store: world.store, clock, logger: world.logger });
  const states = async () => (await world.store.list({ limit: 9 })).map(({ state }) => state);
  await world.write('dead@school.example');
  const delivered = await world.write('done@school.example');
  const now = new Date(clock.now()).toISOString();
  await queryDatabase(
    world.url,
    `update sluis.outbox_message set state = 'delivered', ended_at = '${now}', payload = null, key_version = null
      where id = '${delivered}'`,
  );
  clock.advance(20 * 60_000);
  await watch.look();
  clock.advance(30 * day - 21 * 60_000);
  await watch.look();
  expect((await states()).toSorted()).toEqual(['dead', 'delivered']);
  clock.advance(2 * 60_000);
  await watch.look();
  expect(await states()).toEqual(['dead']);
  clock.advance(60 * day - 3 * 60_000);
  await watch.look();
  expect(await states()).toEqual(['dead']);
  clock.advance(25 * 60_000);
  await watch.look();
  expect(await states()).toEqual([]);
});

it('keeps what it knew while the database is away, and does not fail', async () => {
  const watch = createOutboxWatch({ store: world.store, clock, logger: world.logger });
  await world.write('a@school.example');
  await watch.look();
  await world.close();
  await watch.look();
  expect(watch.state()).toMatchObject({ waiting: 1 });
  expect(world.logger.events.map(({ event }) => event)).toEqual(['outbox.not_watched']);
});
