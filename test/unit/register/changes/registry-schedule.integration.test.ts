import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Registry, Submission } from '../../../../src/register/changes/registry.ts';
import { applyDueChanges, startScheduler } from '../../../../src/register/changes/scheduler.ts';
import { openPostgres, type Postgres } from '../../../../src/storage/postgres/pool.ts';
import { createPostgresRegisterStore } from '../../../../src/storage/postgres/register-store.ts';
import { createPostgresScheduleStore } from '../../../../src/storage/postgres/schedule-store.ts';
import type { Change } from '../../../../src/storage/stores/records.ts';
import type { ScheduledChange } from '../../../../src/storage/stores/schedule-store.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { eventually } from '../../../../testkit/machine/eventually.ts';
import { createRecordingLogger } from '../../../../testkit/machine/recording-logger.ts';
import {
  objectors,
  openRegistryWorld,
  type RegistryWorld,
  propose,
} from '../../../../testkit/world/registry-world.ts';

const day = 86_400_000;
const reader = 'de-regenboog/leesboom-reader';
let world: RegistryWorld;
const opened: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
  opened.push(world);
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
});

/** Arguments of `Registry.submit`, for tomorrow or for later. */
const later = (changes: readonly Change[], due = world.clock.now() + day, more: Partial<Submission> = {}) =>
  propose(changes, { reason: 'new year', due, ...more });
const board = (name: string): Change => ({
  kind: 'board',
  id: 'waterland',
  body: { id: 'waterland', name },
});
/** Rights are for API clients; what is asked for here is nobody's but the operator's. */
const rightsWhenDue = () => Promise.resolve(undefined);
const due = () => applyDueChanges({ ...world, catalogue, rightsWhenDue });

async function waits(asked: ReturnType<Registry['submit']>): Promise<ScheduledChange> {
  const outcome = await asked;
  if (outcome.outcome !== 'scheduled') throw new Error(JSON.stringify(outcome));
  expect(outcome.scheduled.state).toEqual({ name: 'waiting' });
  return outcome.scheduled;
}

const stateOf = async ({ id }: ScheduledChange) =>
  (await world.registry.scheduled()).find((each) => each.id === id)?.state;

/** Another node on the same database, with the same clock. */
function openNode(): Parameters<typeof applyDueChanges>[0] & { readonly postgres: Postgres } {
  const logger = createRecordingLogger();
  const postgres = openPostgres({ url: world.url, timeoutMs: 10_000, maxConnections: 2, logger });
  opened.push(postgres);
  const { clock, peopleOfLogin } = world;
  const stores = {
    store: createPostgresRegisterStore(postgres),
    schedule: createPostgresScheduleStore(postgres),
  };
  return { ...stores, catalogue, objectors, peopleOfLogin, clock, logger, rightsWhenDue, postgres };
}

describe('a change for later is refused', () => {
  it('a moment in the past, and what is wrong whatever comes', async () => {
    const { registry, clock } = world;
    const past = await registry.submit(...later([board('Nieuw')], clock.now()));
    expect(past).toMatchObject({ outcome: 'refused', faults: [{ problem: 'is due in the past' }] });
    const shapeless: Change = { kind: 'board', id: 'waterland', body: { name: 3 } };
    expect(await registry.submit(...later([shapeless]))).toMatchObject({
      outcome: 'refused',
    });
    const policy: Change = {
      kind: 'policy',
      id: 'de-kade/nergens',
      body: { school: 'de-kade', service: 'nergens', enabled: true },
    };
    expect(await registry.submit(...later([policy]))).toMatchObject({
      outcome: 'refused',
      faults: [{ problem: 'service nergens does not exist' }],
    });
    const expected = [{ kind: 'board', id: 'waterland', version: 7 } as const];
    const stale = later([board('Nieuw')], clock.now() + day, { expected });
    expect(await registry.submit(...stale)).toMatchObject({
      outcome: 'version_mismatch',
      version: 1,
    });
    expect(await registry.scheduled()).toEqual([]);
  });
});

