import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { callerOf } from '../../../src/api/caller.ts';
import { allowedProposal } from '../../../src/api/proposals.ts';
import { createRightsWhenDue } from '../../../src/api/rights-when-due.ts';
import { scheduledSeen } from '../../../src/api/seeing-scheduled.ts';
import { apiClientRecord } from '../../../src/register/model/api-client-records.ts';
import type { ApiScope } from '../../../src/register/model/register.ts';
import { applyDueChanges } from '../../../src/register/changes/scheduler.ts';
import type { RecordChange, RecordKind } from '../../../src/storage/stores/records.ts';
import type { ScheduledChange } from '../../../src/storage/stores/schedule-store.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { openRegistryWorld, type RegistryWorld } from '../../../testkit/world/registry-world.ts';
import { programRecord } from '../../../testkit/world/api-programs.ts';

const day = 86_400_000;
const reader = 'de-regenboog/leesboom-reader';
const scopes: readonly ApiScope[] = ['register:read', 'policies:write', 'agreements:write'];
const ofBoard = programRecord('board-program', { board: 'waterland', scopes });
const ofSupplier = programRecord('supplier-program', { supplier: 'leesboom', scopes: ['agreements:write'] });
let world: RegistryWorld;
const opened: RegistryWorld[] = [];

beforeEach(async () => {
  world = await openRegistryWorld(inject('postgres15Url'));
  opened.push(world);
  await change(...[ofBoard, ofSupplier].map((body) => ({ kind: 'api-client', id: body.id, body }) as const), {
    kind: 'board',
    id: 'zeeland',
    body: { id: 'zeeland', name: 'Stichting Zeeland' },
  });
});
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()));
});

/** By the operator, now. */
async function change(...changes: readonly RecordChange[]): Promise<void> {
  const outcome = await world.registry.change({ changes, author: 'ada', reason: 'reasons' });
  expect(outcome).toMatchObject({ outcome: 'applied' });
}
const edited = async (kind: RecordKind, id: string, members: object): Promise<RecordChange> => ({
  kind,
  id,
  body: { ...(await world.body(kind, id)), ...members },
});

/** As the API keeps it when a program asks for it, which is allowed now. */
async function asks({ id }: { readonly id: string }, wanted: RecordChange): Promise<ScheduledChange> {
  const client = apiClientRecord.parse(await world.body('api-client', id));
  const { kind, id: record } = wanted;
  const version = (await world.registry.find({ kind, id: record }))?.version ?? 0;
  const about = { kind, id: record, version };
  const wish = 'ended' in wanted ? { ...about, ended: true as const } : { ...about, record: wanted.body };
  const caller = callerOf(client, new Set(client.scopes));
  const allowed = await allowedProposal(world.registry, caller, [wish], 'new year');
  if ('problem' in allowed) throw new Error(JSON.stringify(allowed.problem));
  const kept = await world.registry.schedule(allowed.proposal, world.clock.now() + day);
  if ('outcome' in kept) throw new Error(JSON.stringify(kept));
  return kept;
}

async function stateWhenDue(
  { id }: ScheduledChange,
  faultsOfAuthor = createRightsWhenDue(world.registry),
): Promise<ScheduledChange['state'] | undefined> {
  world.clock.advance(day);
  await applyDueChanges({ ...world, catalogue, faultsOfAuthor });
  return (await world.registry.scheduled()).find((each) => each.id === id)?.state;
}

const failed = (problem: string) => ({ name: 'failed', faults: [{ problem }] });
const switchedOff = () => edited('policy', reader, { enabled: false });
const moveSchool = async () => change(await edited('school', 'de-regenboog', { board: 'zeeland' }));

