/** How the person at the terminal, or the system, asks for the end. */
export interface StopSignals {
  /** Settles at the first request. */
  readonly first: Promise<unknown>;
  /** Settles at a later one: whoever asks twice is in a hurry. */
  readonly second: Promise<unknown>;
}

/** One Ctrl-C can arrive several times within moments: from the terminal, and from the programs that started us. */
const sameRequestMillis = 1000;

export function listenForStopSignals(): StopSignals {
  const first = Promise.withResolvers<undefined>();
  const second = Promise.withResolvers<undefined>();
  let firstAt: number | undefined;
  const onSignal = () => {
    firstAt ??= Date.now();
    first.resolve(undefined);
    if (Date.now() - firstAt > sameRequestMillis) second.resolve(undefined);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  // Whoever reads our output may be gone before us.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  return { first: first.promise, second: second.promise };
}
