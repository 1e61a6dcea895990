import { setTimeout as pause } from 'node:timers/promises';

/** Asks again and again until the check passes without throwing; throws its last error when the deadline is over. */
export async function eventually<Value>(
  check: () => Promise<Value> | Value,
  deadlineMs = 10_000,
): Promise<Value> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(20);
    }
  }
}
