import { newVersionOf } from '../../../../src/register/changes/step.ts';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { upgradeOfObjections } from '../../../../src/register/changes/upgrade-objections.ts';
import { upgradeRecords } from '../../../../src/register/changes/upgrade-records.ts';
import type { Change } from '../../../../src/storage/stores/records.ts';
import { applyDueChanges } from '../../../../src/register/changes/scheduler.ts';
import { catalogue } from '../../../../testkit/federation/catalogue.ts';
import { objectionHashOf } from '../../../../testkit/values/ids.ts';
import {
  erasedHandles,
  nobody,
  openRegistryWorld,
  propose,
  type RegistryWorld,
} from '../../../../testkit/world/registry-world.ts';

let world: RegistryWorld;
beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres18Url'));
});
afterEach(() => world.close());

const upgradeObjections = () =>
  upgradeRecords({ ...world, upgrades: [upgradeOfObjections(world.store, world.objectors)] });

const pip = randomUUID();
const mees = randomUUID();
const hashAt = (person: unknown, board = 'waterland') =>
  objectionHashOf(`${JSON.stringify(person)} at ${board}`);

function objection(members: object, id = 'o1'): Change {
  return { kind: 'objection', id, body: { id, school: 'de-kade', claim: 'given_name', ...members } };
}
const change = (...changes: readonly Change[]) => world.registry.submit(...propose(changes));
const refusal = async (...changes: readonly Change[]): Promise<readonly string[]> => {
  const outcome = await change(...changes);
  if (outcome.outcome !== 'refused') throw new Error(`not refused: ${outcome.outcome}`);
  return outcome.faults.map(({ kind, id, path, problem }) => `${kind} ${id} ${path.join('.')}: ${problem}`);
};

/** A record as it was written before objections had hashes. */
async function writeFormer(id: string, person: string, members: object = {}): Promise<void> {
  const body = { id, school: 'de-kade', claim: 'given_name', person, ...members };
  const meta = { author: 'ada', reason: 'a letter', at: world.clock.now() };
  await world.store.apply(
    await world.store.revision(),
    [newVersionOf({ kind: 'objection', id, body })],
    meta,
  );
}

describe('an objection is refused', () => {
  it('for a handle that nobody has, and when it does not say whose it is', async () => {
    expect(await refusal(objection({ person: nobody }))).toEqual(['objection o1 person: is nobody here']);
    expect(await refusal(objection({}))).toEqual(['objection o1 person: does not say whose objection it is']);
    expect(await refusal(objection({ person: 3 }))).toHaveLength(1);
    expect(await world.store.revision()).toBe(1);
  });

  it('in the place of somebody else’s', async () => {
    await change(objection({ person: pip }));
    expect(await refusal(objection({ person: mees }))).toEqual([
      'objection o1 person: is the objection of somebody else',
    ]);
    await change({ kind: 'objection', id: 'o1', ended: true });
    expect(await refusal(objection({ person: mees }))).toHaveLength(1);
  });

  it('under a name that was of another board, which it would act for', async () => {
    const elsewhere = { school: 'elsewhere', hashes: [hashAt(pip, 'zeeland')], boards: ['zeeland'] };
    await writeFormer('o1', pip, { ...elsewhere, person: undefined });
    const meta = { author: 'ada', reason: 'withdrawn', at: world.clock.now() };
    await world.store.apply(2, [{ kind: 'objection', id: 'o1', ended: true }], meta);
    for (const written of [objection({}), objection({ person: pip })]) {
      expect(await refusal(written)).toEqual(['objection o1 : is the name of an objection of another board']);
    }
  });
});

