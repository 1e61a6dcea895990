import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mostCausedInADay, mostWaitingPerReceiver } from '../../src/domain/outbox.ts';
import { eventually } from '../../testkit/machine/eventually.ts';
import { required } from '../../testkit/values/ids.ts';
import { newAccount } from './factor-rows.ts';
import {
  at,
  claim,
  eventOf,
  eventsOf,
  hour,
  idsOf,
  messageTo,
  minute,
  type OutboxStores,
} from './outbox-message.ts';

/** How messages are written, claimed and marked. */
export function describeOutboxStore(open: () => Promise<OutboxStores>): void {
  let stores: OutboxStores;
  beforeAll(async () => {
    stores = await open();
  });
  afterAll(async () => {
    await Promise.all([stores.store.close(), stores.another.close()]);
  });
  const begin = async () => {
    await stores.empty();
    return stores;
  };

  it('writes messages and events together, or none of them', async () => {
    const { store } = await begin();
    const [first, second] = [messageTo('a.example'), messageTo('b.example')];
    await store.add([first], [eventOf(first.id)]);
    await expect(store.add([second, first], [eventOf(second.id)])).rejects.toMatchObject({
      code: 'storage.conflict',
    });
    expect(idsOf(await store.list({ limit: 9 }))).toEqual([first.id]);
    expect(await eventsOf(stores, first.id)).toEqual([eventOf(first.id)]);
    expect(await eventsOf(stores, second.id)).toEqual([]);
    const unwritable = { ...eventOf(second.id), number: Number.NaN, at: Number.NaN };
    await expect(store.add([second], [unwritable])).rejects.toThrow();
    expect(await store.find(second.id)).toBeUndefined();
  });

  it('lets no more wait for a receiver than the bound, whoever writes together', async () => {
    const { store, another } = await begin();
    const many = Array.from({ length: mostWaitingPerReceiver - 3 }, () => messageTo('full.example'));
    await store.add(many, []);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const message = messageTo('full.example');
        try {
          await (index % 2 === 0 ? store : another).add([message], [eventOf(message.id)]);
          return 'added';
        } catch (error) {
          expect(error).toMatchObject({ code: 'outbox.full' });
          expect(await eventsOf(stores, message.id)).toEqual([]);
          return 'full';
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(3);
    expect((await store.counts()).waiting).toBe(mostWaitingPerReceiver);
    const other = messageTo('other.example');
    await store.add([other], []);
    await expect(store.add([messageTo('new.example'), messageTo('full.example')], [])).rejects.toMatchObject({
      code: 'outbox.full',
    });
    expect((await store.counts()).waiting).toBe(mostWaitingPerReceiver + 1);
  });

  it('lets one account cause no more in a day than the bound, whoever writes together and whatever became of it', async () => {
    const { store, another } = await begin();
    const [busy, other] = [newAccount(), newAccount()];
    const caused = (causedBy = busy, madeAt = at) => messageTo('caused.example', { causedBy, madeAt });
    await store.add(
      Array.from({ length: mostCausedInADay - 3 }, () => caused()),
      [],
    );
    const [sent] = await claim(store, at);
    expect(await store.delivered(required(sent), at)).toBe(true);
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async (_, index) => {
        const message = caused();
        try {
          await (index % 2 === 0 ? store : another).add([message], [eventOf(message.id)]);
          return 'added';
        } catch (error) {
          expect(error).toMatchObject({ code: 'outbox.too_many' });
          expect(await store.find(message.id)).toBeUndefined();
          expect(await eventsOf(stores, message.id)).toEqual([]);
          return 'too_many';
        }
      }),
    );
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(3);
    await store.add([messageTo('caused.example')], []);
    await store.add([caused(busy, at + 24 * hour)], []);
    await store.add(
      Array.from({ length: mostCausedInADay + 20 }, () => caused(other)),
      [],
    );
    await expect(store.add([caused(other)], [])).rejects.toMatchObject({ code: 'outbox.too_many' });
  });

  it('gives each message to one claim, and of a receiver one at a time, whoever claims together', async () => {
    const { store, another } = await begin();
    const messages = ['a', 'a', 'a', 'b', 'b', 'c'].map((name) => messageTo(`${name}.example`));
    await store.add(messages, []);
    const claims = await Promise.all(
      Array.from({ length: 8 }, (_, index) => claim(index % 2 === 0 ? store : another, at)),
    );
    const claimed = claims.flat();
    expect(claimed).toHaveLength(3);
    expect(new Set(idsOf(claimed))).toEqual(
      new Set([messages[0], messages[3], messages[5]].map((message) => message?.id)),
    );
    const [first] = claimed.filter(({ id }) => id === messages[0]?.id);
    expect(first).toMatchObject({ attempts: 1, kind: 'mail', madeAt: at, deadline: at + hour });
    expect(Buffer.from(first?.sealed ?? [])).toEqual(messages[0]?.sealed);
    expect(await claim(store, at + 1)).toEqual([]);
    expect(await store.delivered(required(first), at + 1)).toBe(true);
    expect(idsOf(await claim(another, at + 1))).toEqual([messages[1]?.id]);
  });

  it('takes no more than it is asked for, no other kinds, and nothing before its time', async () => {
    const { store } = await begin();
    const early = messageTo('early.example', { notBefore: at + 10 });
    const late = messageTo('late.example', { notBefore: at - 10 });
    await store.add([early, late, messageTo('between.example')], []);
    const nothing = { now: at, lease: randomUUID(), leaseUntil: at + minute, mostAttempts: 3, limit: 9 };
    expect(await store.claim({ ...nothing, kinds: [] })).toEqual([]);
    expect(idsOf(await claim(store, at, { limit: 1 }))).toEqual([late.id]);
    expect(idsOf(await claim(store, at))).not.toContain(early.id);
    expect(idsOf(await claim(store, at + 10))).toEqual([early.id]);
  });

  it('keeps nothing of the payload of what was delivered', async () => {
    const { store } = await begin();
    const message = messageTo('a.example');
    await store.add([message], []);
    const [claimed] = await claim(store, at);
    expect(await store.delivered(required(claimed), at + 5)).toBe(true);
    expect(await store.find(message.id)).toEqual({
      id: message.id,
      kind: 'mail',
      receiver: 'a.example',
      state: 'delivered',
      madeAt: at,
      notBefore: at,
      deadline: at + hour,
      attempts: 1,
      outcome: 'delivered',
      endedAt: at + 5,
      hasPayload: false,
    });
    expect(await store.versions()).toEqual(new Map());
    expect(await store.retry(message.id, at, [eventOf(message.id)])).toBe('delivered');
    expect(await eventsOf(stores, message.id)).toEqual([]);
  });

  it('waits after a failure, until its time', async () => {
    const { store } = await begin();
    const message = messageTo('a.example');
    await store.add([message], []);
    const [claimed] = await claim(store, at);
    const how = { outcome: 'deferred', at, notBefore: at + minute } as const;
    expect(await store.failed(required(claimed), how)).toBe(true);
    expect(await claim(store, at + minute - 1)).toEqual([]);
    const [again] = await claim(store, at + minute);
    expect(again).toMatchObject({ id: message.id, attempts: 2 });
    expect(await store.find(message.id)).toMatchObject({ state: 'waiting', outcome: 'deferred' });
  });

  it('gives a message on when its lease ends, and then hears nobody who had it before', async () => {
    const { store, another } = await begin();
    const [message, next] = [messageTo('a.example'), messageTo('a.example')];
    await store.add([message, next], []);
    const [lost] = await claim(store, at);
    expect(await claim(another, at + minute - 1)).toEqual([]);
    const [taken] = await claim(another, at + minute);
    expect(taken).toMatchObject({ id: message.id, attempts: 2 });
    expect(await store.find(message.id)).toMatchObject({ outcome: 'interrupted' });
    expect(await store.delivered(required(lost), at + minute)).toBe(false);
    expect(await store.failed(required(lost), { outcome: 'refused', at })).toBe(false);
    expect(await another.delivered(required(taken), at + minute)).toBe(true);
    expect(await store.find(message.id)).toMatchObject({ state: 'delivered', attempts: 2 });
  });

  it('tells whoever listens that something can be claimed', async () => {
    const { store, another } = await begin();
    let hints = 0;
    const listening = await another.subscribe(() => (hints += 1));
    const message = messageTo('a.example');
    await store.add([message], []);
    await eventually(() => expect(hints).toBe(1));
    await store.retry(message.id, at, []);
    await eventually(() => expect(hints).toBe(2));
    await listening.close();
  });
}
