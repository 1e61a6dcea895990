import type { Registry } from '../../../src/register/changes/registry.ts';
import type { RegisterStore } from '../../../src/storage/stores/register-store.ts';
import type { RecordKind } from '../../../src/domain/record-kinds.ts';
import type { ApiScope } from '../../../src/register/model/api-scopes.ts';
import { apiClientRecord } from '../../../src/register/model/kinds/api-client.ts';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { authenticatedClient } from '../../../src/api/authenticated-client.ts';
import { submissionOf } from '../../../src/api/submissions.ts';
import { rightsWhenDue } from '../../../src/api/rights-when-due.ts';
import { scheduledSeen } from '../../../src/api/seeing-scheduled.ts';
import { applyDueChanges } from '../../../src/register/changes/scheduler.ts';
import type { Change } from '../../../src/storage/stores/records.ts';
import type { ScheduledChange } from '../../../src/storage/stores/schedule-store.ts';
import { catalogue } from '../../../testkit/federation/catalogue.ts';
import { openRegistryWorld, type RegistryWorld } from '../../../testkit/world/registry-world.ts';
import { exampleApiClient } from '../../../testkit/world/api-clients.ts';

const day = 86_400_000;
const reader = 'de-regenboog/leesboom-reader';
const scopes: readonly ApiScope[] = ['register:read', 'policies:write', 'agreements:write'];
const ofBoard = exampleApiClient('board-client', { board: 'waterland', scopes });
const ofSupplier = exampleApiClient('supplier-client', {
  supplier: 'leesboom',
  scopes: ['agreements:write'],
});
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
async function change(...changes: readonly Change[]): Promise<void> {
  const outcome = await world.registry.submit(changes, { author: 'ada', reason: 'reasons' });
  expect(outcome).toMatchObject({ outcome: 'applied' });
}
const edited = async (kind: RecordKind, id: string, members: object): Promise<Change> => ({
  kind,
  id,
  body: { ...(await world.body(kind, id)), ...members },
});

/** As the API keeps it when an API client asks for it, which is allowed now. */
async function asks({ id }: { readonly id: string }, wanted: Change): Promise<ScheduledChange> {
  const client = apiClientRecord.parse(await world.body('api-client', id));
  const { kind, id: record } = wanted;
  const version = (await world.registry.find({ kind, id: record }))?.version ?? 0;
  const allowed = submissionOf(
    authenticatedClient(client, new Set(client.scopes)),
    [{ ...wanted, version }],
    'new year',
  );
  if ('problem' in allowed) throw new Error(JSON.stringify(allowed.problem));
  const { changes, submission } = allowed;
  return await kept(changes, submission);
}

async function kept(...[changes, submission]: Parameters<Registry['submit']>): Promise<ScheduledChange> {
  const due = world.clock.now() + day;
  const outcome = await world.registry.submit(changes, { ...submission, due });
  if (outcome.outcome !== 'scheduled') throw new Error(JSON.stringify(outcome));
  return outcome.scheduled;
}

async function stateWhenDue(
  { id }: ScheduledChange,
  store: RegisterStore = world.store,
): Promise<ScheduledChange['state'] | undefined> {
  world.clock.advance(day);
  await applyDueChanges({
    ...world,
    store,
    catalogue,
    rightsWhenDue: ({ author }) => Promise.resolve(rightsWhenDue(author)),
  });
  return (await world.registry.scheduled()).find((each) => each.id === id)?.state;
}

const failed = (problem: string) => ({ name: 'failed', faults: [{ problem }] });
const switchedOff = () => edited('policy', reader, { enabled: false });
const moveSchool = async () => change(await edited('school', 'de-regenboog', { board: 'zeeland' }));

describe('a change for later that an API client asked for is not made', () => {
  it('when its school is of another board by then, and the trail says that it failed', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await moveSchool();
    const before = await world.store.revision();
    expect(await stateWhenDue(asked)).toMatchObject(
      failed('API client board-client, which asked for this, no longer sees this record'),
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
    let times = 0;
    const state = await stateWhenDue(asked, {
      ...world.store,
      find: async (names) => {
        const found = await world.store.find(names);
        times += 1;
        if (times === 1) await moveSchool();
        return found;
      },
    });
    expect(state).toMatchObject({ name: 'failed' });
    expect(times).toBeGreaterThan(1);
  });

  it('when the API client is no longer admitted', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await change({ kind: 'api-client', id: 'board-client', ended: true });
    expect(await stateWhenDue(asked)).toMatchObject(
      failed('API client board-client, which asked for this, is no longer admitted'),
    );
  });

  it('when the API client has lost the scope', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await change(await edited('api-client', 'board-client', { scopes: ['register:read'] }));
    expect(await stateWhenDue(asked)).toMatchObject(
      failed('API client board-client, which asked for this, no longer has scope policies:write'),
    );
  });

  it('when the API client works for another board', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    await change(await edited('api-client', 'board-client', { board: 'zeeland' }));
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
      failed('a board cannot change the annex of an agreement'),
    );
  });
});

describe('a change for later is made', () => {
  it('when the API client may still have it, under its name', async () => {
    const asked = await asks(ofBoard, await switchedOff());
    expect(await stateWhenDue(asked)).toMatchObject({ name: 'applied' });
    expect((await world.registry.history({ kind: 'policy', id: reader })).at(-1)).toMatchObject({
      author: 'api:board-client',
      body: { enabled: false },
    });
  });

  it('when no API client but a person asked for it, whatever became of the school', async () => {
    const asked = await kept([await switchedOff()], { author: 'ada', reason: 'new year' });
    await moveSchool();
    expect(await stateWhenDue(asked)).toMatchObject({ name: 'applied' });
  });
});

describe('which changes for later an API client sees, and so may cancel', () => {
  const seenBy = async ({ id }: { readonly id: string }, has?: readonly ApiScope[]) => {
    const client = apiClientRecord.parse(await world.body('api-client', id));
    const seen = await scheduledSeen(
      world.registry,
      authenticatedClient(client, new Set(has ?? client.scopes)),
    );
    return seen.map(({ id }) => id);
  };

  it('none of which a record went to another board, and none of another client', async () => {
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
    await change(await edited('api-client', 'board-client', { board: 'zeeland' }));
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
    const operator = exampleApiClient('operator-client', { scopes: all });
    await change({ kind: 'api-client', id: operator.id, body: operator });
    const asked = await asks(operator, { kind: 'objection', id: objection.id, body: objection });
    expect(await seenBy(operator)).toEqual([asked.id]);
    expect(await seenBy(operator, ['register:read'])).toEqual([]);
  });
});
