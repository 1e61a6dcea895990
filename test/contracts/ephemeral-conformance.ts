import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EphemeralStore } from '../../src/storage/stores/ephemeral-store.ts';
import { randomBytes } from 'node:crypto';
import { eventually } from '../../testkit/machine/eventually.ts';
import { expectFailure } from '../../testkit/values/refusals.ts';

export interface OpenedStore {
  readonly store: EphemeralStore;
  /** Lets time pass in the store's clock, or for real; afterwards what lived that long is gone. */
  pass(seconds: number): Promise<void>;
}

/** Where seconds pass for real, the tests of expiry wait together; a clock that they move themselves they move in turn. */
type Expiry = 'together' | 'in turn';

const parallel = Array.from({ length: 50 }, (_, index) => index);

function bytes(text: string): Uint8Array {
  return Buffer.from(text, 'utf8');
}

/** Plain bytes, because a `Buffer` is not equal to a `Uint8Array` for `toEqual`. */
function plain(value: Uint8Array | undefined): readonly number[] | undefined {
  return value === undefined ? undefined : [...value];
}

function describeValues(opened: () => OpenedStore, key: () => string): void {
  it('finds nothing where nothing was put', async () => {
    const { store } = opened();
    expect(await store.get(key())).toBeUndefined();
    expect(await store.take(key())).toBeUndefined();
  });

  it('refuses a time to live that is no whole number of seconds from 1', async () => {
    const { store } = opened();
    for (const ttl of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expectFailure(store.put(key(), bytes('x'), ttl), 'internal');
      await expectFailure(store.putIfAbsent(key(), bytes('x'), ttl), 'internal');
      await expectFailure(store.renew(key(), ttl), 'internal');
      await expectFailure(store.getAndRenew(key(), ttl), 'internal');
      await expectFailure(store.increment(key(), ttl), 'internal');
      await expectFailure(store.increment(key(), 60, ttl), 'internal');
    }
  });

  it('renews nothing where nothing was put, and nothing comes of it', async () => {
    const { store } = opened();
    const name = key();
    expect(await store.renew(name, 60)).toBe(false);
    expect(await store.getAndRenew(name, 60)).toBeUndefined();
    expect(await store.get(name)).toBeUndefined();
    await store.put(name, bytes('here'), 60);
    await store.delete(name);
    expect(await store.renew(name, 60)).toBe(false);
    expect(await store.putIfAbsent(name, bytes('again'), 60)).toBe(true);
  });

  it('exchanges nothing where nothing was put, and nothing comes of it', async () => {
    const { store } = opened();
    const name = key();
    expect(await store.exchange(name, bytes('new'))).toBeUndefined();
    expect(await store.get(name)).toBeUndefined();
  });

  it('exchanges a value for another, every byte', async () => {
    const { store } = opened();
    const name = key();
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    await store.put(name, all, 60);
    expect(plain(await store.exchange(name, new Uint8Array(0)))).toEqual(plain(all));
    expect(plain(await store.exchange(name, bytes('OK')))).toEqual([]);
    expect(plain(await store.exchange(name, bytes('last')))).toEqual(plain(bytes('OK')));
    expect(plain(await store.getAndRenew(name, 60))).toEqual(plain(bytes('last')));
  });

  it('gives back every byte, the last one put', async () => {
    const { store } = opened();
    const name = key();
    const all = Uint8Array.from({ length: 256 }, (_, index) => index);
    await store.put(name, bytes('earlier'), 60);
    await store.put(name, all, 60);
    expect(plain(await store.get(name))).toEqual(plain(all));
    await store.put(name, new Uint8Array(0), 60);
    expect(plain(await store.get(name))).toEqual([]);
  });

  it('gives back a value of a megabyte', async () => {
    const { store } = opened();
    const name = key();
    const large = randomBytes(1024 * 1024);
    await store.put(name, large, 60);
    const found = await store.get(name);
    expect(found !== undefined && large.equals(found)).toBe(true);
  });

  it('keeps what was put, whatever the caller does to his copy afterwards', async () => {
    const { store } = opened();
    const name = key();
    const mine = Uint8Array.from([1, 2, 3]);
    await store.put(name, mine, 60);
    mine.fill(9);
    const found = await store.get(name);
    expect(plain(found)).toEqual([1, 2, 3]);
    found?.fill(8);
    expect(plain(await store.get(name))).toEqual([1, 2, 3]);
  });

  it('deletes several keys, those that are not there too, and none at all', async () => {
    const { store } = opened();
    const [one, two] = [key(), key()];
    await store.put(one, bytes('1'), 60);
    await store.put(two, bytes('2'), 60);
    await store.delete(one, key(), two);
    await store.delete();
    expect(await store.get(one)).toBeUndefined();
    expect(await store.get(two)).toBeUndefined();
  });
}

