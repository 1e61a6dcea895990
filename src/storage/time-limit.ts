import { SluisError } from '../domain/errors.ts';

/** One span of time that everything in a call has to share. */
export interface TimeLimit {
  /** Ends with `storage.unavailable` when the span is over first. What was raced goes on unseen: clean up after it. */
  race<Value>(work: Promise<Value>): Promise<Value>;
  /** Always call it, or the timer keeps the process alive. */
  end(): void;
}

/** `component` is the name of the store for the log: `redis`, `postgres`. */
export function startTimeLimit(timeoutMs: number, component: string): TimeLimit {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new SluisError('storage.unavailable', `${component} did not answer within ${timeoutMs} ms`));
    }, timeoutMs);
  });
  // Without a listener a limit that ends while nothing is raced would end the process.
  over.catch(() => undefined);
  return {
    race: (work) => {
      work.catch(() => undefined);
      return Promise.race([work, over]);
    },
    end: () => clearTimeout(timer),
  };
}

/** Runs one piece of work within a limit of its own. */
export async function withinTime<Value>(
  timeoutMs: number,
  component: string,
  work: () => Promise<Value>,
): Promise<Value> {
  const limit = startTimeLimit(timeoutMs, component);
  try {
    return await limit.race(work());
  } finally {
    limit.end();
  }
}