describe('a change for later that a program asked for is not made', () => {
  it('when its school is of another board by then, and the trail says that it failed', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await moveSchool();
    const before = await world.store.revision();
    expect(await stateWhenDue(asked)).toMatchObject(
      failed('program board-program, which asked for this, no longer sees this record'),
    );
    expect(await world.store.revision()).toBe(before);
    expect(await world.body('policy', reader)).toMatchObject({ enabled: true });
    expect(await world.ledger.listAudit({ type: 'register.failed', limit: 9 })).toEqual([
      {
        type: 'register.failed',
        at: world.clock.now(),
        recordKind: 'scheduled-change',
        recordId: asked.id,
      },
    ]);
  });

  it('when its school goes to another board just after it was judged', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    const rights = createRightsWhenDue(world.registry);
    let times = 0;
    const state = await stateWhenDue(asked, async (proposal) => {
      const faults = await rights(proposal);
      times += 1;
      if (times === 1) await moveSchool();
      return faults;
    });
    expect(state).toMatchObject({ name: 'failed' });
    expect(times).toBe(2);
  });

  it('when the program is no longer admitted', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await change({ kind: 'api-client', id: 'board-program', ended: true });
    expect(await stateWhenDue(asked)).toMatchObject(
      failed('program board-program, which asked for this, is no longer admitted'),
    );
  });

  it('when the program has lost the scope', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await change(await edited('api-client', 'board-program', { scopes: ['register:read'] }));
    expect(await stateWhenDue(asked)).toMatchObject(
      failed('program board-program, which asked for this, no longer has scope policies:write'),
    );
  });

  it('when the program works for another board', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await change(await edited('api-client', 'board-program', { board: 'zeeland' }));
    expect(await stateWhenDue(asked)).toMatchObject({ name: 'failed' });
  });

  it('when what the board would agree to is no longer what it saw', async () => {
    const { annex } = await world.body('agreement', 'waterland-leesboom');
    const rows: readonly unknown[] = Array.isArray(annex) ? annex : [];
    const offer = await edited('agreement', 'waterland-leesboom', {
      id: 'next-year',
      status: 'offered',
      validFrom: '2027-08-01',
      validUntil: '2028-07-31',
      annex: rows.slice(0, 1),
    });
    const body = 'body' in offer ? Object(offer.body) : {};
    await change({ ...offer, id: 'next-year' });
    const asked = await asks(ofBoard, await edited('agreement', 'next-year', { status: 'active' }));
    await change({ kind: 'agreement', id: 'next-year', body: { ...body, annex: rows } });
    expect(await stateWhenDue(asked)).toMatchObject(
      failed('a board does not change the annex of an agreement'),
    );
  });
});

describe('a change for later is made', () => {
  it('when the program may still have it, under its name', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    expect(await stateWhenDue(asked)).toMatchObject({ name: 'applied' });
    expect((await world.registry.history({ kind: 'policy', id: reader })).at(-1)).toMatchObject({
      author: 'api:board-program',
      body: { enabled: false },
    });
  });

  it('when no program but a person asked for it, whatever became of the school', async () => {
    const proposal = { changes: [await switchedOff()], author: 'ada', reason: 'new year' };
    const asked = await world.registry.schedule(proposal, world.clock.now() + day);
    if ('outcome' in asked) throw new Error(JSON.stringify(asked));
    await moveSchool();
    expect(await stateWhenDue(asked)).toMatchObject({ name: 'applied' });
  });
});

describe('which changes for later a program sees, and so may cancel', () => {
  const seenBy = async (program: { readonly id: string }, has?: readonly ApiScope[]) => {
    const client = apiClientRecord.parse(await world.body('api-client', program.id));
    const seen = await scheduledSeen(world.registry, callerOf(client, new Set(has ?? client.scopes)));
    return seen.map(({ id }) => id);
  };

  it('none of which a record went to another board, and none of another program', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    expect(await seenBy(ofBoard)).toEqual([asked.id]);
    expect(await seenBy(ofSupplier)).toEqual([]);
    await moveSchool();
    expect(await seenBy(ofBoard)).toEqual([]);
  });

  it('none of its past with another board', async () => {
    const asked = await asks(ofBoard, { kind: 'policy', id: reader, ended: true });
    expect(await stateWhenDue(asked)).toMatchObject({ name: 'applied' });
    expect(await seenBy(ofBoard)).toEqual([asked.id]);
    await change(await edited('api-client', 'board-program', { board: 'zeeland' }));
    expect(await seenBy(ofBoard)).toEqual([]);
  });

  it('no objection without the scope for objections, for the operator neither', async () => {
    const objection = {
      id: 'somebody-objects',
      person: '0b0e7a52-5f0c-4d7e-9c39-3b3f7f1f4a11',
      school: 'de-regenboog',
      service: 'leesboom-reader',
    };
    const all: readonly ApiScope[] = ['register:read', 'objections:write'];
    const operator = programRecord('operator-program', { scopes: all });
    await change({ kind: 'api-client', id: operator.id, body: operator });
    const asked = await asks(operator, { kind: 'objection', id: objection.id, body: objection });
    expect(await seenBy(operator)).toEqual([asked.id]);
    expect(await seenBy(operator, ['register:read'])).toEqual([]);
  });
});