describe('a scheduled change', () => {
  it('is applied when it is due, with its author and reason, and not before', async () => {
    const { registry, clock } = world;
    const asked = await waits(registry.submit(...later([board('Nieuw')])));
    await due();
    expect(await stateOf(asked)).toEqual({ name: 'waiting' });
    clock.advance(day);
    await due();
    expect(await stateOf(asked)).toEqual({ name: 'applied', at: clock.now(), revision: 2 });
    expect((await registry.history({ kind: 'board', id: 'waterland' })).at(-1)).toMatchObject({
      version: 2,
      author: 'ada',
      reason: 'new year',
      at: clock.now(),
    });
    await due();
    expect(await world.store.revision()).toBe(2);
    expect((await world.ledger.listAudit({ limit: 2 })).map(({ type }) => type)).toEqual([
      'register.applied',
      'register.scheduled',
    ]);
  });

  it('may wait for what an earlier one brings', async () => {
    const { registry, clock } = world;
    const school = {
      id: 'de-werf',
      board: 'waterland',
      name: 'De Werf',
      town: 'Edam',
      brin: '77ZZ',
      sector: 'po',
    };
    const policy = { school: 'de-werf', service: 'leesboom-reader', enabled: true, claims: ['group'] };
    await waits(registry.submit(...later([{ kind: 'school', id: 'de-werf', body: school }])));
    const change: Change = { kind: 'policy', id: 'de-werf/leesboom-reader', body: policy };
    await waits(registry.submit(...later([change], clock.now() + 2 * day)));
    clock.advance(3 * day);
    await due();
    expect(await registry.find({ kind: 'policy', id: 'de-werf/leesboom-reader' })).toBeDefined();
  });

  it('can be cancelled, once, and only while it waits', async () => {
    const { registry, clock } = world;
    const asked = await waits(registry.submit(...later([board('Nieuw')])));
    expect(await registry.cancel(asked.id, 'bea')).toBe(true);
    expect(await registry.cancel(asked.id, 'cor')).toBe(false);
    expect(await registry.cancel('no uuid', 'cor')).toBe(false);
    clock.advance(day);
    await due();
    expect(await stateOf(asked)).toEqual({ name: 'cancelled', at: clock.now() - day, author: 'bea' });
    expect(await world.store.revision()).toBe(1);
    clock.advance(31 * day);
    expect(await registry.scheduled()).toEqual([]);
  });

  it('that no longer fits fails as a whole, says why, and holds up nobody', async () => {
    const { registry, clock, store } = world;
    const policy: Change = {
      kind: 'policy',
      id: reader,
      body: { ...(await world.body('policy', reader)), enabled: false },
    };
    const bad = await waits(registry.submit(...later([policy, board('Half')])));
    const good = await waits(registry.submit(...later([board('Heel')], clock.now() + 2 * day)));
    const end = (kind: 'policy' | 'agreement' | 'service', id: string) =>
      ({ kind, id, ended: true }) as const;
    await registry.submit(
      ...propose([
        end('policy', reader),
        end('agreement', 'waterland-leesboom'),
        end('service', 'leesboom-reader'),
      ]),
    );
    clock.advance(2 * day);
    await due();
    expect(await stateOf(bad)).toMatchObject({
      name: 'failed',
      faults: [
        { kind: 'policy', id: reader, path: ['service'], problem: 'service leesboom-reader does not exist' },
      ],
    });
    expect(await stateOf(good)).toMatchObject({ name: 'applied', revision: 3 });
    expect((await store.history('board', 'waterland')).map(({ body }) => body)).not.toContainEqual({
      id: 'waterland',
      name: 'Half',
    });
    expect(await world.ledger.listAudit({ type: 'register.failed', limit: 9 })).toEqual([
      { type: 'register.failed', at: clock.now(), recordKind: 'scheduled-change', recordId: bad.id },
    ]);
  });

  it('of a policy is judged again, by what is agreed about each affiliation then', async () => {
    const { registry, clock } = world;
    const claims = [{ name: 'given_name', affiliations: ['pupil'] }];
    const policy = { school: 'de-kade', service: 'leesboom-reader', enabled: true, claims };
    const id = 'de-kade/leesboom-reader';
    const asked = await waits(registry.submit(...later([{ kind: 'policy', id, body: policy }])));
    const annex = [
      { service: 'leesboom-reader', claim: 'given_name', purposes: ['access'], affiliations: ['teacher'] },
    ];
    await registry.submit(...propose([await world.edited('agreement', 'waterland-leesboom', { annex })]));
    clock.advance(day);
    await due();
    expect(await stateOf(asked)).toMatchObject({
      name: 'failed',
      faults: [
        {
          kind: 'policy',
          id,
          path: ['claims', 0, 'affiliations', 0],
          problem:
            'school de-kade switches given_name of pupil on for leesboom-reader, but it is agreed about teacher only',
        },
      ],
    });
    expect(await registry.find({ kind: 'policy', id })).toBeUndefined();
  });

  it('that the register says already ends without a revision', async () => {
    const { registry, clock } = world;
    const asked = await waits(registry.submit(...later([board('Nieuw')])));
    await registry.submit(...propose([board('Nieuw')]));
    clock.advance(day);
    await due();
    expect(await stateOf(asked)).toEqual({ name: 'applied', at: clock.now(), revision: 2 });
    expect(await world.store.revision()).toBe(2);
  });
});

