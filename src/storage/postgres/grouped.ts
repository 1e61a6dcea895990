import { SluisError } from '../../domain/errors.ts';

/** Items of one statement: some milliseconds of work. */
const mostInGroup = 100;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit, and the same for questions: what comes while a statement is under way goes out together with the next one,
 * in the order in which it came, so that many people at a time cost one round trip and one fsync. Alone, a statement starts
 * at once. No answer is older than its call. `run` gives back one answer per item, in their order; of writes when all are durable.
 *
 * One item that the database refuses must not take others along: then each of the group is written by itself. When
 * the database is away the whole group fails, as each of them would have.
 */
export function grouped<Item, Answer>(
  run: (items: readonly Item[]) => Promise<readonly Answer[]>,
): (item: Item) => Promise<Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let isRunning = false;

  async function runGroup(group: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await run(group.map(({ item }) => item));
      group.forEach(({ resolve, reject }, index) => {
        const answer = answers[index];
        if (answer === undefined) reject(new SluisError('internal', 'an item of a group got no answer'));
        else resolve(answer);
      });
    } catch (error) {
      if (group.length === 1 || (error instanceof SluisError && error.code === 'storage.unavailable')) {
        for (const { reject } of group) reject(error);
      } else {
        for (const one of group) await runGroup([one]);
      }
    }
  }

  async function runAll(): Promise<void> {
    isRunning = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, mostInGroup);
      waiting = waiting.slice(mostInGroup);
      await runGroup(group);
    }
    isRunning = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isRunning) void runAll();
    });
}
