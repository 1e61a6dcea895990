import { SluisError } from '../../domain/errors.ts';

/** Rows of one statement: some milliseconds of work. */
const mostInGroup = 100;

interface Waiting<Item, Written> {
  readonly item: Item;
  readonly resolve: (written: Written) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: what comes while a write is under way goes out together with the next one, in the order in which it came,
 * so that many people at a time cost one round trip and one fsync. Alone, a write starts at once. `write` gives back one
 * result per item, in their order, when all are durable.
 *
 * One item that the database refuses must not take others along: then each of the group is written by itself. When
 * the database is away the whole group fails, as each of them would have.
 */
export function createGroupWriter<Item, Written>(
  write: (items: readonly Item[]) => Promise<readonly Written[]>,
): (item: Item) => Promise<Written> {
  let waiting: Waiting<Item, Written>[] = [];
  let isWriting = false;

  async function writeGroup(group: readonly Waiting<Item, Written>[]): Promise<void> {
    try {
      const written = await write(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, index) => {
        const result = written[index];
        if (result === undefined) reject(new SluisError('internal', 'a row of a group was not written'));
        else resolve(result);
      });
    } catch (error) {
      if (group.length === 1 || (error instanceof SluisError && error.code === 'storage.unavailable')) {
        for (const { reject } of group) reject(error);
      } else {
        for (const one of group) await writeGroup([one]);
      }
    }
  }

  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, mostInGroup);
      waiting = waiting.slice(mostInGroup);
      await writeGroup(group);
    }
    isWriting = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWriting) void writeAll();
    });
}
