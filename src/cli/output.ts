import { hasCode } from '../embedded-postgres/system-error.ts';

/**
 * Standard output that somebody may stop reading, as behind `| head`: then nothing more is written, and that is no fault.
 * Anything else that goes wrong with it is one, a full disk for instance. Left alone until the first line: the broker
 * writes its log there by itself.
 */
export function createOutput(stream: NodeJS.WritableStream) {
  let isWatched = false;
  let isRead = true;
  let hasFailed = false;
  const watch = (): void => {
    isWatched = true;
    stream.on('error', (error) => {
      isRead = false;
      if (!hasCode(error, 'EPIPE')) hasFailed = true;
    });
  };
  return {
    write(written: string | Uint8Array): void {
      if (!isWatched) watch();
      if (isRead) stream.write(written);
    },
    isRead: () => isRead,
    hasFailed: () => hasFailed,
  };
}