describe('several nodes with one schedule', () => {
  it('apply what is due once, however many look at the same time', async () => {
    const { registry, clock, store } = world;
    for (const name of ['Een', 'Twee', 'Drie']) {
      await waits(registry.submit(...later([board(name)])));
    }
    clock.advance(day);
    const nodes = [openNode(), openNode(), openNode()];
    await Promise.all(nodes.map((node) => applyDueChanges(node)));
    expect(await store.revision()).toBe(4);
    expect(await registry.find({ kind: 'board', id: 'waterland' })).toMatchObject({ version: 4 });
    expect(await world.ledger.listAudit({ type: 'register.applied', limit: 9 })).toHaveLength(3);
  });

  it('cancel and apply at the same time: one of the two happens', async () => {
    const { registry, clock, store } = world;
    const asked = await waits(registry.submit(...later([board('Nieuw')])));
    clock.advance(day);
    const [isCancelled] = await Promise.all([registry.cancel(asked.id, 'bea'), applyDueChanges(openNode())]);
    expect(await stateOf(asked)).toMatchObject({ name: isCancelled ? 'cancelled' : 'applied' });
    expect(await store.revision()).toBe(isCancelled ? 1 : 2);
  });

  it('apply at their start what was due while no node ran, and go on looking', async () => {
    const { registry, clock, store } = world;
    await waits(registry.submit(...later([board('Een')])));
    await waits(registry.submit(...later([board('Twee')], clock.now() + 3 * day)));
    clock.advance(2 * day);
    const scheduler = startScheduler({ ...openNode(), pauseMilliseconds: 20 });
    try {
      await eventually(async () => expect(await store.revision()).toBe(2));
      clock.advance(day);
      await eventually(async () => expect(await store.revision()).toBe(3), 1_000);
    } finally {
      await scheduler.close();
    }
  });

  it('a scheduler whose database is away says so once and does not end', async () => {
    const node = openNode();
    await node.postgres.close();
    const logger = createRecordingLogger();
    const scheduler = startScheduler({ ...node, logger, pauseMilliseconds: 1 });
    await eventually(() => expect(logger.events.length).toBeGreaterThan(0));
    await scheduler.close();
    expect(logger.events).toHaveLength(1);
  });
});
