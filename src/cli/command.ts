import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Environment } from '../config/read-settings.ts';
import { SluisError } from '../domain/errors.ts';

/** The process as a command sees it. */
export interface Terminal {
  /** Writes one line to standard output: what the command is for. */
  out(line: string): void;
  /** Writes bytes to standard output as they are. */
  outBytes(bytes: Uint8Array): void;
  /** False once nobody reads standard output any more, as behind `| head`: what only tells may stop. */
  isRead(): boolean;
  /** Writes one line to standard error: everything else. */
  say(line: string): void;
  /** Shows a line that the next one takes the place of; absent where standard error is no terminal. */
  readonly showStatus: ((line: string) => void) | undefined;
  /** All of standard input, for what must not stand on a command line. */
  input(): Promise<string>;
  /** Asks a question that is answered with yes or no; absent when nobody is there to answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Calls back when the process is asked to end. */
  onStop(stop: () => void): void;
}

export interface CommandContext {
  readonly env: Environment;
  readonly terminal: Terminal;
}

/** Runs what a command does, and keeps the exit code: 0, or 1 for a fault that the command has explained itself. */
export type Run = (work: (context: CommandContext) => Promise<0 | 1>) => Promise<void>;

/**
 * What a command is called, takes and does. Parsing, help, completion and docs/COMMANDS.md all come from this one
 * declaration. What it does is loaded when it is called, so that `sluis help` needs no database driver. `program` holds
 * all commands, for those that tell of the others.
 */
export type DeclareCommand = (run: Run, program: CommandUnknownOpts) => CommandUnknownOpts;

/** A command without arguments and options yet. */
export function newCommand(name: string, words: { readonly summary: string; readonly description?: string }) {
  return new Command(name).summary(words.summary).description(words.description ?? sentence(words.summary));
}

/** A summary, which stands in lists, as the first line of a help of its own. */
export function sentence(summary: string): string {
  return `${summary.slice(0, 1).toUpperCase()}${summary.slice(1)}.`;
}

/** Shows command lines at the end of the help of a command; without `sluis`, which is put before each. */
export function examples(...lines: readonly string[]): string {
  return ['', 'Examples:', ...lines.map((line) => `  sluis ${line}`)].join('\n');
}

/**
 * Something is wrong with how a command was called: exit code 2, like every wrong configuration. `command`: the name of
 * the one whose help says more, where that is known.
 */
export function usageFault(message: string, command = ''): SluisError {
  return new SluisError('settings.invalid', `${message}. See: ${`sluis help ${command}`.trim()}`);
}
