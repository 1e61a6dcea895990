import type { Rights } from '../../../../src/register/changes/registry.ts';
import { newVersionOf } from '../../../../src/register/changes/step.ts';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { openRegisterView } from '../../../../src/register/replica/register-view.ts';
import { applyDueChanges } from '../../../../src/register/changes/scheduler.ts';
import {
  upgradeRecords,
  upgradesOfForms,
  type RecordUpgrade,
} from '../../../../src/register/changes/upgrade-records.ts';
import { openPostgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { serviceId } from '../../../../src/domain/ids.ts';
import { required } from '../../../../testkit/values/ids.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import { openRegistryWorld, propose, type RegistryWorld } from '../../../../testkit/world/registry-world.ts';

const reader = { kind: 'service', id: 'leesboom-reader' } as const;
let world: RegistryWorld;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
  opened.push(world);
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
});

/** The body of a service as an earlier version of the program wrote it. */
async function earlierBody(id: string, requireAuthTime: boolean): Promise<object> {
  const body = await world.body('service', id);
  const members = Object.entries(Object(body['client'])).filter(([name]) => name !== 'signInTime');
  return { ...body, client: { ...Object.fromEntries(members), requireAuthTime } };
}

/** Puts the register back to what an earlier version left. */
async function writeEarlierForm(requireAuthTime = true): Promise<void> {
  const body = await earlierBody(reader.id, requireAuthTime);
  const meta = { author: 'an earlier version', reason: 'as it was', at: world.clock.now() };
  await world.store.apply(await world.store.revision(), [newVersionOf({ ...reader, body })], meta);
}

const upgrade = (upgrades: readonly RecordUpgrade[] = upgradesOfForms()) =>
  upgradeRecords({ ...world, upgrades });
const clientOf = (body: unknown): unknown => Object(body).client;

describe('an upgrade at the start', () => {
  it('writes today’s form once, in one revision that says by what and why', async () => {
    await writeEarlierForm();
    await upgrade();
    const versions = await world.store.history(reader.kind, reader.id);
    expect(versions.at(-1)).toMatchObject({
      version: 3,
      revision: 3,
      author: 'migration',
      reason: 'client.requireAuthTime is called client.signInTime',
    });
    expect(clientOf(versions.at(-1)?.body)).toMatchObject({ signInTime: true });
    expect(clientOf(versions.at(-1)?.body)).not.toHaveProperty('requireAuthTime');
    await upgrade();
    expect(await world.store.revision()).toBe(3);
  });

  it('lists what it did in the log, and tells the audit trail', async () => {
    await writeEarlierForm();
    await upgrade();
    const record = { recordKind: 'service', recordId: 'leesboom-reader' };
    expect(world.logger.events).toMatchObject([
      { level: 'warn', event: 'register.record_upgraded', fields: { ...record, reason: 'sign_in_time' } },
      { level: 'info', event: 'register.upgraded', fields: { count: 1, revision: 3 } },
    ]);
    expect(await world.ledger.listAudit({ type: 'register.upgraded', limit: 9 })).toEqual([
      { type: 'register.upgraded', at: world.clock.now(), number: 3, reason: 'sign_in_time', ...record },
      { type: 'register.upgraded', at: world.clock.now(), number: 3 },
    ]);
  });

  it('asks for attention only where there is something to look at', async () => {
    await writeEarlierForm(false);
    await upgrade();
    expect(world.logger.events.map(({ level }) => level)).toEqual(['info', 'info']);
  });

  it('does nothing to a register of today', async () => {
    await upgrade();
    expect(await world.store.revision()).toBe(1);
    expect(world.logger.events).toEqual([]);
  });

  it('is done once by nodes that start together', async () => {
    await writeEarlierForm();
    const nodes = Array.from({ length: 4 }, () => {
      const logger = createRecordingLogger();
      const postgres = openPostgres({ url: world.url, timeoutMs: 10_000, maxConnections: 2, logger });
      opened.push(postgres);
      return { logger, store: createPostgresRegisterStore(postgres) };
    });
    const run = (node: (typeof nodes)[number]) =>
      upgradeRecords({ ...node, clock: world.clock, upgrades: upgradesOfForms() });
    await Promise.all(nodes.map(run));
    expect(await world.store.revision()).toBe(3);
    const events = nodes.flatMap(({ logger }) => logger.events.map(({ event }) => event));
    expect(events.filter((event) => event === 'register.upgraded')).toHaveLength(1);
  });

  it('looks again when somebody changes the register meanwhile', async () => {
    await writeEarlierForm();
    let disturbed = false;
    const disturbing: RecordUpgrade = {
      kind: 'board',
      reason: 'never',
      upgrade: async () => {
        if (disturbed) return undefined;
        disturbed = true;
        const board = await world.edited('board', 'waterland', { name: 'Nieuw Waterland' });
        await world.registry.submit(...propose([board]));
        return undefined;
      },
    };
    await upgrade([...upgradesOfForms(), disturbing]);
    expect(await world.store.revision()).toBe(4);
    expect(await world.body('board', 'waterland')).toMatchObject({ name: 'Nieuw Waterland' });
  });

  it('refuses to write what nobody could read', async () => {
    const breaking: RecordUpgrade = { kind: 'board', reason: 'wrong', upgrade: () => ({ body: { a: 1 } }) };
    await expect(upgrade([breaking])).rejects.toMatchObject({ code: 'register.invalid' });
    expect(await world.store.revision()).toBe(1);
  });

  it('names what cannot be upgraded at every start, and leaves it', async () => {
    const leaving: RecordUpgrade = { kind: 'board', reason: 'never', upgrade: () => ({ left: 'no_way' }) };
    await upgrade([leaving]);
    expect(await world.store.revision()).toBe(1);
    expect(world.logger.events).toContainEqual({
      level: 'warn',
      event: 'register.record_not_upgraded',
      fields: expect.objectContaining({ recordKind: 'board', recordId: 'waterland', reason: 'no_way' }),
    });
  });
});

