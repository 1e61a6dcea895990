import { describe, expect, it } from 'vitest';
import { SluisError } from '../../../../src/domain/errors.ts';
import { grouped } from '../../../../src/storage/postgres/grouped.ts';

/** A table that writes when it is told to, and refuses some numbers. */
function createTable() {
  const groups: (readonly number[])[] = [];
  const started: PromiseWithResolvers<undefined>[] = [];
  const write = grouped(async (items: readonly number[]) => {
    groups.push(items);
    const gate = Promise.withResolvers<undefined>();
    started.push(gate);
    await gate.promise;
    if (items.includes(-1)) throw new SluisError('storage.conflict', 'refused');
    if (items.includes(-2)) throw new SluisError('storage.unavailable', 'away');
    return items.map((item) => `row ${item}`);
  });
  /** Lets every write that starts go through, one after the other, until `all` are settled. */
  const settle = async <Value>(all: readonly Promise<Value>[]): Promise<PromiseSettledResult<Value>[]> => {
    const pending = new Set(all);
    const done = Promise.allSettled(all.map((one) => one.finally(() => pending.delete(one))));
    while (pending.size > 0) {
      started.shift()?.resolve(undefined);
      await Promise.resolve();
    }
    return done;
  };
  return { groups, write, settle };
}

describe('writes that come at the same time', () => {
  it('go out together after the one that is under way, each with its own result', async () => {
    const { groups, write, settle } = createTable();
    const outcomes = await settle([1, 2, 3].map(write));
    expect(groups).toEqual([[1], [2, 3]]);
    expect(outcomes.map((one) => one.status === 'fulfilled' && one.value)).toEqual([
      'row 1',
      'row 2',
      'row 3',
    ]);
  });

  it('are bounded in number', async () => {
    const { groups, write, settle } = createTable();
    await settle(Array.from({ length: 251 }, (_, index) => write(index)));
    expect(groups.map(({ length }) => length)).toEqual([1, 100, 100, 50]);
  });

  it('are written one by one when the database refuses one of them', async () => {
    const { groups, write, settle } = createTable();
    const outcomes = await settle([1, 2, -1, 3].map(write));
    expect(groups).toEqual([[1], [2, -1, 3], [2], [-1], [3]]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
  });

  it('fail together while the database is away, and the next ones go out again', async () => {
    const { groups, write, settle } = createTable();
    const outcomes = await settle([1, 2, -2].map(write));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await settle([write(4)]);
    expect(groups).toEqual([[1], [2, -2], [4]]);
  });
});
