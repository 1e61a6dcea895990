import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Environment } from '../config/read-settings.ts';
import { SluisError } from '../domain/errors.ts';

/** The process as a command sees it. */
export interface Terminal {
  /** Writes one line to standard output: what the command is for. */
  out(line: string): void;
  /** Writes one line to standard error: everything else. */
  say(line: string): void;
  /** All of standard input, for what must not stand on a command line. */
  input(): Promise<string>;
  /** Asks a question that is answered with yes or no; absent when nobody is there to answer. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** Calls back when the process is asked to end. */
  onStop(stop: () => void): void;
}

export interface CommandInput {
  /** What follows the name of the command. */
  readonly words: readonly string[];
  readonly env: Environment;
  readonly terminal: Terminal;
}

/** A command of `sluis`. Gives the exit code: 0, or 1 for a fault that it has explained itself. */
export type Command = (input: CommandInput) => Promise<0 | 1>;

/** Something is wrong with how the command was called: exit code 2, like every wrong configuration. */
export function usageFault(message: string): SluisError {
  return new SluisError('settings.invalid', `${message}. See: sluis help`);
}

/**
 * Reads options and the words between them. An option that the command does not have is a usage fault: a
 * typing error in `--prune` must not go unnoticed.
 */
export function readWords<const Options extends NonNullable<ParseArgsConfig['options']>>(
  words: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usageFault(error instanceof Error ? (error.message.split('.')[0] ?? '') : 'options cannot be read');
  }
}

/** The one word that a command needs, called `name` in its usage. */
export function onlyWord(positionals: readonly string[], name: string): string {
  const [word, ...others] = positionals;
  if (word === undefined || word === '') throw usageFault(`<${name}> is missing`);
  refuseWords(others);
  return word;
}

export function refuseWords(positionals: readonly string[]): void {
  if (positionals.length > 0) throw usageFault(`too many words: ${positionals.join(' ')}`);
}