describe('an earlier form is understood', () => {
  it('by a node that reads the register before the upgrade', async () => {
    await writeEarlierForm();
    const view = await openRegisterView(world);
    opened.push(view);
    expect(view.current().service(required(serviceId('leesboom-reader')))?.record.client.signInTime).toBe(
      true,
    );
  });

  it('in a change that waits since before the upgrade', async () => {
    const { schedule, clock, store } = world;
    const body = await earlierBody(reader.id, true);
    const id = '0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a11';
    const now = clock.now();
    const proposal = { changes: [{ ...reader, body }], author: 'ada', reason: 'later' };
    await schedule.add(
      { id, proposal, due: now + 10, askedAt: now },
      { type: 'register.scheduled', at: now },
    );
    const [waiting] = await world.registry.scheduled();
    expect(waiting?.proposal.changes).toMatchObject([{ body: { client: { signInTime: true } } }]);
    clock.advance(20);
    const seen: unknown[] = [];
    const rights: Rights = {
      sees: ({ after }) => seen.push(after) > 0,
      refusal: () => undefined,
    };
    await applyDueChanges({ ...world, catalogue, rightsWhenDue: () => Promise.resolve(rights) });
    expect(seen[0]).toMatchObject({ client: { signInTime: true } });
    expect(clientOf((await store.find([reader]))[0]?.body)).toMatchObject({ signInTime: true });
  });

  it('when one of its versions is restored', async () => {
    await writeEarlierForm();
    await upgrade();
    await world.registry.submit(
      ...propose([{ ...reader, body: { ...(await earlierBody(reader.id, false)) } }], {
        reason: 'no longer',
      }),
    );
    const changes = await world.registry.changesToRestore(reader, 2);
    expect(changes).toMatchObject([{ body: { client: { signInTime: true } } }]);
    expect(await world.registry.submit(...propose(changes ?? []))).toMatchObject({ outcome: 'applied' });
  });
});
