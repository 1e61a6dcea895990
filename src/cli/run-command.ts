import { SluisError } from '../domain/errors.ts';
import { usageFault, type CommandInput } from './command.ts';
import { findCommand, helpText } from './commands.ts';

/** 0: done; 1: a fault; 2: wrong configuration or usage. */
export type ExitCode = 0 | 1 | 2;

/** Runs one command line. Never throws: what goes wrong is said, and becomes the exit code. */
export async function runCommand(input: CommandInput): Promise<ExitCode> {
  try {
    return await dispatch(input);
  } catch (error) {
    return report(error, input.terminal.say);
  }
}

async function dispatch({ words: line, env, terminal }: CommandInput): Promise<ExitCode> {
  if (line[0] === 'help' || line.includes('--help') || line.includes('-h')) {
    terminal.out(helpText());
    return 0;
  }
  const found = findCommand(line);
  if (found === undefined) {
    throw usageFault(
      line.length === 0 ? 'a command is missing' : `there is no command ${line.slice(0, 2).join(' ')}`,
    );
  }
  const command = await found.entry.load();
  return await command({ words: found.words, env, terminal });
}

function report(error: unknown, say: (line: string) => void): ExitCode {
  if (error instanceof SluisError) {
    error.message.split('\n').forEach(say);
    return error.code === 'settings.invalid' || error.code === 'keyring.invalid' ? 2 : 1;
  }
  // Not one of ours: its message may hold anything, so only the name and the place are told.
  const frames =
    error instanceof Error ? (error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? []) : [];
  say(`unexpected fault: ${error instanceof Error ? error.name : typeof error}`);
  frames.slice(0, 8).forEach(say);
  return 1;
}
