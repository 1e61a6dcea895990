import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calendarDay } from '../../src/domain/clock.ts';
import { boardId, portalAccountId } from '../../src/domain/ids.ts';
import type { AuditEvent } from '../../src/domain/ledger.ts';
import type { Draft, DraftStore } from '../../src/storage/stores/draft-store.ts';
import type { LedgerStore } from '../../src/storage/stores/ledger-store.ts';
import { required } from '../../testkit/values/ids.ts';

interface DraftStores {
  readonly store: DraftStore;
  /** On the same data, by connections of its own. */
  readonly another: DraftStore;
  readonly ledger: Pick<LedgerStore, 'listAudit'>;
}

const [waterland, zeeland] = [required(boardId('waterland')), required(boardId('zeeland'))];
const start = Date.UTC(2026, 8, 1, 8);
const limits = { keptSince: 0, ofBoard: 10, ofRecord: 2 };
const event: AuditEvent = { type: 'draft.made', at: start, author: 'portal:a', statedReason: 'why' };

const draft = (record: string, changes: Partial<Draft> = {}): Draft => ({
  id: randomUUID(),
  board: waterland,
  record: { kind: 'policy', id: record, body: { school: 'a', service: 'b', enabled: true, claims: [] } },
  version: 3,
  by: required(portalAccountId(randomUUID())),
  reason: 'minder is genoeg',
  at: start,
  ...changes,
});

export function describeDraftStore(open: () => Promise<DraftStores>): void {
  let stores: DraftStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });

  it('keeps a draft as it was written, for its board, and tells the trail', async () => {
    const { store, another, ledger } = stores;
    const [first, second] = [
      draft('a/b'),
      draft('a/c', { from: required(calendarDay('2027-01-04')), at: start + 1, version: 0 }),
    ];
    expect(await store.add(second, event, limits)).toBe('added');
    expect(await store.add(first, event, limits)).toBe('added');
    expect(await another.list(waterland, start)).toEqual([first, second]);
    expect(await another.list(waterland, start + 1)).toEqual([second]);
    expect(await another.list(zeeland, 0)).toEqual([]);
    expect(await ledger.listAudit({ limit: 9 })).toEqual([event, event]);
  });

  it('removes one once, whoever calls', async () => {
    const { store, another, ledger } = stores;
    const one = draft('a/d');
    await store.add(one, event, limits);
    const before = (await ledger.listAudit({ limit: 50 })).length;
    const removed = { ...event, type: 'draft.refused' } as const;
    const outcomes = await Promise.all([
      store.remove(one.id, removed),
      another.remove(one.id, removed),
      store.remove(randomUUID(), removed),
    ]);
    expect(outcomes.filter(Boolean)).toHaveLength(1);
    expect((await ledger.listAudit({ limit: 50 })).length).toBe(before + 1);
  });

  it('takes so many of one record and of one board, also when they come at once', async () => {
    const { store, another } = stores;
    const ofRecord = await Promise.all(
      [store, another, store].map((each) => each.add(draft('z/a', { board: zeeland }), event, limits)),
    );
    expect(ofRecord.toSorted()).toEqual(['added', 'added', 'full']);
    const few = { ...limits, ofBoard: 3 };
    expect(await store.add(draft('z/b', { board: zeeland }), event, few)).toBe('added');
    expect(await store.add(draft('z/c', { board: zeeland }), event, few)).toBe('full');
    expect(await store.list(zeeland, 0)).toHaveLength(3);
  });

  it('forgets what is too old when the next one is added', async () => {
    const { store } = stores;
    await store.add(draft('z/d', { board: zeeland, at: start + 9 }), event, {
      ...limits,
      keptSince: start + 9,
    });
    expect((await store.list(zeeland, 0)).map(({ record }) => record.id)).toEqual(['z/d']);
  });
}
