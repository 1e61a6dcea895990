import type { Subject } from '../laboratory.ts';
import type { Stores } from '../measured/stores.ts';
import { runLoad, type Counter } from '../load/load.ts';

/** What one login asks of the stores, on average. */
export interface StoreCalls {
  readonly redisCommands: number;
  readonly redisByName: ReadonlyMap<string, number>;
  /** Absent where the subject has no database. */
  readonly transactions: number | undefined;
}

const countedLogins = 100;

/** Counts with one person at a time, so that nothing else happens in between. */
export async function countStoreCalls(
  { journey, database }: Subject,
  stores: Stores,
  counter: Counter,
): Promise<StoreCalls> {
  const transactions = async (): Promise<number> =>
    database === undefined ? NaN : stores.transactions(database);
  const transactionsBefore = await transactions();
  const before = await stores.redisCommands();
  await runLoad(journey, { kind: 'closed', atATime: 1 }, countedLogins, counter);
  const after = await stores.redisCommands();
  const redisByName = new Map(
    [...after]
      .map(([name, calls]) => [name, (calls - (before.get(name) ?? 0)) / countedLogins] as const)
      .filter(([, calls]) => calls >= 0.5),
  );
  return {
    redisCommands: [...redisByName.values()].reduce((sum, calls) => sum + calls, 0),
    redisByName,
    transactions:
      database === undefined ? undefined : ((await transactions()) - transactionsBefore) / countedLogins,
  };
}
