import { SluisError } from '../domain/errors.ts';

/** One span of time that everything in a call has to share. */
export interface TimeLimit {
  /** Ends with `storage.unavailable` when the span is over first. What was raced goes on unseen: clean up after it. */
  race<Value>(work: Promise<Value>): Promise<Value>;
  /** Always call it, or the span keeps the process alive until it is over. */
  end(): void;
}

/** `component` is the name of the store for the log: `redis`, `postgres`. */
export function startTimeLimit(timeoutMs: number, component: string): TimeLimit {
  const spans = spansOf(timeoutMs);
  const refusals: ((error: SluisError) => void)[] = [];
  let over: SluisError | undefined;
  const span: Span = {
    endsAt: performance.now() + timeoutMs,
    expire: () => {
      over = new SluisError('storage.unavailable', `${component} did not answer within ${timeoutMs} ms`);
      for (const refuse of refusals) refuse(over);
    },
  };
  spans.add(span);
  return {
    race: (work) =>
      new Promise((resolve, reject) => {
        work.then(resolve, reject);
        const late = over;
        if (late === undefined) refusals.push(reject);
        // what is done already is not late
        else queueMicrotask(() => reject(late));
      }),
    end: () => spans.remove(span),
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

interface Span {
  /** As `performance.now` counts: no clock that is set moves it. */
  readonly endsAt: number;
  expire(): void;
}

interface Spans {
  add(span: Span): void;
  remove(span: Span): void;
}

const spansByLength = new Map<number, Spans>();

function spansOf(timeoutMs: number): Spans {
  const known = spansByLength.get(timeoutMs);
  if (known !== undefined) return known;
  const spans = watchSpans(timeoutMs, () => spansByLength.delete(timeoutMs));
  spansByLength.set(timeoutMs, spans);
  return spans;
}

/**
 * Spans of one length are over in the order in which they began, so that one timer watches all of them: it waits for the
 * first, and then for the one that is the first by now. None is over early, and none more than a millisecond later than by
 * a timer of its own. The timer keeps the process alive while there is a span; the last time that it finds none is its last.
 */
function watchSpans(timeoutMs: number, onIdle: () => void): Spans {
  const running = new Set<Span>();
  let timer = setTimeout(expireFirst, timeoutMs);

  function expireFirst(): void {
    const now = performance.now();
    for (const span of running) {
      if (span.endsAt > now) {
        timer = setTimeout(expireFirst, Math.ceil(span.endsAt - now));
        return;
      }
      running.delete(span);
      span.expire();
    }
    onIdle();
  }

  return {
    add(span) {
      if (running.size === 0) timer.ref();
      running.add(span);
    },
    remove(span) {
      if (running.delete(span) && running.size === 0) timer.unref();
    },
  };
}