function describeAtomicity(opened: () => OpenedStore, key: () => string): void {
  it('lets exactly one of 50 put if absent, and keeps that value', async () => {
    const { store } = opened();
    const name = key();
    const won = await Promise.all(parallel.map((index) => store.putIfAbsent(name, Uint8Array.of(index), 60)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(plain(await store.get(name))).toEqual([won.indexOf(true)]);
    await store.delete(name);
    expect(await store.putIfAbsent(name, bytes('again'), 60)).toBe(true);
  });

  it('gives a value to exactly one of 50 that take it', async () => {
    const { store } = opened();
    const name = key();
    await store.put(name, bytes('once'), 60);
    const taken = await Promise.all(parallel.map(() => store.take(name)));
    expect(taken.filter((value) => value !== undefined)).toHaveLength(1);
    expect(await store.get(name)).toBeUndefined();
  });

  it('brings nothing back with 50 renewals around a deletion', async () => {
    const { store } = opened();
    const name = key();
    await store.put(name, bytes('once'), 60);
    await Promise.all(
      parallel.flatMap((index) => [store.renew(name, 60), ...(index === 25 ? [store.delete(name)] : [])]),
    );
    expect(await store.get(name)).toBeUndefined();
    expect(await store.renew(name, 60)).toBe(false);
  });

  it('counts 50 at the same time without losing one', async () => {
    const { store } = opened();
    const name = key();
    const counts = await Promise.all(parallel.map(() => store.increment(name, 60)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(parallel.map((index) => index + 1));
  });

  it('gives each of 50 that exchange what the one before put', async () => {
    const { store } = opened();
    const name = key();
    await store.put(name, Uint8Array.of(50), 60);
    const before = await Promise.all(parallel.map((index) => store.exchange(name, Uint8Array.of(index))));
    const left = await store.get(name);
    const all = [...before, left].map((value) => value?.[0] ?? NaN);
    expect(all.toSorted((a, b) => a - b)).toEqual([...parallel, 50]);
  });

  it('brings nothing back by looking and renewing around a deletion', async () => {
    const { store } = opened();
    const name = key();
    await store.put(name, bytes('once'), 60);
    await Promise.all(
      parallel.flatMap((index) => [
        store.getAndRenew(name, 60),
        store.exchange(name, bytes('again')),
        ...(index === 25 ? [store.delete(name)] : []),
      ]),
    );
    expect(await store.get(name)).toBeUndefined();
  });
}

function describeExpiry(opened: () => OpenedStore, key: () => string, expiry: Expiry): void {
  const test = expiry === 'together' ? it.concurrent : it;
  test('forgets values and counts when their time is over', async () => {
    const { store, pass } = opened();
    const [value, once, changed, count] = [key(), key(), key(), key()];
    await store.put(value, bytes('v'), 1);
    await store.putIfAbsent(once, bytes('o'), 1);
    await store.put(changed, bytes('before'), 1);
    await store.exchange(changed, bytes('after'));
    await store.increment(count, 1, 7);
    await pass(1);
    expect(await store.get(value)).toBeUndefined();
    expect(await store.take(value)).toBeUndefined();
    expect(await store.get(changed)).toBeUndefined();
    expect(await store.increment(count, 60)).toBe(1);
    expect(await store.putIfAbsent(once, bytes('again'), 60)).toBe(true);
  });

  test('sets the time to live anew with every put', async () => {
    const { store, pass } = opened();
    const name = key();
    await store.put(name, bytes('short'), 1);
    await store.put(name, bytes('long'), 60);
    await pass(1);
    expect(plain(await store.get(name))).toEqual(plain(bytes('long')));
    await store.put(name, bytes('short'), 1);
    await pass(1);
    expect(await store.get(name)).toBeUndefined();
  });

  test('sets the time to live anew with a renewal, longer or shorter, and keeps the value', async () => {
    const { store, pass } = opened();
    const [longer, shorter, over, looked] = [key(), key(), key(), key()];
    await store.put(longer, bytes('longer'), 1);
    await store.put(shorter, bytes('shorter'), 60);
    await store.put(over, bytes('over'), 1);
    await store.put(looked, bytes('looked'), 1);
    expect(await store.renew(longer, 60)).toBe(true);
    expect(await store.renew(shorter, 1)).toBe(true);
    expect(plain(await store.getAndRenew(looked, 60))).toEqual(plain(bytes('looked')));
    await pass(1);
    expect(plain(await store.get(longer))).toEqual(plain(bytes('longer')));
    expect(plain(await store.get(looked))).toEqual(plain(bytes('looked')));
    expect(await store.get(shorter)).toBeUndefined();
    expect(await store.renew(over, 60)).toBe(false);
    expect(await store.get(over)).toBeUndefined();
  });

  test('does not prolong a count', async () => {
    const { store, pass } = opened();
    const name = key();
    expect(await store.increment(name, 1)).toBe(1);
    expect(await store.increment(name, 60, 20)).toBe(21);
    await pass(1);
    expect(await store.increment(name, 60, 3)).toBe(3);
  });
}

/** What every `EphemeralStore` has to do. `open` gives a fresh store, or a fresh view on a shared server. */
export function describeEphemeralStore(
  name: string,
  open: () => Promise<OpenedStore>,
  expiry: Expiry = 'in turn',
): void {
  describe(`ephemeral store: ${name}`, () => {
    let current: OpenedStore | undefined;
    const opened = (): OpenedStore => {
      if (current === undefined) throw new Error('the store was not opened');
      return current;
    };
    const key = () => `conformance:${randomBytes(12).toString('hex')}`;
    beforeAll(async () => {
      current = await open();
    });
    afterAll(() => current?.store.close());

    it('answers a ping', async () => {
      await opened().store.ping();
    });
    describeValues(opened, key);
    describeAtomicity(opened, key);
    describeExpiry(opened, key, expiry);

    it('is away after it was closed, and may be closed twice', async () => {
      const { store } = await open();
      await store.close();
      await store.close();
      await expectFailure(store.ping(), 'storage.unavailable');
      await expectFailure(store.get(key()), 'storage.unavailable');
    });
  });
}

/** For a store with a clock of its own: waits until a record that lives as long is gone. */
export async function passForReal(store: EphemeralStore, seconds: number): Promise<void> {
  const witness = `conformance:witness:${randomBytes(12).toString('hex')}`;
  await store.put(witness, bytes('still here'), seconds);
  await eventually(
    async () => {
      expect(await store.get(witness)).toBeUndefined();
    },
    seconds * 1000 + 5000,
  );
}
