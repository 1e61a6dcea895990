import { findCommand } from '../../src/cli/command-names.ts';
import { declareCommands } from '../../src/cli/commands.ts';

/** All commands of `sluis` as they are declared. None of them can be run. */
export const program = declareCommands(() => Promise.reject(new Error('only looked at')), {
  writeOut: () => undefined,
  getOutHelpWidth: () => 100,
});

/** Whether words begin with the whole name of a command: a group alone is none. */
export function isCommand(words: readonly string[]): boolean {
  const { command } = findCommand(program, words);
  return command !== program && command.commands.length === 0;
}
