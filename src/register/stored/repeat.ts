/**
 * Runs work, which never fails, again and again, with a pause between the end of one run and the start of the next.
 * `firstPause`: before the first run, which begins at once without it.
 */
export function repeat(
  work: () => Promise<void>,
  { pauseMilliseconds, firstPause }: { readonly pauseMilliseconds: number; readonly firstPause: boolean },
): { /** Lets a run that is under way end. */ stop(): Promise<void> } {
  let isStopped = false;
  let running = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    running = work().finally(() => {
      if (!isStopped) timer = setTimeout(run, pauseMilliseconds);
    });
  };
  if (firstPause) timer = setTimeout(run, pauseMilliseconds);
  else run();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
