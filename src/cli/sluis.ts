import { text } from 'node:stream/consumers';
import { createInterface } from 'node:readline/promises';
import { systemClock } from '../domain/clock.ts';
import type { Terminal } from './command.ts';
import { runCommand } from './run-command.ts';
import { createOutput } from './output.ts';
import { createStatusLine } from './status-line.ts';

const statusLine = process.stderr.isTTY ? createStatusLine(process.stderr, systemClock) : undefined;

const output = createOutput(process.stdout);

/** Where the commands meet the process; nothing else touches it. */
const terminal: Terminal = {
  out: (line) => {
    statusLine?.clear();
    output.write(`${line}\n`);
  },
  outBytes: (bytes) => {
    statusLine?.clear();
    output.write(bytes);
  },
  isRead: output.isRead,
  say: (line) => {
    statusLine?.clear();
    process.stderr.write(`${line}\n`);
  },
  showStatus: statusLine?.show,
  input: () => text(process.stdin),
  confirm: process.stdin.isTTY && process.stderr.isTTY ? confirm : undefined,
  onStop: (stop) => {
    // every time: a second signal during the drain must not end us before the database
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    // A parent that started us with a channel and is gone cannot stop us any more.
    process.once('disconnect', stop);
    process.channel?.unref();
  },
};

/** Anything but a clear yes, also a terminal that cannot be read, is a no. */
async function confirm(question: string): Promise<boolean> {
  const dialogue = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^(?:y|yes|j|ja)$/i.test((await dialogue.question(`${question} [y/N] `)).trim());
  } catch {
    process.stderr.write('\n');
    return false;
  } finally {
    dialogue.close();
  }
}

const code = await runCommand({ words: process.argv.slice(2), env: process.env, terminal });
if (output.hasFailed()) terminal.say('standard output cannot be written to: the output is incomplete');
process.exitCode = code === 0 && output.hasFailed() ? 1 : code;