describe('an objection', () => {
  it('is kept by hashes of the board of its school, and by no handle', async () => {
    expect(await change(objection({ person: pip }))).toMatchObject({ outcome: 'applied' });
    const body = await world.body('objection', 'o1');
    expect(body).toEqual({
      id: 'o1',
      school: 'de-kade',
      claim: 'given_name',
      hashes: [hashAt(pip)],
      boards: ['waterland'],
    });
  });

  it('is somebody’s by what was typed as well', async () => {
    const typed = { values: { oid: 'canary-oid' } };
    await change(objection({ person: typed }));
    const { hashes } = await world.body('objection', 'o1');
    expect(hashes).toHaveLength(1);
    expect(JSON.stringify(await world.store.history('objection', 'o1'))).not.toContain('canary-oid');
  });

  it('stays the same person’s when it is written anew without a person, and says nothing of hashes', async () => {
    await change(objection({ person: pip }));
    const outcome = await change(objection({ claim: 'group' }));
    expect(outcome).toMatchObject({
      outcome: 'applied',
      consequences: [{ differences: [{ field: 'claim', before: 'given_name', after: 'group' }] }],
    });
    expect(await world.body('objection', 'o1')).toMatchObject({ hashes: [hashAt(pip)] });
    expect(await change(objection({ claim: 'group', person: pip }))).toMatchObject({ outcome: 'unchanged' });
  });

  it('never knows less than it did: not when a version comes back that said less', async () => {
    await writeFormer('o1', pip);
    await upgradeObjections();
    const more = { hashes: [hashAt(pip), hashAt('another identifier')].sort(), boards: ['waterland'] };
    const meta = { author: 'ada', reason: 'a test', at: world.clock.now() };
    await world.store.apply(3, [newVersionOf(objection({ ...more, claim: 'group' }))], meta);
    erasedHandles.add(pip);
    for (const version of [1, 2]) {
      const changes = (await world.registry.changesToRestore({ kind: 'objection', id: 'o1' }, version)) ?? [];
      expect(changes).toHaveLength(1);
      expect(await change(...changes)).toMatchObject({ outcome: version === 1 ? 'applied' : 'unchanged' });
      expect(await world.body('objection', 'o1')).toMatchObject({ claim: 'given_name', ...more });
    }
    erasedHandles.delete(pip);
  });

  it('that waits for its day is named at once, and one that waited from before when it is due', async () => {
    const due = world.clock.now() + 1000;
    const waiting = await world.registry.submit(...propose([objection({ person: pip })], { due }));
    expect(JSON.stringify(waiting)).not.toContain(pip);
    const proposal = { changes: [objection({ person: mees }, 'o2')], author: 'ada', reason: 'a letter' };
    const event = { type: 'register.scheduled', at: 1 } as const;
    await world.schedule.add({ id: randomUUID(), proposal, due, askedAt: 1 }, event);
    world.clock.advance(2000);
    await applyDueChanges({ ...world, catalogue, rightsWhenDue: () => Promise.resolve(undefined) });
    expect(await world.body('objection', 'o1')).toMatchObject({ hashes: [hashAt(pip)] });
    expect(await world.body('objection', 'o2')).toMatchObject({ hashes: [hashAt(mees)] });
  });
});

describe('objections that name a ledger handle', () => {
  it('get hashes in one revision of the program, and those whose handle is gone are counted', async () => {
    await writeFormer('o1', pip);
    await writeFormer('o2', mees, { service: 'leesboom-reader' });
    await writeFormer('o3', nobody);
    await upgradeObjections();
    expect(await world.store.revision()).toBe(5);
    expect(await world.body('objection', 'o2')).toEqual({
      id: 'o2',
      school: 'de-kade',
      service: 'leesboom-reader',
      claim: 'given_name',
      hashes: [hashAt(mees)],
      boards: ['waterland'],
    });
    const [, version] = await world.store.history('objection', 'o1');
    expect(version).toMatchObject({ author: 'migration', revision: 5 });
    expect(await world.body('objection', 'o3')).toMatchObject({ person: nobody });
    expect(world.logger.events).toContainEqual(
      expect.objectContaining({
        event: 'register.record_not_upgraded',
        fields: {
          component: 'federation',
          revision: 5,
          reason: 'objection_of_nobody',
          recordKind: 'objection',
        },
      }),
    );
  });

  it('are upgraded once by nodes that start together, and not again', async () => {
    await writeFormer('o1', pip);
    await Promise.all(Array.from({ length: 4 }, () => upgradeObjections()));
    await upgradeObjections();
    expect(await world.store.history('objection', 'o1')).toHaveLength(2);
    expect(await world.store.revision()).toBe(3);
  });
});
