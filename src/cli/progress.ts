import type { Terminal } from './command.ts';

/** Told how much of long work is done, and of how much, where that is known. */
export type Progress = (done: number, total?: number) => void;

const barWidth = 24;

/** Shows how far work has come, where standard error is a terminal: `records written [####----] 1,200 of 5,800`. */
export function progressOn({ showStatus }: Pick<Terminal, 'showStatus'>, what: string): Progress {
  if (showStatus === undefined) return () => undefined;
  return (done, total) => showStatus(`${what} ${amountText(done, total)}`);
}

function amountText(done: number, total: number | undefined): string {
  const shown = done.toLocaleString('en-US');
  if (total === undefined || total === 0) return shown;
  const full = Math.min(barWidth, Math.floor((barWidth * done) / total));
  return `[${'#'.repeat(full).padEnd(barWidth, '-')}] ${shown} of ${total.toLocaleString('en-US')}`;
}
