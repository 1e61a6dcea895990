import { CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { SluisError } from '../domain/errors.ts';
import { usageFault, type CommandContext } from './command.ts';
import { findCommand, nameOf } from './command-names.ts';
import { declareCommands } from './commands.ts';

/** 0: done; 1: a fault; 2: wrong configuration or usage. */
export type ExitCode = 0 | 1 | 2;

export interface CommandLine extends CommandContext {
  /** What follows `sluis`. */
  readonly words: readonly string[];
}

const helpWidth = 100;

/** Runs one command line. Never throws: what goes wrong is said, and becomes the exit code. */
export async function runCommand({ words, ...context }: CommandLine): Promise<ExitCode> {
  const { terminal } = context;
  let code: ExitCode = 0;
  const program = declareCommands(
    async (work) => {
      code = await work(context);
    },
    {
      writeOut: (text) => text.trimEnd().split('\n').forEach(terminal.out),
      getOutHelpWidth: () => helpWidth,
    },
  );
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    return report(
      error instanceof CommanderError ? parsingFault(error, program, words) : error,
      terminal.say,
    );
  }
}

/** What the parser found, in the words that all commands use. */
function parsingFault(
  { code, message }: CommanderError,
  program: CommandUnknownOpts,
  words: readonly string[],
): SluisError {
  const { command } = findCommand(program, words);
  if (code === 'commander.help') {
    const names = command.commands.map((each) => each.name()).join(', ');
    return usageFault(`a command is missing: ${names}`, nameOf(command));
  }
  const text = message.replace(/^error: /, '').replaceAll('\n', ' ');
  return usageFault(
    text
      .replace(/^missing required argument '(.+)'$/, '<$1> is missing')
      .replace(/^required option '(.+)' not specified$/, 'give $1'),
    nameOf(command),
  );
}

function report(error: unknown, say: (line: string) => void): ExitCode {
  if (error instanceof SluisError) {
    error.message.split('\n').forEach(say);
    return error.code === 'settings.invalid' || error.code === 'keyring.invalid' ? 2 : 1;
  }
  // Not one of ours: its message may hold anything, so only the name and the place are told.
  const frames =
    error instanceof Error ? (error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []) : [];
  say(`unexpected error: ${error instanceof Error ? error.name : typeof error}`);
  frames.slice(0, 8).forEach(say);
  return 1;
}
