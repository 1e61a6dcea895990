import { clearLine, cursorTo } from 'node:readline';
import type { Clock } from '../domain/clock.ts';

const leastMillis = 100;
/** Of a terminal that does not say how wide it is. */
const usualColumns = 80;

/** One line at the bottom of a terminal that changes in place, ten times a second at most. */
export function createStatusLine(stream: NodeJS.WritableStream & { readonly columns: number }, clock: Clock) {
  let shownAt: number | undefined;
  return {
    show(line: string): void {
      const now = clock.now();
      if (shownAt !== undefined && now - shownAt < leastMillis) return;
      shownAt = now;
      cursorTo(stream, 0);
      stream.write(line.slice(0, (stream.columns || usualColumns) - 1));
      clearLine(stream, 1);
    },
    /** Before anything else is written there. */
    clear(): void {
      if (shownAt === undefined) return;
      shownAt = undefined;
      cursorTo(stream, 0);
      clearLine(stream, 0);
    },
  };
}
