import { afterAll, beforeAll, expect, it } from 'vitest';
import type { OutboxStore } from '../../src/storage/stores/outbox-store.ts';
import { required } from '../../testkit/values/ids.ts';
import { at, claim, eventOf, eventsOf, hour, idsOf, messageTo, type OutboxStores } from './outbox-message.ts';

/** What is kept of messages, for how long, and what an operator does with them. */
export function describeOutboxKeeping(open: () => Promise<OutboxStores>): void {
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

  it('makes dead letters of what was refused, is late, or was tried too often', async () => {
    const { store } = await begin();
    const [refused, late, often] = ['refused', 'late', 'often'].map((name) =>
      messageTo(`${name}.example`, name === 'late' ? { notBefore: at + 5, deadline: at + 5 } : {}),
    );
    await store.add(
      [refused, late, often].map((message) => required(message)),
      [],
    );
    for (const claimed of await claim(store, at)) {
      const outcome = claimed.id === refused?.id ? 'refused' : 'no_answer';
      await store.failed(claimed, outcome === 'refused' ? { outcome, at } : { outcome, at, notBefore: at });
    }
    const [twice] = await claim(store, at + 1);
    await store.failed(required(twice), { outcome: 'no_tls', at, notBefore: at });
    expect(await claim(store, at + 5, { mostAttempts: 2 })).toEqual([]);
    expect(await store.counts()).toEqual({ waiting: 0, dead: 3 });
    const outcomes = [refused, late, often].map(
      async (message) => (await store.find(required(message).id))?.outcome,
    );
    expect(await Promise.all(outcomes)).toEqual(['refused', 'expired', 'no_tls']);
  });

  it('makes no dead letter of what is under way', async () => {
    const { store } = await begin();
    const message = messageTo('a.example', { deadline: at + 5 });
    await store.add([message], []);
    const [claimed] = await claim(store, at);
    await store.tidy({ now: at + 10, deliveredBefore: 0, deadBefore: 0 });
    expect(await store.find(message.id)).toMatchObject({ state: 'waiting' });
    expect(await store.delivered(required(claimed), at + 10)).toBe(true);
  });

  it('forgets payloads of dead letters, and then what is known, at their times', async () => {
    const { store } = await begin();
    const old = { deadline: at + 1, payloadUntil: at + 50 };
    const [dead, done] = [messageTo('a.example', old), messageTo('b.example')];
    await store.add([dead, done], []);
    for (const claimed of await claim(store, at)) {
      if (claimed.id === done.id) await store.delivered(claimed, at);
      else await store.failed(claimed, { outcome: 'deferred', at, notBefore: at + 2 });
    }
    const tidy = (now: number, before = 0) =>
      store.tidy({ now, deliveredBefore: before, deadBefore: before });
    await tidy(at + 49);
    expect(await store.find(dead.id)).toMatchObject({ state: 'dead', outcome: 'deferred', hasPayload: true });
    await tidy(at + 50);
    expect(await store.find(dead.id)).toMatchObject({ hasPayload: false, endedAt: at + 49 });
    expect(await store.retry(dead.id, at + 60, [])).toBe('payload_gone');
    await tidy(at + 60, at + 1);
    expect(idsOf(await store.list({ limit: 9 }))).toEqual([dead.id]);
    await tidy(at + 60, at + 50);
    expect(await store.list({ limit: 9 })).toEqual([]);
  });

  it('forgets the payload at once where it is of no use later', async () => {
    const { store } = await begin();
    const code = messageTo('a.example', { deadline: at + 1, payloadUntil: at + 1 });
    await store.add([code], []);
    await store.tidy({ now: at + 1, deliveredBefore: 0, deadBefore: 0 });
    expect(await store.find(code.id)).toMatchObject({ state: 'dead', outcome: 'expired', hasPayload: false });
  });

  it('tries again what somebody wants tried, with an event, and not what is under way', async () => {
    const { store } = await begin();
    const message = messageTo('a.example');
    await store.add([message], []);
    const [first] = await claim(store, at);
    const again = (now: number) => store.retry(message.id, now, [eventOf(message.id)]);
    expect(await again(at + 1)).toBe('under_way');
    await store.failed(required(first), { outcome: 'deferred', at, notBefore: at + hour / 2 });
    expect(await again(at + 2)).toBe('due');
    const [second] = await claim(store, at + 2);
    await store.failed(required(second), { outcome: 'refused', at: at + 3 });
    expect(await again(at + 4)).toBe('due');
    expect(await store.find(message.id)).toMatchObject({
      state: 'waiting',
      attempts: 0,
      notBefore: at + 4,
      deadline: at + 4 + hour,
      outcome: 'refused',
      hasPayload: true,
    });
    expect(await claim(store, at + 4)).toHaveLength(1);
    expect(await eventsOf(stores, message.id)).toHaveLength(2);
    expect(await store.retry(messageTo('x').id, at, [])).toBe('unknown');
  });

  it('drops once, with the event, also what is under way', async () => {
    const { store, another } = await begin();
    const message = messageTo('a.example');
    await store.add([message], []);
    const [claimed] = await claim(store, at);
    const drop = (one: OutboxStore) => one.drop(message.id, [eventOf(message.id)]);
    expect((await Promise.all([drop(store), drop(another)])).filter(Boolean)).toHaveLength(1);
    expect(await eventsOf(stores, message.id)).toHaveLength(1);
    expect(await store.delivered(required(claimed), at)).toBe(false);
    expect(await store.list({ limit: 9 })).toEqual([]);
  });

  it('lists the newest first, in pages, and counts', async () => {
    const { store } = await begin();
    const messages = ['a', 'b', 'c'].map((name) => messageTo(`${name}.example`));
    messages[1] = messageTo('b.example', { madeAt: at - 7 });
    await store.add(messages, []);
    const [newest, , ...rest] = messages.toSorted((one, other) => (one.id < other.id ? 1 : -1));
    expect(idsOf(await store.list({ limit: 1 }))).toEqual([newest?.id]);
    expect(idsOf(await store.list({ limit: 9, before: required(newest).id }))).toHaveLength(2);
    expect(idsOf(await store.list({ limit: 9, before: required(newest).id })).at(-1)).toBe(rest[0]?.id);
    expect(await store.list({ limit: 9, state: 'dead' })).toEqual([]);
    expect(await store.counts()).toEqual({ waiting: 3, dead: 0, oldest: at - 7 });
  });

  it('tells rows by the version that sealed them, and seals anew what is still there', async () => {
    const { store } = await begin();
    const messages = [1, 1, 1, 2].map((keyVersion) => messageTo('a.example', { keyVersion }));
    await store.add(messages, []);
    expect(await store.versions()).toEqual(new Map([[1, 3], [2, 1]])); // prettier-ignore
    const page = await store.sealedWith(1, { limit: 2 });
    const rest = await store.sealedWith(1, { limit: 2, after: required(page.at(-1)).id });
    const rows = [...page, ...rest];
    expect(rows.map(({ id }) => id)).toEqual(messages.slice(0, 3).map(({ id }) => id));
    expect(Buffer.from(required(rows[0]).sealed)).toEqual(messages[0]?.sealed);
    const [claimed] = await claim(store, at);
    await store.delivered(required(claimed), at);
    const anew = rows.map(({ id }) => ({ id, sealed: Buffer.from(id) }));
    expect(await store.sealAnew(anew, { from: 1, to: 3 })).toBe(2);
    expect(await store.versions()).toEqual(new Map([[2, 1], [3, 2]])); // prettier-ignore
    const [next] = await claim(store, at);
    expect(Buffer.from(required(next).sealed).toString()).toBe(required(next).id);
  });
}
